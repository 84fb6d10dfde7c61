"""What the window says where a LoRA or an embedding cannot be used. No widgets."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.contract import addition_errors as ae
from desktop.wording.parts import Sentences, name_of
from desktop.wording.reasons import reason_text

translate = QCoreApplication.translate
LORA = "LoRA"  # the kind in the errors; the other is "embedding"


def not_found(error: ae.AdditionNotFound) -> str:
    """Nothing has this name, which stands in the prompt."""
    if error.kind == LORA:
        text = translate(
            "additions",
            "There is no LoRA called “{0}”. Nothing was drawn; correct its name in the prompt, or add its "
            "folder under Models.",
        )
    else:
        text = translate(
            "additions",
            "There is no embedding called “{0}”. Nothing was drawn; correct its name in the prompt, or add "
            "its folder under Models.",
        )
    return text.format(name_of(error.name))


def foreign(error: ae.AdditionForeign) -> str:
    """It belongs to another family of models."""
    if error.kind == LORA:
        text = translate(
            "additions", "“{0}” is a LoRA for {1}; the model in use is {2}. Nothing was drawn."
        )
    else:
        text = translate(
            "additions",
            "“{0}” is an embedding for {1}; the model in use is {2}. Nothing was drawn.",
        )
    return text.format(name_of(error.path), error.made_for, error.model)


def refused(error: ae.AdditionRefused) -> str:
    """It is none, or broken."""
    if error.kind == LORA:
        text = translate("additions", "“{0}” cannot be used as a LoRA: {1}. Nothing was changed.")
    else:
        text = translate(
            "additions", "“{0}” cannot be used as an embedding: {1}. Nothing was changed."
        )
    return text.format(name_of(error.path), reason_text(error.reason))


WORDED: Sentences = {
    ae.AdditionNotFound: lambda x: (not_found(x), ("go_to_words",)),
    ae.AdditionForeign: lambda x: (foreign(x), ("switch_off", "go_to_words")),
    ae.AdditionRefused: lambda x: (refused(x), ("switch_off",)),
}
