"""Short texts of the download window: variants, progress, what was stopped, what went wrong. No widgets."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QCoreApplication

from core.contract import errors as e
from core.contract.download_events import Transfer
from core.contract.downloads import Offer, Unfinished, Variant
from core.contract.errors import ReverieError
from desktop.phrases.common import duration
from desktop.wording.details import details_text
from desktop.wording.errors import Message, error_message
from desktop.wording.expectations import expected_text
from desktop.wording.parts import amount_text, folder_of, place, size_text
from desktop.wording.reasons import reason_text

translate = QCoreApplication.translate
SHORT_COMMIT = 10  # characters


def variant_text(variant: Variant) -> str:
    """One line of the choice."""
    names = {
        "full": translate("download_phrases", "Full precision"),
        "fp16": translate("download_phrases", "Half precision (fp16)"),
        "bf16": translate("download_phrases", "Half precision (bf16)"),
        "encoder": translate("download_phrases", "Judges pictures of what is taught"),
    }
    parts = [names.get(variant.key, variant.key), size_text(variant.bytes)]
    if variant.has_pickles:
        parts.append(translate("download_phrases", "old format"))
    return " · ".join(parts)


def files_text(variant: Variant) -> str:
    """All files that would come, a line each, the largest first."""
    files = sorted(variant.files, key=lambda file: -file.size)
    return "\n".join(f"{size_text(file.size)}\t{file.name}" for file in files)


def version_text(offer: Offer) -> str:
    """Which state of the repository it is."""
    return f"{offer.revision} · {offer.commit[:SHORT_COMMIT]}"


def room_text(free: int) -> str:
    """What the disk has left."""
    if free < 0:
        return translate("download_phrases", "not known")
    return translate("download_phrases", "{0} free").format(size_text(free))


def transfer_text(transfer: Transfer | None) -> str:
    """How far a download is."""
    if transfer is None:
        return translate("download_phrases", "Asking the hub")
    done = translate("download_phrases", "{0} of {1}").format(
        size_text(transfer.done), size_text(transfer.total)
    )
    if transfer.stage == "check":
        return translate("download_phrases", "{0} · checking what came").format(done)
    if transfer.stage == "wait":
        return translate("download_phrases", "{0} · waiting for the server").format(done)
    parts = [done]
    if transfer.rate > 0:
        parts.append(
            translate("download_phrases", "{0} a second").format(size_text(round(transfer.rate)))
        )
    if transfer.seconds_left is not None:
        left = translate("download_phrases", "about {0} left")
        parts.append(left.format(duration(transfer.seconds_left)))
    return " · ".join(parts)


def encoder_came(title: str) -> str:
    """Nothing to draw with."""
    return translate(
        "download_phrases", "{0} came whole: what is taught is judged with it from now on."
    ).format(title)


def message_of(error: ReverieError) -> Message:
    """What went wrong, where the usual sentence speaks of pictures."""
    own = _OWN.get(type(error))
    return error_message(error) if own is None else Message(own(error), (), details_text(error))


def _no_room(error: e.DiskFull) -> str:
    if not error.path or error.free < 0 or error.needed < 0:
        return translate("download_phrases", "The disk is full. What came so far is kept.")
    text = translate(
        "download_phrases",
        "The disk is full: {1} are free, {2} are needed in {0}. What came so far is kept.",
    )
    amounts = amount_text(error.free), amount_text(error.needed)
    return text.format(place(folder_of(error.path)), *amounts)


def _not_writable(error: e.NotWritable) -> str:
    text = translate(
        "download_phrases", "Nothing can be written to {0}: {1}. What came so far is kept."
    )
    return text.format(place(error.path), reason_text(error.reason))


def _no_name(error: e.InvalidValue) -> str:
    if error.field == "repository":
        text = translate(
            "download_phrases",
            "“{0}” names no model on the hub. Type owner/name, or the address of a model’s page. Nothing "
            "was fetched.",
        )
        return text.format(str(error.value)[:80])
    text = translate("download_phrases", "{0} must be {1}; it is {2}. Nothing was fetched.")
    return text.format(error.field, expected_text(error.expected), str(error.value)[:80])


def _stopped(error: e.EngineStopped) -> str:
    return translate(
        "download_phrases", "The download stopped by itself. What came so far is kept."
    )


def _unexpected(error: e.UnexpectedError) -> str:
    return translate("download_phrases", "Something unforeseen happened. What came so far is kept.")


def unfinished_text(begun: Unfinished) -> str:
    """A download that was stopped."""
    text = translate("download_phrases", "{0} · {1} of {2}")
    return text.format(begun.request.repo, size_text(begun.done), size_text(begun.total))


_OWN: dict[type[ReverieError], Callable[[Any], str]] = {
    e.DiskFull: _no_room,
    e.NotWritable: _not_writable,
    e.InvalidValue: _no_name,
    e.EngineStopped: _stopped,
    e.UnexpectedError: _unexpected,
}
