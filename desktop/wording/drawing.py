"""What the window says where drawing fails: the request, the device, memory, the engine. No widgets."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from core.contract import errors as e
from desktop.phrases.setting_names import refused_setting
from desktop.verbs import Verb
from desktop.wording.parts import Sentences, Worded, size_text

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
    wanted, *there = (names.get(kind, kind) for kind in (error.device, *error.available))
    text = translate("wording", "This computer cannot draw on {0}; it has {1}. Nothing was drawn.")
    return text.format(wanted, ", ".join(there)), ()


def _memory(error: e.OutOfMemory) -> Worded:
    if 0 <= error.free < error.needed:
        text = translate("wording", "This picture needs {0}; {1} are free. Nothing was lost.")
        worded = text.format(size_text(error.needed), size_text(error.free))
    else:
        worded = translate(
            "wording",
            "There is not enough memory for this picture. Nothing was lost. "
            "Closing other programs may help.",
        )
    return worded, ("smaller", "free_memory", "again")


def _overflow(error: e.NonFiniteResult) -> Worded:
    text = translate("wording", "The numbers overflowed at {0}; the empty picture was not saved.")
    return text.format(error.dtype), ("again",)


def _cancelled(error: e.Cancelled) -> Worded:
    return translate("wording", "Stopped. Finished pictures are kept."), ()


def _stopped(error: e.EngineStopped) -> Worded:
    text = translate("wording", "The drawing engine stopped twice at this picture, so it was set aside. "
              "Finished pictures are safe.")  # fmt: skip
    return text, ("again",)


def _unexpected(error: e.UnexpectedError) -> Worded:
    text = translate("wording", "Something unforeseen happened ({0}). Finished pictures are safe.")
    return text.format(error.kind), ("again",)


WORDED: Sentences = {
    e.InvalidValue: _invalid,
    e.DeviceUnavailable: _device,
    e.OutOfMemory: _memory,
    e.NonFiniteResult: _overflow,
    e.Cancelled: _cancelled,
    e.EngineStopped: _stopped,
    e.UnexpectedError: _unexpected,
}
