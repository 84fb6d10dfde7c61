"""The one language between window and engine: jobs go in, events come out, one JSON object a line.

Each message is a frozen dataclass; on the wire it is its fields plus `"type"`: the class name.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias, get_args

from core.contract import (
    addition_errors,  # noqa: F401 - likewise
    codec,
    download_errors,  # noqa: F401 - so that they are known on the wire
)
from core.contract.additions import Embedding
from core.contract.downloads import DownloadRequest, Offer
from core.contract.errors import InvalidValue, ReverieError, from_data
from core.contract.explain import Explain as Explain
from core.contract.explain import Explained as Explained
from core.contract.judging import Chosen as Chosen
from core.contract.judging import Judged as Judged
from core.contract.memory import AskMemory as AskMemory
from core.contract.memory import MemoryFreed as MemoryFreed
from core.contract.memory import MemoryPlan as MemoryPlan
from core.contract.request import GenerationRequest
from core.contract.training_events import CheckpointSaved as CheckpointSaved
from core.contract.training_events import Finish as Finish
from core.contract.training_events import Train as Train
from core.contract.training_events import TrainDone as TrainDone
from core.contract.training_events import TrainStep as TrainStep

TransferStage = Literal["transfer", "wait", "check"]
PhaseName = Literal["load", "encode_text", "encode_picture", "denoise", "decode", "save"]

# A Notice: the picture to start from gave a `size` far above the one that the model `learned`.
SIZE_FAR = "size_far"
PART_LEFT_OUT = (
    "part_left_out"  # a Notice: a `part` of a report cannot be had, it `needs` something
)
MASK_RESIZED = "mask_resized"  # a Notice: the sizes of `mask` and `picture` as texts
USELESS = "useless"  # a Notice: what was downloaded is whole and cannot be used; see `problem`
# A Notice: the single file `model` holds tensors that are left out: how many are `dropped` as not needed,
# how many are `unknown`, and the first `names` of those.
TENSORS_LEFT_OUT = "tensors_left_out"
VAE_OVERFLOW = (
    "vae_overflow"  # a Notice: `dtype` was too narrow for the VAE, which works in `used` now
)
# A Notice: of the LoRA `name` a `count` of tensors, as `names`, means nothing in this model.
LORA_UNUSED = "lora_unused"
# A Notice: the word `name` is an embedding `made_for` other models, and so only a word.
EMBEDDING_FOREIGN = "embedding_foreign"

SMALLER_PIECES = "smaller_pieces"  # a Notice: memory ran out in `phase`; once more with `savings`

# --- jobs: window → engine ----------------------------------------------------------------------


@dataclass(frozen=True)
class Generate:
    """Draw pictures."""

    job: str  # chosen by the client, unique in its lifetime
    request: GenerationRequest


@dataclass(frozen=True)
class Cancel:
    """Stop `job` within one step; a job that still waits is dropped. Unknown jobs are ignored."""

    job: str


@dataclass(frozen=True)
class CountTokens:
    """How many pieces the prompt `text` has for `model`. Answered at once, even while a job runs."""

    job: str
    model: str
    text: str
    plain: bool = False  # as the request's `plain_prompt`
    embeddings: tuple[Embedding, ...] = ()  # as the request's


@dataclass(frozen=True)
class Unload:
    """Let go of the loaded model and its memory when the worker is next idle."""

    job: str


@dataclass(frozen=True)
class Look:
    """Ask the model hub what there is under `text`, a name or an address; `revision` "" for its own."""

    job: str
    text: str
    revision: str = ""


@dataclass(frozen=True)
class Download:
    """Fetch a model from the hub, or go on with it. For the process that fetches, not for the engine."""

    job: str
    request: DownloadRequest


Job: TypeAlias = (
    Generate
    | Train
    | Finish
    | Cancel
    | CountTokens
    | AskMemory
    | Unload
    | Look
    | Download
    | Explain
)
JOBS = (Generate, Train, Finish, Cancel, CountTokens, AskMemory, Unload, Look, Download, Explain)

# --- events: engine → window --------------------------------------------------------------------


@dataclass(frozen=True)
class EngineReady:
    """torch is imported and a device chosen. Comes once, before the first job begins to run."""

    version: str
    device: str  # "cpu", "cuda", "mps"
    device_name: str
    threads: int
    torch: str
    seconds: float  # from the engine's first line of Python to here


@dataclass(frozen=True)
class Phase:
    """A stage of picture `index` (0 …) begins."""

    job: str
    phase: PhaseName
    index: int = 0
    count: int = 1


@dataclass(frozen=True)
class Step:
    """`step` of `steps` is done for picture `index`."""

    job: str
    step: int
    steps: int
    index: int = 0
    count: int = 1


@dataclass(frozen=True)
class Preview:
    """A small look at the guess of the end: a PNG in base64, one pixel a latent cell."""

    job: str
    png: str
    step: int
    index: int = 0


@dataclass(frozen=True)
class ImageDone:
    """Picture `index` is whole and safe on the disk."""

    job: str
    path: str
    seed: int
    width: int
    height: int
    seconds: float
    index: int = 0
    count: int = 1


@dataclass(frozen=True)
class Converting:
    """An old checkpoint is being made into a safetensors file, once: bytes done and in all."""

    job: str
    name: str  # of the file
    done: int
    total: int


@dataclass(frozen=True)
class Notice:
    """Something a person should know that is no failure. `code` is worded by the receiver."""

    job: str
    code: str
    data: dict[str, Any] = field(default_factory=dict)

    def problem(self) -> ReverieError:
        """Of a notice about something useless: why it is. Its data are an error's name and data."""
        data = self.data.get("data")
        return from_data(str(self.data.get("code")), data if isinstance(data, dict) else {})


@dataclass(frozen=True)
class TokenCount:
    """The answer to CountTokens."""

    job: str
    tokens: int  # without syntax, start and end
    limit: int  # of the chunks of 75 that they take


@dataclass(frozen=True)
class Looked:
    """The answer to Look. `free`: bytes on the disk of the models folder, -1 unknown."""

    job: str
    offer: Offer
    free: int


@dataclass(frozen=True)
class Transfer:
    """How far a download is: bytes of all its files."""

    job: str
    file: str  # that is at work, "" at the end
    stage: TransferStage
    done: int
    total: int
    rate: float  # bytes a second, 0 while unknown
    seconds_left: float | None = None


@dataclass(frozen=True)
class Downloaded:
    """The model is whole, checked and under its final name."""

    job: str
    path: str
    repo: str


@dataclass(frozen=True)
class JobDone:
    """The job ended well. One of JobDone, JobCancelled, JobFailed ends every job."""

    job: str
    seconds: float


@dataclass(frozen=True)
class JobCancelled:
    """The job was stopped by a Cancel."""

    job: str


@dataclass(frozen=True)
class JobFailed:
    """The job ended badly: the error's name and data, and a traceback where it is a defect of ours."""

    job: str
    code: str
    data: dict[str, Any]
    details: str = ""

    @staticmethod
    def of(job: str, error: ReverieError, details: str = "") -> JobFailed:
        data = {name: _wire(value) for name, value in error.data().items()}
        return JobFailed(job, error.code, data, details)

    def error(self) -> ReverieError:
        return from_data(self.code, self.data)


Event: TypeAlias = (
    EngineReady | Phase | Step | Preview | ImageDone | Notice | TokenCount | TrainStep
    | MemoryPlan | MemoryFreed | Converting | CheckpointSaved | TrainDone | Looked | Transfer | Downloaded
    | Judged | Chosen | Explained | JobDone | JobCancelled | JobFailed
)  # fmt: skip
Message: TypeAlias = Job | Event

_TYPES: dict[str, type[Any]] = {kind.__name__: kind for kind in (*JOBS, *get_args(Event))}


def to_line(message: Message) -> str:
    """One line of JSON, without the line end; never contains a raw newline."""
    return json.dumps({"type": type(message).__name__, **codec.to_json(message)}, allow_nan=False)


def from_line(line: str) -> Message:
    """Read one line. Raises `InvalidValue` for anything that is not exactly one known message."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InvalidValue("message", line[:80], "one JSON object") from error
    if not isinstance(data, dict) or not isinstance(data.get("type"), str):
        raise InvalidValue("message", line[:80], "an object with a type")
    kind = _TYPES.get(data.pop("type"))
    if kind is None:
        raise InvalidValue("message.type", line[:80], "a known message")
    return codec.from_json(kind, data)


def _wire(value: Any) -> Any:
    """A field of an error, fit for the wire: what JSON cannot hold (NaN, a path) goes as text."""
    try:
        plain = codec.to_json(value)
        json.dumps(plain, allow_nan=False)
    except (TypeError, ValueError):
        return repr(value)
    return plain
