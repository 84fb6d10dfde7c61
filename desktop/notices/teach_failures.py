"""Why a training does not go on, which photos it leaves out, what could not go to the trash. No widgets."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from core.contract import errors as e
from core.contract.draft import Draft, Teaching
from core.contract.notices import NOT_SHOWN, PHOTOS_LEFT_OUT, PHOTOS_UNKNOWN, TRAINING_CHANGED
from desktop.numbers import number
from desktop.phrases.teach import title_text
from desktop.phrases.teach_settings import label_of
from desktop.wording.errors import Message, error_message
from desktop.wording.expectations import expected_text
from desktop.wording.parts import amount_text, folder_of, name_of, place
from desktop.wording.reasons import reason_text

translate = QCoreApplication.translate
_STAGED = re.compile(r"\b(\d{3,})\.\w{3,4}\b")  # a photo's name in the folder that trainings read
_MORE = re.compile(r" and (\d+) more$")


def failed(teaching: Teaching, error: e.ReverieError, details: str = "") -> Message:
    """Why it does not go on; what is safe is said with it."""
    title, step = title_text(teaching.draft), number(teaching.step)
    message = error_message(error, details)
    if isinstance(error, e.EngineStopped):
        text = translate(
            "teach", "Teaching of “{0}” broke off. Nothing is lost: it goes on from step {1}."
        )
        return Message(text.format(title, step), (), message.details)
    if isinstance(error, e.InvalidValue):
        text = translate("teach", "“{0}” must be {1}. Nothing was begun.")
        text = text.format(label_of(error.field), expected_text(error.expected))
        return Message(text, (), message.details)
    own = _OWN.get(type(error))
    text = own_names(teaching.draft, message.text) if own is None else own(error)
    if isinstance(error, e.FileMissing) and error.path in {p.path for p in teaching.draft.photos}:
        text = translate(
            "teach", "The photo {0} is not there any more. Leave it out, or bring it back."
        ).format(place(error.path))
    if isinstance(error, e.FileMissing) and error.path == teaching.folder:
        text = translate(
            "teach", "What it has learned is not at {0}. Bring the folder back, or teach anew."
        ).format(place(error.path))
    kept = translate("teach", "Teaching of “{0}” waits at step {1}.").format(title, step)
    return Message(f"{text} {kept}", (), message.details)


def _no_room(error: e.DiskFull) -> str:
    if not error.path or error.free < 0 or error.needed < 0:
        return translate("teach", "The disk is full.")
    text = translate("teach", "The disk is full: {1} are free, {2} are needed in {0}.")
    amounts = amount_text(error.free), amount_text(error.needed)
    return text.format(place(folder_of(error.path)), *amounts)


def _no_memory(error: e.OutOfMemory) -> str:
    return translate(
        "teach", "The memory is full. A smaller size, or fewer photos at once, may fit."
    )


def _unforeseen(error: e.UnexpectedError) -> str:
    return translate("teach", "Something unforeseen happened.")


_OWN: dict[type[e.ReverieError], Callable[[Any], str]] = {
    e.DiskFull: _no_room,
    e.OutOfMemory: _no_memory,
    e.UnexpectedError: _unforeseen,
}


def own_names(draft: Draft, text: str) -> str:
    """Photos are numbered where trainings read them; here they get the names that a person gave them."""

    def own(found: re.Match[str]) -> str:
        which = int(found[1]) - 1
        return name_of(draft.used[which].path) if 0 <= which < len(draft.used) else found[0]

    return _STAGED.sub(own, text)


def notice_text(draft: Draft, code: str, data: Mapping[str, Any]) -> str:
    """What a training tells that is no failure; "" for what the wizard has told before."""
    if code == TRAINING_CHANGED:
        return _changed(str(data.get("what")))
    if code == NOT_SHOWN:
        return translate(
            "teach", "The result is there; it could not be drawn at several strengths."
        )
    if code not in (PHOTOS_LEFT_OUT, PHOTOS_UNKNOWN):
        return ""
    names = own_names(draft, str(data.get("names", "?")))
    more = _MORE.search(names)
    if more is not None:
        text = translate("teach", "{0} and {1} more")
        names = text.format(names[: more.start()], more[1])
    count = data.get("count", 1)
    if code == PHOTOS_UNKNOWN:  # only what is in the draft is ever listed, so it was there
        if count == 1:
            return translate("teach", "A photo is not there any more: {0}.").format(names)
        text = translate("teach", "{0} photos are not there any more: {1}.")
        return text.format(count, names)
    if count == 1:
        return translate("teach", "A photo cannot be read and is left out: {0}.").format(names)
    text = translate("teach", "{0} photos cannot be read and are left out: {1}.")
    return text.format(count, names)


def _changed(what: str) -> str:
    """It goes on, but not in the circumstances that it began in."""
    if what == "pictures":
        return translate("teach", "The photos are no longer those that this training began with.")
    return translate(
        "teach",
        "This training began in other circumstances (device, precision or program). It goes on; its "
        "result may differ a little from that of an undisturbed run.",
    )


def not_put_back(teaching: Teaching, error: e.ReverieError) -> str:
    """The trash did not give it back."""
    text = translate("teach", "“{0}” could not be taken out of the trash: {1}.")
    reason = getattr(error, "reason", "")
    taken = translate("teach", "it is not there any more, or something else has its place")
    return text.format(title_text(teaching.draft), reason_text(reason) if reason else taken)


def trash_refused(teaching: Teaching, error: e.ReverieError) -> str:
    """What it learned could not be moved to the trash."""
    text = translate("teach", "“{0}” could not be moved to the trash: {1}. It stays where it is.")
    reason = getattr(error, "reason", "")
    gone = translate("teach", "it is not there any more")
    return text.format(title_text(teaching.draft), reason_text(reason) if reason else gone)
