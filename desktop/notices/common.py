"""What the window says beside the errors of jobs: models, settings, drops, pastes, the engine itself.

Gives the same `Message` as `wording/errors.py`, which words the errors of the contract. No widgets.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from PySide6.QtCore import QCoreApplication

from core.contract import errors as e
from core.contract.error_wire import error_types, from_data
from core.contract.notices import (
    EMBEDDING_FOREIGN,
    LORA_UNUSED,
    SMALLER_PIECES,
    TENSORS_LEFT_OUT,
    VAE_OVERFLOW,
)
from desktop.wording.errors import Message, error_message

translate = QCoreApplication.translate


def no_model() -> Message:
    """Generate was asked for, and nothing can draw."""
    text = translate("notices", "There is no model to draw with yet. Your words are kept.")
    return Message(text, ("open_model",))


def model_away(error: e.ReverieError, instead: str) -> Message:
    """At the start: the model that was in use cannot be had; `instead` names the one that is used now."""
    text = error_message(error).text
    if instead:
        used = translate("notices", "{0} is used meanwhile.").format(instead)
        text = f"{text} {used}"
    return Message(text, ("look_again", "open_model", "forget_model"))


def settings_problem(problem: Literal["damaged", "unreadable"], path: Path) -> Message:
    """At the start: what was remembered of the last time cannot be used."""
    if problem == "damaged":
        text = translate(
            "notices",
            "The settings in {0} were damaged. They were put aside, and this start has the usual ones.",
        )
    else:
        text = translate(
            "notices",
            "The settings in {0} cannot be read. This start has the usual ones and keeps no changes.",
        )
    return Message(text.format(path), ("show_folder",))


def refusal_message(code: str, data: dict[str, Any]) -> Message:
    """Why what was dropped or pasted could not be used."""
    if code in error_types():
        return error_message(from_data(code, data))
    texts = {
        "SeveralPictures": translate(
            "notices", "One picture at a time can lie in the frame. Nothing was changed."
        ),
        "LinkOnly": translate(
            "notices",
            "The browser gave only a link. Copy the picture itself and paste it here.",
        ),
        "NoPictureInFolder": translate(
            "notices",
            "A folder is no picture. One picture can be dropped here, or a model’s folder.",
        ),
        "NothingToPaste": translate("notices", "There is no picture to paste."),
    }
    unknown = translate("notices", "This cannot be used here. Nothing was changed.")
    return Message(texts.get(code, unknown), error=False)


def job_notice(code: str, data: dict[str, Any]) -> str:
    """What a job tells that is no failure; nothing for what is not known here.

    Nor for `SIZE_FAR` and `MASK_RESIZED`: the window names a size in each of its requests, which it shows
    beforehand, and a mask of its own is always as large as the picture.
    """
    if code == LORA_UNUSED:
        text = translate(
            "notices", "Some of the LoRA “{0}” means nothing in this model and is left out ({1})."
        )
        return text.format(data.get("name", "?"), data.get("count", "?"))
    if code == TENSORS_LEFT_OUT and data.get("unknown"):
        text = translate(
            "notices",
            "“{0}” holds {1} entries that this program does not know. They are left out.",
        )
        return text.format(data.get("model", "?"), data["unknown"])
    if code == EMBEDDING_FOREIGN:
        text = translate(
            "notices", "“{0}” is an embedding for {1}. Here it is only a word like others."
        )
        return text.format(data.get("name", "?"), data.get("made_for", "?"))
    if code == SMALLER_PIECES and data.get("phase") == "decode":
        return translate(
            "notices",
            "Memory ran out when the steps were done. They are kept; only the picture is developed "
            "once more, in smaller pieces.",
        )
    if code == SMALLER_PIECES:
        return translate(
            "notices",
            "Memory ran out. The picture is drawn once more in smaller pieces, which takes longer.",
        )
    if code != VAE_OVERFLOW:
        return ""
    text = translate(
        "notices",
        "This model’s autoencoder overflows in {0}. It now works in {1}, which takes a little longer.",
    )
    return text.format(data.get("dtype", "?"), data.get("used", "?"))


def engine_restarted() -> str:
    """After a crash while something was drawn, or while nothing was."""
    return translate(
        "notices",
        "The drawing engine stopped and was started again; what was being drawn is drawn once more.",
    )


def engine_missing(details: str) -> Message:
    """No engine can be had at all."""
    text = translate(
        "notices", "The drawing engine cannot be started. Pictures and settings are safe."
    )
    return Message(text, ("again",), details)
