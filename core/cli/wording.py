"""One sentence a person can act on for each error of the contract.

Only the command line speaks through it; the window has its own. Values that come from files or
flags are shown as plain text in one line, whatever they contain.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.cli import download_wording
from core.cli.amounts import size
from core.contract import addition_errors as ae
from core.contract import errors as e
from core.contract.explain import MissingEncoder
from core.files.plain_text import SHOWN, plain


def sentence(error: e.ReverieError) -> str:
    """The sentence for `error`: one line, whatever the error carries."""
    speak = _SENTENCES.get(type(error))
    return plain(speak(error) if speak else f"This failed: {error}", limit=4 * SHOWN)


def _a(kind: str) -> str:
    return f"an {kind}" if kind[:1] in "aeio" else f"a {kind}"


def _value(value: object) -> str:
    if value is None:
        return "missing"
    return repr(plain(value)) if isinstance(value, str) else plain(value)


def _invalid_value(error: e.InvalidValue) -> str:
    if error.expected == "no such field":
        return f"{error.field} is not known here: remove it or check its spelling."
    if error.value is None:
        return f"{error.field} is missing: give {error.expected}."
    return f"{error.field} must be {error.expected}, not {_value(error.value)}."


def _disk_full(error: e.DiskFull) -> str:
    need = f" {size(error.needed)} are needed" if error.needed >= 0 else ""
    free = f", {size(error.free)} are free" if need and error.free >= 0 else ""
    where = f" at {error.path}" if error.path else ""
    return f"The disk is full{where}:{need}{free or ''}. Free some space and try again.".replace(
        ":.", "."
    )


def _model_not_found(error: e.ModelNotFound) -> str:
    known = ", ".join(error.known[:10]) if error.known else "none"
    return (
        f"There is no model {_value(error.name)}: give --model the path of a model folder or file, "
        f"or one of the known names ({known})."
    )


def _addition_not_found(error: ae.AdditionNotFound) -> str:
    known = ", ".join(error.known[:10]) if error.known else "none"
    return (
        f"There is no {error.kind} {_value(error.name)}: give the path of its file, "
        f"or one of the known names ({known})."
    )


def _config_invalid(error: e.ConfigInvalid) -> str:
    found = "" if error.value is None else f", not {_value(error.value)}"
    return (
        f"The model's file {error.path} cannot be used: "
        f"{error.key} must be {error.expected}{found}."
    )


def _mismatch(error: e.WeightsMismatch) -> str:
    parts = [
        f"{label} {', '.join(names[:3])}"
        for label, names in (
            ("missing", error.missing),
            ("not expected", error.unexpected),
            ("of another size", error.wrong_shape),
        )
        if names
    ]
    return (
        f"The weights in {error.path} belong to another kind of model ({'; '.join(parts)}): "
        "choose the weights that came with this model."
    )


def _truncated(error: e.WeightsTruncated) -> str:
    found, wanted = size(error.actual), size(error.expected)
    if found == wanted:  # a few bytes are missing, which rounding would hide
        found, wanted = f"{error.actual}", f"{error.expected} bytes"
    return (
        f"The weights file {error.path} is incomplete ({found} of {wanted}): "
        "copy or download it again."
    )


def _reader_stopped(error: e.ReaderStopped) -> str:
    reasons = {
        "crashed": "its reader broke down over it",
        "timeout": "reading it took too long",
        "memory": "reading it takes too much memory",
        "garbage": "its reader gave no sensible answer",
    }
    reason = reasons.get(error.reason, f"it wanted more than to be read ({error.reason})")
    return f"The file {error.path} cannot be opened: {reason}. Nothing else was touched."


def _broken_weights(error: e.WeightsNotFinite) -> str:
    if error.dtype:
        return (
            f"The weights file {error.path} holds values that are too large for {error.dtype} "
            f"(in {error.tensor}): choose another --dtype."
        )
    return (
        f"The weights file {error.path} holds values that are no numbers (in {error.tensor}): "
        "copy or download it again."
    )


def _out_of_memory(error: e.OutOfMemory) -> str:
    where = "The computer" if error.device == "cpu" else "The graphics card"
    need = f" ({size(error.needed)} more were needed)" if error.needed >= 0 else ""
    if 0 <= error.free < error.needed:
        need = f" ({size(error.needed)} are needed, {size(error.free)} are free)"
    return f"{where} ran out of memory{need}: try a smaller size or close other programs."


def _not_finite(error: e.NonFiniteResult) -> str:
    advice = "try --dtype float32" if error.dtype != "float32" else "try a lower --guidance"
    return f"The picture came out broken and was not saved: {advice}."


def _device(error: e.DeviceUnavailable) -> str:
    return (
        f"This computer has no usable device {_value(error.device)}: "
        f"choose one of {', '.join(error.available)}."
    )


_SENTENCES: dict[type[e.ReverieError], Callable[[Any], str]] = {
    **download_wording.SENTENCES,
    e.InvalidValue: _invalid_value,
    e.FileMissing: lambda x: f"There is no file {x.path}: check the path.",
    e.FileUnreadable: lambda x: f"The file {x.path} cannot be read: {x.reason}.",
    e.FileAlreadyThere: lambda x: (
        f"{x.path} is already there: choose another name, or --overwrite it where the verb has that flag."
    ),
    e.NotWritable: lambda x: (
        f"Nothing can be written to {x.path} ({x.reason}): choose another place."
    ),
    e.DiskFull: _disk_full,
    e.WriteFailed: lambda x: (
        f"The disk failed while writing {x.path} ({x.reason}); what was there before is unharmed."
    ),
    e.ReaderStopped: _reader_stopped,
    e.ReaderUnavailable: lambda x: (
        f"Files cannot be opened safely: the process for it does not start ({x.reason})."
    ),
    e.WildcardMissing: lambda x: (
        f"The prompt names a list of words that is not there, {x.name}: write its words into "
        f"{x.folder}/{x.name}.txt, one a line, or the name as \\__{x.name}__ if it is no list."
    ),
    e.PictureUnsupported: lambda x: (
        f"{x.path} is no picture that can be opened (it looks like {x.format}): "
        "use PNG, JPEG, WebP, TIFF, BMP or HEIC."
    ),
    e.PictureTooLarge: lambda x: (
        f"The picture {x.path} is too large ({x.width} × {x.height}): "
        f"at most {x.limit} megapixels can be opened."
    ),
    e.PictureBroken: lambda x: f"The picture {x.path} is damaged: {x.reason}.",
    e.NoRecipe: lambda x: f"The picture {x.path} carries no recipe of this program.",
    e.ModelNotFound: _model_not_found,
    e.ModelIncomplete: lambda x: (
        f"The model {x.path} lacks {x.missing}: copy or download it again."
    ),
    e.ModelUnsupported: lambda x: f"{x.path} cannot be used as a {x.wanted}: it is {x.what}.",
    ae.AdditionNotFound: _addition_not_found,
    ae.AdditionForeign: lambda x: (
        f"{x.path} is {_a(x.kind)} for {x.made_for}; the model in use is {x.model}: "
        "choose another model, or leave it out."
    ),
    ae.AdditionRefused: lambda x: f"{x.path} cannot be used as {_a(x.kind)}: {x.reason}.",
    MissingEncoder: lambda x: (
        f"The model {x.path} has no image encoder, so no picture can be compared with words: a folder with "
        f"{' and '.join(x.files)} of {x.repository} has one, give it with --clip."
    ),
    e.ConfigInvalid: _config_invalid,
    e.WeightsTruncated: _truncated,
    e.WeightsHeaderInvalid: lambda x: (
        f"The weights file {x.path} is damaged ({x.reason}): copy or download it again."
    ),
    e.WeightsRefused: lambda x: f"The file {x.path} was not opened: {x.reason}.",
    e.WeightsMismatch: _mismatch,
    e.WeightsNotFinite: _broken_weights,
    e.DeviceUnavailable: _device,
    e.OutOfMemory: _out_of_memory,
    e.NonFiniteResult: _not_finite,
    e.Cancelled: lambda x: "Stopped.",
    e.DatasetInvalid: lambda x: f"The training folder {x.path} cannot be used: {x.reason}.",
    e.RunFolderInvalid: lambda x: f"The run folder {x.path} cannot be used: {x.reason}.",
    e.TrainingDiverged: lambda x: (
        f"The training went astray at step {x.step} and was stopped; the last good state is kept "
        f"in {x.run}. Start again with a lower --learning-rate."
    ),
    e.LatentsNotFinite: lambda x: (
        f"The model's autoencoder breaks down at {x.picture} in this precision: nothing was learned. "
        f"Use --dtype float32."
    ),
    e.EngineStopped: lambda x: (
        f"The drawing process ended by itself (exit status {x.exit_code}): try again."
    ),
    e.UnexpectedError: lambda x: (
        f"Something went wrong that should not ({x.kind}: {x.details.strip('. ')}): "
        "try again, and report it if it comes back."
    ),
}
