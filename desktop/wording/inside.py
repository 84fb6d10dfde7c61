"""What the Inside page says when a question cannot be answered. No widgets."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.contract.errors import InvalidValue, ReverieError, RunFolderInvalid
from core.contract.recipe import BRANCHED
from desktop.wording.errors import Message, error_message
from desktop.wording.parts import place
from desktop.wording.reasons import reason_text

translate = QCoreApplication.translate


def is_forgotten(error: ReverieError) -> bool:
    """Whether the engine has let go of the recording that was asked about."""
    return isinstance(error, InvalidValue) and error.field == "run"


def failure(error: ReverieError, details: str = "") -> Message:
    """The sentence for any error on this page."""
    if is_forgotten(error):
        return Message(
            translate(
                "inside",
                "The recording of this picture is gone: its memory was needed, or the drawing engine "
                "was started anew. Curves and small looks are still here.",
            )
        )
    if isinstance(error, InvalidValue) and error.expected == BRANCHED:
        return Message(
            translate(
                "inside",
                "This picture is a branch of another one and cannot be drawn again by itself. "
                "Look into the one that it left.",
            )
        )
    message = error_message(error, details)
    if isinstance(error, RunFolderInvalid) and error.reason != RunFolderInvalid.BUSY:
        text = translate("inside", "The training in {0} cannot be shown: {1}.")
        text = text.format(place(error.path), reason_text(error.reason))
        return Message(text, message.verbs, message.details)
    return message
