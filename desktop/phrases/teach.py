"""What the Teach page says: kinds of subjects, and trainings in all their states. No widgets."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.contract.draft import Draft, Kind, Teaching
from desktop.engine.arbiter import IDLE_MS
from desktop.numbers import number
from desktop.phrases import common as phrases
from desktop.state.draft_config import called, draws_small
from desktop.state.training_course import Activity, Course
from desktop.state.trainings_state import Leaving
from desktop.wording.parts import size_text

translate = QCoreApplication.translate

FIRST_NOUN: dict[Kind, str] = {
    "pet": "dog",
    "person": "person",
    "object": "",  # whatever it is: a wrong noun costs more than any other mistake
    "style": "",
}


def kind_text(kind: Kind) -> str:
    texts: dict[Kind, str] = {
        "pet": translate("teach", "Pet"),
        "person": translate("teach", "Person"),
        "object": translate("teach", "Object"),
        "style": translate("teach", "Style"),
    }
    return texts[kind]


def kind_hint(kind: Kind) -> str:
    texts: dict[Kind, str] = {
        "pet": translate("teach", "An animal you know. Photos may be mirrored."),
        "person": translate("teach", "Somebody who agreed. Faces are never mirrored."),
        "object": translate("teach", "A thing, a product. Lettering is never mirrored."),
        "style": translate("teach", "A way of drawing, from pictures with words beside them."),
    }
    return texts[kind]


def title_text(draft: Draft) -> str:
    """What a training is called in the list."""
    return draft.title or translate("teach", "Style")


def will_write(draft: Draft) -> str:
    """An example of a prompt after the training."""
    if draft.kind == "style":
        text = translate("teach", "You will write:  a house, {0}")
    elif draws_small(draft):
        text = translate("teach", "You will write:  {0} on a red background")
    else:
        text = translate("teach", "You will write:  {0} in the snow")
    return text.format(called(draft))


def line_text(
    teaching: Teaching, course: Course | None, *, makes_room: bool = False, leaving: Leaving = ""
) -> str:
    """Under its name, in the list and on its page: how far it is, what it does, and how long still.

    `course`: None where nothing was heard of it.
    """
    if leaving:
        return leaving_text(leaving, waits=teaching.status == "waiting")
    text = status_text(teaching, makes_room=makes_room)
    does = ""
    if teaching.status == "running" and course is not None:
        does = activity_text(teaching, course)
    return " · ".join(filter(None, (text, does)))


def strip_text(
    teaching: Teaching, course: Course, *, makes_room: bool = False, leaving: Leaving = ""
) -> str:
    """The same on any other page, in the strip at the window's foot."""
    title = title_text(teaching.draft)
    if leaving or teaching.status != "running":
        line = line_text(teaching, course, makes_room=makes_room, leaving=leaving)
        return f"{title} · {line}"
    parts = [translate("teach", "Teaching {0}").format(title)]
    if teaching.steps:
        step, steps = number(teaching.step), number(teaching.steps)
        parts.append(translate("teach", "step {0} of {1}").format(step, steps))
    if course.activity != "teaching":
        parts.append(_does(teaching, course))
    return phrases.going_on(" · ".join(filter(None, parts)), course.seconds_left)


def leaving_text(leaving: Leaving, *, waits: bool = False) -> str:
    """What a training was asked to do and has not done yet; `waits`: it does not run now."""
    if leaving == "finish" and waits:
        return translate("teach", "Ends with what it has learned as soon as it is its turn")
    texts: dict[Leaving, str] = {
        "": "",
        "room": translate("teach", "Making room for painting…"),
        "pause": translate("teach", "Pausing…"),
        "finish": translate("teach", "Ending with what it has learned…"),
    }
    return texts[leaving]


def status_text(teaching: Teaching, *, makes_room: bool = False) -> str:
    """How far it is."""
    step = number(teaching.step)
    match teaching.status:
        case "draft":
            count = len(teaching.draft.used)
            if count == 1:
                return translate("teach", "Draft · one photo")
            return translate("teach", "Draft · {0} photos").format(count)
        case "waiting":
            if makes_room:
                text = translate(
                    "teach",
                    "Paused while you paint · step {0} · goes on {1} after the last picture",
                )
                return text.format(step, phrases.duration(IDLE_MS / 1000))
            return translate("teach", "Waits for its turn")
        case "running":
            if teaching.steps:
                text = translate("teach", "Step {0} of {1}")
                return text.format(step, number(teaching.steps))
            return translate("teach", "Starting")
        case "paused":
            return translate("teach", "Paused at step {0}: the device is free").format(step)
        case "interrupted":
            return translate("teach", "Stopped at step {0}. Nothing is lost").format(step)
        case "failed":
            return translate("teach", "Could not go on at step {0}").format(step)
        case _:
            return finished_text(teaching)


def finished_text(teaching: Teaching) -> str:
    took = phrases.duration(teaching.seconds) if teaching.seconds >= 1 else ""
    text = translate("teach", "Finished at step {0}").format(number(teaching.step))
    if teaching.chosen and teaching.chosen != teaching.step:
        text = translate("teach", "Finished at step {0}, taken is step {1}").format(
            number(teaching.step), number(teaching.chosen)
        )
    return " · ".join(filter(None, (text, took)))


def so_far_text(draft: Draft) -> str:
    """What a training has learned that is not finished."""
    return translate("teach", "{0} so far").format(title_text(draft))


def unfinished_text(teaching: Teaching) -> str:
    """At the start, after a crash or a closed window."""
    text = translate("teach", "Teaching of “{0}” stopped at step {1}. Nothing is lost.")
    return text.format(title_text(teaching.draft), number(teaching.step))


def data_button_text(bytes_: int) -> str:
    return translate("teach", "Delete learning data, {0}").format(size_text(bytes_))


def activity_text(teaching: Teaching, course: Course) -> str:
    """What a running training does now, how far that is, and how long still."""
    return phrases.going_on(_does(teaching, course), course.seconds_left)


def _does(teaching: Teaching, course: Course) -> str:
    texts: dict[Activity, str] = {
        # Its model comes first where it goes on; one that is new begins with the photos.
        "": translate("teach", "loading the model") if teaching.steps else "",
        "looking": translate("teach", "looking at the photos"),
        "drawing": translate("teach", "drawing what the model knows as “{0}”"),
        "loading": translate("teach", "loading the model"),
        "reading": translate("teach", "reading the pictures"),
        "readying": translate("teach", "last preparations"),
        "teaching": translate("teach", "teaching"),
        "judging": translate("teach", "judging"),
        "showing": translate("teach", "drawing the result"),
        "leaving": translate("teach", "saving; the device is free"),
    }
    text = texts[course.activity].format(teaching.draft.noun)
    if course.prepared is not None:
        done, of = (number(count) for count in course.prepared)
        text = translate("teach", "{0}, {1} of {2}").format(text, done, of)
    return text


def absent_text(*, is_deleted: bool) -> str:
    """Where the pictures of a training would be."""
    if is_deleted:
        return translate("teach", "The learning data was deleted; the result stays.")
    return translate("teach", "Pictures appear here as it learns.")


def trash_tip(teaching: Teaching) -> tuple[str, str]:
    """What the button with the bin is called in a row, and what it does there or why it cannot."""
    if teaching.status == "draft":
        tip = translate("teach", "Forgets this draft, after a question; its photos stay.")
        return translate("teach", "Forget the draft"), tip
    if teaching.status == "finished" and teaching.result:
        tip = translate("teach", "Takes it off this list, after a question; its result stays.")
        return translate("teach", "Take it off the list"), tip
    name = translate("teach", "To the trash")
    if teaching.status == "running":
        return name, translate("teach", "Pause it first.")
    if teaching.status == "waiting":
        return name, translate("teach", "It waits for its turn: call it back first.")
    tip = translate("teach", "Moves what it learned to the trash, after a question; photos stay.")
    return name, tip


def verb_text(verb: str) -> str:
    """The button of a row."""
    texts = {
        "open": translate("teach", "Go on with it"),
        "pause": translate("teach", "Pause"),
        "unqueue": translate("teach", "Take out of the queue"),
        "go_on": translate("teach", "Go on"),
        "use": translate("teach", "Use it"),
    }
    return texts[verb]


def saved_text(clock: str) -> str:
    """Beside the steps of the wizard."""
    return translate("teach", "draft saved {0}").format(clock)
