"""What the window says where a LoRA or an embedding cannot be used. No widgets."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.contract import addition_errors as ae
from desktop.wording.parts import Sentences, name_of

translate = QCoreApplication.translate
LORA = "LoRA"  # the kind in the errors; the other is "embedding"


def not_found(error: ae.AdditionNotFound) -> str:
    """Nothing has this name."""
    if error.kind == LORA:
        text = translate("additions", "There is no LoRA “{0}” any more. Your words are kept.")
    else:
        text = translate("additions", "There is no embedding “{0}” any more. Your words are kept.")
    return text.format(name_of(error.name))


def foreign(error: ae.AdditionForeign) -> str:
    """It belongs to another family of models."""
    if error.kind == LORA:
        text = translate("additions", "“{0}” is a LoRA for {1}; the model in use is {2}.")
    else:
        text = translate("additions", "“{0}” is an embedding for {1}; the model in use is {2}.")
    return text.format(name_of(error.path), error.made_for, error.model)


def refused(error: ae.AdditionRefused) -> str:
    """It is none, or broken."""
    if error.kind == LORA:
        text = translate("additions", "“{0}” cannot be used as a LoRA: {1}. Nothing was changed.")
    else:
        text = translate(
            "additions", "“{0}” cannot be used as an embedding: {1}. Nothing was changed."
        )
    return text.format(name_of(error.path), error.reason)


WORDED: Sentences = {
    ae.AdditionNotFound: lambda x: (not_found(x), ("switch_off",)),
    ae.AdditionForeign: lambda x: (foreign(x), ("switch_off", "choose_model")),
    ae.AdditionRefused: lambda x: (refused(x), ("switch_off",)),
}
