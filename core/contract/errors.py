"""Everything that can go wrong, as typed errors that carry data and no prose.

core raises these; `core/cli/wording.py` and `desktop/wording/` turn them into sentences a person
can act on. Each is a dataclass, so that an error crosses the process border as its name and fields.
`usage` tells whether the input was at fault (exit status 2, nothing was changed) or the run (1).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from core.contract.base_error import ReverieError as ReverieError


@dataclass
class InvalidValue(ReverieError):
    """A field of a request, config or message is wrong. `expected` completes "must be …"."""

    field: str
    value: Any
    expected: str


# --- files ----------------------------------------------------------------------------------------


@dataclass
class FileMissing(ReverieError):
    """There is no such file or folder."""

    path: str


@dataclass
class FileUnreadable(ReverieError):
    """Reading failed. `reason` is the system's own text or one plain clause."""

    path: str
    reason: str


@dataclass
class FileAlreadyThere(ReverieError):
    """The output exists and nobody said it may be replaced."""

    path: str


@dataclass
class NotWritable(ReverieError):
    """No file can be made there (permission, read-only disk, a file where a folder should be)."""

    path: str
    reason: str


@dataclass
class DiskFull(ReverieError):
    """No room. Bytes; -1 where unknown."""

    usage: ClassVar[bool] = False
    path: str
    needed: int
    free: int


@dataclass
class WriteFailed(ReverieError):
    """The disk refused in the middle (EIO and relatives). What was there before is still there."""

    usage: ClassVar[bool] = False
    path: str
    reason: str


@dataclass
class ReaderStopped(ReverieError):
    """The limited process that read a stranger's file did not come to an end with it. `reason`: "crashed",
    "timeout", "memory", "garbage" (it answered nonsense), or "it tried …".
    """

    path: str
    reason: str


@dataclass
class ReaderUnavailable(ReverieError):
    """The limited process that reads strangers' files cannot be started."""

    usage: ClassVar[bool] = False
    reason: str


# --- words ----------------------------------------------------------------------------------------


@dataclass
class WildcardMissing(ReverieError):
    """The prompt names a list of words that has no file in `folder`."""

    name: str
    folder: str


# --- pictures -------------------------------------------------------------------------------------


@dataclass
class PictureUnsupported(ReverieError):
    """Not one of the formats we open. `format` is what the bytes look like."""

    path: str
    format: str


@dataclass
class PictureTooLarge(ReverieError):
    """Width and height in px, limit in megapixels."""

    path: str
    width: int
    height: int
    limit: int


@dataclass
class PictureBroken(ReverieError):
    """The bytes end too early or do not decode."""

    path: str
    reason: str


@dataclass
class NoRecipe(ReverieError):
    """The picture carries no recipe of ours."""

    path: str


# --- models ---------------------------------------------------------------------------------------


@dataclass
class ModelNotFound(ReverieError):
    """Neither a path nor a name of the library. `known` lists the names there are."""

    name: str
    known: tuple[str, ...]


@dataclass
class ModelIncomplete(ReverieError):
    """A folder that looks like a model but lacks a file."""

    path: str
    missing: str


NOT_CONVERTED = "an old checkpoint that is not converted yet"  # `what` of a model that will be, before it is used


@dataclass
class ModelUnsupported(ReverieError):
    """Recognised, and not one that can be used. `what` names it, `wanted` what it was opened as."""

    path: str
    what: str
    wanted: str = "model"  # or "VAE"


@dataclass
class ConfigInvalid(ReverieError):
    """A JSON file of a model folder breaks its schema. `expected` completes "must be …"."""

    path: str
    key: str
    value: Any
    expected: str


@dataclass
class WeightsTruncated(ReverieError):
    """A weights file ends too early. Bytes."""

    path: str
    expected: int
    actual: int


@dataclass
class WeightsHeaderInvalid(ReverieError):
    """A safetensors header lies or is broken."""

    path: str
    reason: str


@dataclass
class WeightsRefused(ReverieError):
    """No weights, or an old checkpoint that was not opened. `reason` is one plain clause about "it"."""

    path: str
    reason: str


@dataclass
class WeightsMismatch(ReverieError):
    """Tensors do not fit the architecture of the config. Each tuple holds the first few names."""

    path: str
    missing: tuple[str, ...]
    unexpected: tuple[str, ...]
    wrong_shape: tuple[str, ...]


@dataclass
class WeightsNotFinite(ReverieError):
    """A tensor holds NaN or infinity, as it is in the file or when made into `dtype`."""

    path: str
    tensor: str
    dtype: str = ""  # the number format its values are too large for; "": they are no numbers


# --- runs -----------------------------------------------------------------------------------------


@dataclass
class DeviceUnavailable(ReverieError):
    """The device asked for is not in this machine."""

    device: str
    available: tuple[str, ...]


@dataclass
class OutOfMemory(ReverieError):
    """Memory ran out. Bytes; -1 where unknown."""

    usage: ClassVar[bool] = False
    device: str
    needed: int
    free: int


@dataclass
class NonFiniteResult(ReverieError):
    """Numbers overflowed; the picture was not saved. `stage`: "encode", "denoise" or "decode"."""

    usage: ClassVar[bool] = False
    stage: str
    dtype: str


@dataclass
class Cancelled(ReverieError):
    """Somebody pressed Stop. Not a failure, but it ends a run."""

    usage: ClassVar[bool] = False


@dataclass
class DatasetInvalid(ReverieError):
    """A training folder cannot be used."""

    path: str
    reason: str


@dataclass
class RunFolderInvalid(ReverieError):
    """A run folder cannot be started in or resumed from. `BUSY`: the reason that ends by itself."""

    path: str
    reason: str

    BUSY: ClassVar[str] = (
        "another process trains in it or still saves; when that has ended, it can go on"
    )


@dataclass
class TrainingDiverged(ReverieError):
    """The loss is no number any more; the last good checkpoint is kept."""

    usage: ClassVar[bool] = False
    step: int
    run: str


@dataclass
class LatentsNotFinite(ReverieError):
    """The autoencoder answered a picture with what are no numbers: fp16's range was not enough for it."""

    usage: ClassVar[bool] = False
    picture: str


@dataclass
class EngineStopped(ReverieError):
    """The engine process ended by itself. `exit_code` as the system reports it."""

    usage: ClassVar[bool] = False
    exit_code: int


@dataclass
class UnexpectedError(ReverieError):
    """A defect of ours: an exception nobody foresaw, with its traceback for the report."""

    usage: ClassVar[bool] = False
    kind: str
    details: str
