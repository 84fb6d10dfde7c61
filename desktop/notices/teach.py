"""What the Teach page says in its bar: questions before something goes to the trash, and what is done. No widgets."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.contract.draft import DraftPhoto, Teaching
from core.contract.judging import Choice
from desktop.numbers import number
from desktop.phrases.judging import fault_text
from desktop.phrases.teach import title_text
from desktop.wording.parts import name_of, size_text

translate = QCoreApplication.translate


def too_many(found: int, taken: int) -> str:
    """Of more photos than the window lays out the first are taken."""
    text = translate(
        "teach",
        "The first {0} of these {1} photos were taken. The command line takes any number of them.",
    )
    return text.format(number(taken), number(found))


def trash_question(teaching: Teaching) -> str:
    """Nothing happens before the answer."""
    title = title_text(teaching.draft)
    if teaching.status == "draft":
        return translate("teach", "Forget the draft “{0}”? Its photos stay where they are.").format(
            title
        )
    if teaching.result:
        text = translate("teach", "Take “{0}” off this list? Its result stays in the library.")
        return text.format(title)
    text = translate("teach", "Move all that “{0}” learned so far to the trash? Its photos stay.")
    return text.format(title)


def trash_verb(teaching: Teaching) -> str:
    if teaching.status == "draft":
        return translate("teach", "Forget it")
    return (
        translate("teach", "Take it off")
        if teaching.result
        else translate("teach", "Move to the trash")
    )


def data_question(teaching: Teaching, bytes_: int) -> str:
    text = translate(
        "teach",
        "Move saved states and samples of “{0}” to the trash, {1}? The result stays as it is; no other step can be "
        "taken then.",
    )
    return text.format(title_text(teaching.draft), size_text(bytes_))


def trashed(teaching: Teaching, *, is_forgotten: bool) -> str:
    """What has happened, and where it is now."""
    title = title_text(teaching.draft)
    if not is_forgotten:
        text = translate("teach", "The learning data of “{0}” is in the trash. The result stays.")
    elif teaching.status == "draft":
        text = translate("teach", "The draft “{0}” is forgotten.")
    elif teaching.result:
        text = translate("teach", "“{0}” is off this list. Its result stays in the library.")
    else:
        text = translate("teach", "What “{0}” had learned is in the trash.")
    return text.format(title)


def finished(teaching: Teaching, choice: Choice | None = None) -> str:
    """That it is done; `choice` tells whether it was learned, and at which price."""
    title = title_text(teaching.draft)
    if choice is not None and choice.why == "not_learned":
        text = translate(
            "teach",
            "“{0}” was taught, but no step of it is more alike than before. The result is in the library.",
        )
        return text.format(title)
    if choice is not None and choice.why == "least_harm" and choice.fault is not None:
        text = translate(
            "teach", "“{0}” is taught, but each step {1}. The least bad one is in the library."
        )
        return text.format(title, fault_text(choice.fault))
    return translate("teach", "“{0}” is learned. It is in the library.").format(title)


def makes_room() -> str:
    return translate("teach", "Teaching saves and makes room; your picture is drawn then.")


def result_gone(teaching: Teaching) -> str:
    text = translate("teach", "The result of “{0}” is not there any more.")
    return text.format(title_text(teaching.draft))


def taken_off(photo: DraftPhoto) -> str:
    """It no longer belongs to the draft."""
    text = translate("teach", "{0} is no longer among the photos. The file stays where it is.")
    return text.format(name_of(photo.path))


def taken(teaching: Teaching) -> str:
    """Another step is the result."""
    text = translate("teach", "“{0}” is now as it was at step {1}, in the library, too.")
    return text.format(title_text(teaching.draft), number(teaching.chosen))
