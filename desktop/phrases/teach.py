"""What the Teach page says: kinds of subjects, and trainings in all their states. No widgets."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.contract.draft import Draft, Kind, Teaching
from desktop.numbers import number
from desktop.phrases import common as phrases
from desktop.state.draft_config import called, draws_small
from desktop.state.training_course import Activity, Course
from desktop.wording.parts import size_text

translate = QCoreApplication.translate

FIRST_NOUN: dict[Kind, str] = {
    "pet": "dog",
    "person": "person",
    "object": "teddy bear",
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


def status_text(teaching: Teaching, *, makes_room: bool = False) -> str:
    """The second line of a row."""
    step = number(teaching.step)
    match teaching.status:
        case "draft":
            count = len(teaching.draft.used)
            return translate("teach", "Draft · {0} photos").format(count)
        case "waiting":
            if makes_room:
                return translate("teach", "Paused while you paint · step {0}").format(step)
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
        "leaving": translate("teach", "saving; the device is free"),
    }
    text = texts[course.activity].format(teaching.draft.noun)
    if course.prepared is not None:
        done, of = (number(count) for count in course.prepared)
        text = translate("teach", "{0}, {1} of {2}").format(text, done, of)
    return phrases.going_on(text, course.seconds_left)


def verb_text(verb: str) -> str:
    """The button of a row."""
    texts = {
        "open": translate("teach", "Go on with it"),
        "pause": translate("teach", "Pause"),
        "go_on": translate("teach", "Go on"),
        "use": translate("teach", "Use it"),
    }
    return texts[verb]


def saved_text(clock: str) -> str:
    """Beside the steps of the wizard."""
    return translate("teach", "draft saved {0}").format(clock)
