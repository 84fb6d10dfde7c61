"""The sentences of the window for every error, in the person's language.

core's errors carry data; what happened, what is safe and what one can do is said here, and which
verbs stand beside it. The command line has its own words (`core/cli/wording.py`). No widgets.
Phases and times are in `phrases.py`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QLocale

from core.contract import errors as e
from core.contract.explain import MissingEncoder
from core.files.picture_formats import UNKNOWN
from desktop import addition_wording, download_wording
from desktop.setting_names import refused_setting
from desktop.verbs import Verb


@dataclass(frozen=True)
class Message:
    """What a bar shows: plain text, the verbs a person can use, and the report behind "Details"."""

    text: str
    verbs: tuple[Verb, ...] = ()
    details: str = ""
    error: bool = True


translate = QCoreApplication.translate
MODEL_INDEX = "model_index.json"  # what makes a folder that of a model


# --- errors ---------------------------------------------------------------------------------------


def error_message(error: e.ReverieError, details: str = "") -> Message:
    """The sentence and verbs for any error of the contract."""
    if type(error) in download_wording.SENTENCES:
        return Message(download_wording.SENTENCES[type(error)](error))
    text, verbs = _ERRORS[type(error)](error)
    return Message(text, verbs, details or getattr(error, "details", ""))


def size_text(count: int) -> str:
    """Bytes as people say them."""
    leading = float(count)
    while leading >= 1000:
        leading /= 1000
    digits = 1 if count >= 1000 and leading < 10 else 0
    return QLocale().formattedDataSize(count, digits, QLocale.DataSizeFormat.DataSizeSIFormat)


def _name(path: str) -> str:
    return Path(path).name or path


_Worded = tuple[str, tuple[Verb, ...]]


def _invalid(error: e.InvalidValue) -> _Worded:
    verbs: tuple[Verb, ...] = ()
    if error.field in ("prompt", "negative"):
        verbs = ("go_to_words",)
    elif error.field == "mask" and error.value is None:
        verbs = ("choose_model", "open_model")
    return refused_setting(error), verbs


def _missing(error: e.FileMissing) -> _Worded:
    text = translate("wording", "“{0}” is not there any more. Nothing was changed.")
    return text.format(_name(error.path)), ()


def _unreadable(error: e.FileUnreadable) -> _Worded:
    text = translate("wording", "“{0}” cannot be read: {1}. Nothing was changed.")
    return text.format(_name(error.path), error.reason), ("show_folder",)


def _already(error: e.FileAlreadyThere) -> _Worded:
    return translate("wording", "“{0}” is already there and was left as it is.").format(
        _name(error.path)
    ), ()


def _not_writable(error: e.NotWritable) -> _Worded:
    text = translate("wording", "Nothing can be written to {0}: {1}. The picture was not saved.")
    return text.format(error.path, error.reason), ("free_folder", "again")


def _disk_full(error: e.DiskFull) -> _Worded:
    if error.free >= 0 and error.needed >= 0:
        text = translate(
            "wording", "No room on the disk of {0}: {1} free, {2} needed. Older pictures are safe."
        )
        worded = text.format(error.path, size_text(error.free), size_text(error.needed))
    else:
        worded = translate(
            "wording", "No room on the disk of {0}. Older pictures are safe."
        ).format(error.path)
    return worded, ("again", "free_folder")


def _write_failed(error: e.WriteFailed) -> _Worded:
    text = translate(
        "wording", "The disk refused to write {0}: {1}. What was there before is still there."
    )
    return text.format(error.path, error.reason), ("again", "free_folder")


def _wildcard(error: e.WildcardMissing) -> _Worded:
    text = translate(
        "wording",
        "There is no list of words “{0}” in the folder of wildcards. Nothing was drawn.",
    )
    return text.format(error.name), ("go_to_words",)


def _picture_unsupported(error: e.PictureUnsupported) -> _Worded:
    if error.format == UNKNOWN:
        text = translate(
            "wording",
            "“{0}” is no picture that can be opened. PNG, JPEG, WebP, TIFF, BMP and HEIC can.",
        )
    else:
        text = translate(
            "wording",
            "“{0}” cannot be opened: it looks like {1}. PNG, JPEG, WebP, TIFF, BMP and HEIC can.",
        )
    return text.format(_name(error.path), error.format), ("choose_picture",)


def _picture_large(error: e.PictureTooLarge) -> _Worded:
    text = translate(
        "wording",
        "“{0}” is too large: {1} × {2} px. Up to {3} megapixels can be opened. "
        "Your canvas is as it was.",
    )
    worded = text.format(_name(error.path), error.width, error.height, error.limit)
    return worded, ("choose_picture",)


def _picture_broken(error: e.PictureBroken) -> _Worded:
    text = translate(
        "wording", "“{0}” is damaged and cannot be opened: {1}. Your canvas is as it was."
    )
    return text.format(_name(error.path), error.reason), ("choose_picture",)


def _no_recipe(error: e.NoRecipe) -> _Worded:
    return translate(
        "wording", "“{0}” carries no settings of this program. Nothing was changed."
    ).format(_name(error.path)), ()


def _model_missing(error: e.ModelNotFound) -> _Worded:
    text = translate(
        "wording", "The model “{0}” is not there any more. All other settings are kept."
    )
    return text.format(_name(error.name)), ("choose_model", "open_model")


def _model_incomplete(error: e.ModelIncomplete) -> _Worded:
    if error.missing == MODEL_INDEX:
        text = translate(
            "wording",
            "“{0}” is not the folder of a model: there is no {1} in it. Nothing was changed.",
        )
        return text.format(_name(error.path), error.missing), ("open_model",)
    text = translate(
        "wording",
        "The model “{0}” lacks {1}, perhaps an unfinished download. It was left as it is.",
    )
    return text.format(_name(error.path), error.missing), ("show_folder", "choose_model")


def _no_encoder(error: MissingEncoder) -> _Worded:
    text = translate(
        "wording",
        "The model “{0}” reads no pictures. A folder with {1} of {2} would do it. Nothing was changed.",
    )
    return text.format(_name(error.path), ", ".join(error.files), error.repository), (
        "choose_model",
    )


def _model_unsupported(error: e.ModelUnsupported) -> _Worded:
    if error.wanted == "VAE":
        text = translate(
            "wording", "“{0}” cannot be used as an autoencoder: it is {1}. Nothing was drawn."
        )
        return text.format(_name(error.path), error.what), ("show_folder",)
    text = translate(
        "wording", "“{0}” cannot be used: it is {1}. Stable Diffusion 1, 2 and XL can."
    )
    return text.format(_name(error.path), error.what), ("choose_model", "open_model")


def _config(error: e.ConfigInvalid) -> _Worded:
    text = translate("wording", "“{0}” of this model cannot be used: {1} must be {2}.")
    worded = text.format(_name(error.path), error.key, error.expected)
    return worded, ("show_folder", "choose_model")


def _truncated(error: e.WeightsTruncated) -> _Worded:
    text = translate(
        "wording", "“{0}” ends too early: {1} of {2} are there, perhaps an unfinished download."
    )
    worded = text.format(_name(error.path), size_text(error.actual), size_text(error.expected))
    return worded, ("show_folder", "choose_model")


def _header(error: e.WeightsHeaderInvalid) -> _Worded:
    text = translate("wording", "“{0}” is no sound weights file: {1}. It was not opened further.")
    return text.format(_name(error.path), error.reason), ("show_folder", "choose_model")


def _refused_weights(error: e.WeightsRefused) -> _Worded:
    text = translate("wording", "“{0}” was not opened: {1}. Nothing of it was run.")
    return text.format(_name(error.path), error.reason), ("show_folder", "choose_model")


def _reader_stopped(error: e.ReaderStopped) -> _Worded:
    reasons = {
        "crashed": translate("wording", "its reader broke down over it"),
        "timeout": translate("wording", "reading it took too long"),
        "memory": translate("wording", "reading it takes too much memory"),
        "garbage": translate("wording", "its reader gave no sensible answer"),
    }
    reason = reasons.get(error.reason, translate("wording", "it wanted more than to be read"))
    text = translate("wording", "“{0}” cannot be opened: {1}. Nothing else was touched.")
    return text.format(_name(error.path), reason), ("show_folder",)


def _no_reader(error: e.ReaderUnavailable) -> _Worded:
    text = translate(
        "wording", "Files cannot be opened safely: the helper for it does not start ({0})."
    )
    return text.format(error.reason), ("again",)


def _mismatch(error: e.WeightsMismatch) -> _Worded:
    text = translate(
        "wording", "The weights in “{0}” are for another kind of model. Nothing was changed."
    )
    return text.format(_name(error.path)), ("show_folder", "choose_model")


def _not_finite(error: e.WeightsNotFinite) -> _Worded:
    if error.dtype:
        text = translate("wording", "“{0}” holds numbers too large for {1} (in {2}).")
        worded = text.format(_name(error.path), error.dtype, error.tensor)
        return worded, ("show_folder", "choose_model")
    text = translate("wording", "“{0}” holds broken numbers (in {1}). A fresh download may help.")
    return text.format(_name(error.path), error.tensor), ("show_folder", "choose_model")


def _device(error: e.DeviceUnavailable) -> _Worded:
    names = {
        "cpu": translate("wording", "the processor"),
        "cuda": translate("wording", "an NVIDIA graphics card"),
        "mps": translate("wording", "Apple’s graphics"),
    }
    wanted, *there = (names.get(kind, kind) for kind in (error.device, *error.available))
    text = translate("wording", "This computer cannot draw on {0}; it has {1}. Nothing was drawn.")
    return text.format(wanted, ", ".join(there)), ()


def _memory(error: e.OutOfMemory) -> _Worded:
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


def _overflow(error: e.NonFiniteResult) -> _Worded:
    text = translate("wording", "The numbers overflowed at {0}; the empty picture was not saved.")
    return text.format(error.dtype), ("again",)


def _stopped(error: e.EngineStopped) -> _Worded:
    text = translate("wording", "The drawing engine stopped twice at this picture, so it was set aside. "
              "Finished pictures are safe.")  # fmt: skip
    return text, ("again",)


def _unexpected(error: e.UnexpectedError) -> _Worded:
    text = translate("wording", "Something unforeseen happened ({0}). Finished pictures are safe.")
    return text.format(error.kind), ("again",)


def _training(error: Any) -> _Worded:
    where = getattr(error, "path", "") or getattr(error, "run", "")
    return translate("wording", "The training at {0} cannot go on. What it saved is kept.").format(
        where
    ), ()


def _cancelled(error: e.Cancelled) -> _Worded:
    return translate("wording", "Stopped. Finished pictures are kept."), ()


_ERRORS: dict[type[e.ReverieError], Callable[[Any], _Worded]] = {
    e.InvalidValue: _invalid,
    e.FileMissing: _missing,
    e.FileUnreadable: _unreadable,
    e.FileAlreadyThere: _already,
    e.NotWritable: _not_writable,
    e.DiskFull: _disk_full,
    e.WriteFailed: _write_failed,
    e.ReaderStopped: _reader_stopped,
    e.ReaderUnavailable: _no_reader,
    e.WildcardMissing: _wildcard,
    e.PictureUnsupported: _picture_unsupported,
    e.PictureTooLarge: _picture_large,
    e.PictureBroken: _picture_broken,
    e.NoRecipe: _no_recipe,
    e.ModelNotFound: _model_missing,
    e.ModelIncomplete: _model_incomplete,
    e.ModelUnsupported: _model_unsupported,
    **addition_wording.WORDED,
    MissingEncoder: _no_encoder,
    e.ConfigInvalid: _config,
    e.WeightsTruncated: _truncated,
    e.WeightsHeaderInvalid: _header,
    e.WeightsRefused: _refused_weights,
    e.WeightsMismatch: _mismatch,
    e.WeightsNotFinite: _not_finite,
    e.DeviceUnavailable: _device,
    e.OutOfMemory: _memory,
    e.NonFiniteResult: _overflow,
    e.Cancelled: _cancelled,
    **dict.fromkeys((e.DatasetInvalid, e.RunFolderInvalid, e.TrainingDiverged), _training),
    e.EngineStopped: _stopped,
    e.UnexpectedError: _unexpected,
}
