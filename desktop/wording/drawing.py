"""What the window says where drawing fails: the request, the device, memory, the engine. No widgets."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.contract import errors as e
from desktop.verbs import Verb
from desktop.wording.parts import Sentences, Worded, amount_text
from desktop.wording.setting_names import refused_setting

translate = QCoreApplication.translate


def _invalid(error: e.InvalidValue) -> Worded:
    verbs: tuple[Verb, ...] = ()
    if error.field in ("prompt", "negative"):
        verbs = ("go_to_words",)
    elif error.field == "mask" and error.value is None:
        verbs = ("choose_model", "open_model")
    return refused_setting(error), verbs


def _device(error: e.DeviceUnavailable) -> Worded:
    names = {
        "cpu": translate("wording", "the processor"),
        "cuda": translate("wording", "an NVIDIA graphics card"),
        "mps": translate("wording", "Apple’s graphics"),
    }
    text = translate(
        "wording",
        "This picture was drawn on {0}, which this computer does not have. Nothing was drawn.",
    )
    return text.format(names.get(error.device, error.device)), ()


def _memory(error: e.OutOfMemory) -> Worded:
    if 0 <= error.free < error.needed:
        text = translate("wording", "This needs {0} of memory; {1} are free. Nothing was lost.")
        worded = text.format(amount_text(error.needed), amount_text(error.free))
    else:
        worded = translate(
            "wording",
            "There is not enough memory for this. Nothing was lost. "
            "Closing other programs may help.",
        )
    return worded, ("smaller", "free_memory", "again")


def _overflow(error: e.NonFiniteResult) -> Worded:
    if error.dtype == "float32":
        return translate(
            "wording", "The numbers overflowed; no picture was saved. Lower guidance may help."
        ), ()
    return translate(
        "wording", "At half precision the numbers overflowed; no picture was saved."
    ), ("full_precision",)


def _cancelled(error: e.Cancelled) -> Worded:
    return translate("wording", "Stopped. Finished pictures are kept."), ()


def _stopped(error: e.EngineStopped) -> Worded:
    return translate(
        "wording",
        "The drawing engine crashed twice on this, so it was given up. Finished pictures are safe.",
    ), ("again",)


def _unexpected(error: e.UnexpectedError) -> Worded:
    return translate("wording", "Something unforeseen happened. Finished pictures are safe."), (
        "again",
    )


WORDED: Sentences = {
    e.InvalidValue: _invalid,
    e.DeviceUnavailable: _device,
    e.OutOfMemory: _memory,
    e.NonFiniteResult: _overflow,
    e.Cancelled: _cancelled,
    e.EngineStopped: _stopped,
    e.UnexpectedError: _unexpected,
}
