"""What can be asked about the inside of a picture or a model. `core/explain` answers.

A question travels in the job `Explain`, its answers in events `Explained`. Questions about a run name it
by the job that recorded it; the engine keeps the last recorded runs.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Any, Literal, TypeAlias, get_args

from core.contract.digits import MakeDigit, TrainDigits
from core.contract.errors import InvalidValue, ReverieError
from core.contract.request import GUIDANCE_MAX, GenerationRequest

PartName = Literal["film", "guidance", "words", "compare", "autoencoder", "noise"]
PARTS: tuple[PartName, ...] = get_args(PartName)
SCALES: tuple[float, ...] = tuple(float(g) for g in range(1, 16))  # of a sheet
POINTS_MAX = 1000
NOISES_MAX = 64


@dataclass
class MissingEncoder(ReverieError):
    """A model that reads no pictures, where pictures are to be compared with texts."""

    path: str
    repository: str  # whose files would give an image encoder
    files: tuple[str, ...]


@dataclass(frozen=True)
class RecordRun:
    """Draw `request` (one picture) and write down what happens. The job's name is the run's name."""

    recorded: GenerationRequest
    maps: bool = True  # which word goes where, too

    def __post_init__(self) -> None:
        _check_one(self.recorded)


@dataclass(frozen=True)
class BranchRun:
    """Leave a recorded run at `branch_step` and go on with the words and guidance of `branched`."""

    run: str
    branch_step: int  # 0 …: the first that is drawn anew
    branched: GenerationRequest
    branch_mask: str | None = None  # a picture: only where it is white anything may change
    maps: bool = True

    def __post_init__(self) -> None:
        _check_one(self.branched)


@dataclass(frozen=True)
class ShowStep:
    """The tiles of a step, developed at full size."""

    run: str
    shown_step: int  # 0 …


@dataclass(frozen=True)
class GuideStep:
    """A step with another guidance, put together without the network."""

    run: str
    guided_step: int  # 0 …
    scale: float  # 0 … 100
    developed: bool = False  # at full size as well; else glances only

    def __post_init__(self) -> None:
        _check_scale(self.scale)


@dataclass(frozen=True)
class ShowWords:
    """Which word was looked up where, averaged over steps and stages of the U-Net."""

    run: str
    told: int = 0  # number of the text, as the answer to the recording lists them
    first: int = 0  # steps, both included
    last: int | None = None  # None: the last
    stages: tuple[str, ...] = ()  # empty: those on the way up


@dataclass(frozen=True)
class DrawSheet:
    """Whole pictures, one for each guidance, with the negative prompt and without."""

    sheet: GenerationRequest
    scales: tuple[float, ...] = SCALES

    def __post_init__(self) -> None:
        _check_one(self.sheet)
        if not self.scales:
            raise InvalidValue("scales", None, "at least one number")
        for scale in self.scales:
            _check_scale(scale)


@dataclass(frozen=True)
class CompareAll:
    """Texts against pictures, by CLIP; and where the tokens of the texts lie."""

    model: str
    texts: tuple[str, ...]
    pictures: tuple[str, ...]
    clip: str | None = None  # a folder with a whole CLIP, for a model that reads no pictures


@dataclass(frozen=True)
class PassPicture:
    """A picture through the autoencoder and back."""

    model: str
    passed: str  # the picture
    vae: str | None = None


@dataclass(frozen=True)
class PokeLatent:
    """One number of a picture's latents changed."""

    model: str
    poked: str  # the picture
    channel: int
    row: int
    column: int
    amount: float
    whole: bool = False  # develop all of it; else what lies around
    vae: str | None = None

    def __post_init__(self) -> None:
        if not math.isfinite(self.amount):
            raise InvalidValue("amount", None, "a finite number")


@dataclass(frozen=True)
class BlendPictures:
    """Two pictures mixed, in latent space and in pixels."""

    model: str
    one: str
    other: str
    share: float  # 0 … 1 of the other
    vae: str | None = None


@dataclass(frozen=True)
class NoiseAt:
    """A picture at one time step, and what the network makes of it at once."""

    noised: GenerationRequest  # its words and model; `init` is the picture
    t: int  # 0 … T - 1
    noise_seed: int = 0
    developed: bool = True  # at full size as well; else glances only


@dataclass(frozen=True)
class MeasureErrors:
    """How wrong the one-step prediction is over all time steps. One answer a point."""

    measured: GenerationRequest
    points: int = 11  # time steps, from the first to the last
    noises: int = 4
    begin: int = 0  # the first point that is wanted: those before it are known

    def __post_init__(self) -> None:
        if not 0 <= self.begin < max(1, self.points):
            raise InvalidValue("begin", self.begin, "among the points")
        for name, value, most in (
            ("points", self.points, POINTS_MAX),
            ("noises", self.noises, NOISES_MAX),
        ):
            if not 1 <= value <= most:
                raise InvalidValue(name, value, f"between 1 and {most}")


Question: TypeAlias = (
    RecordRun | BranchRun | ShowStep | GuideStep | ShowWords | DrawSheet
    | CompareAll | PassPicture | PokeLatent | BlendPictures | NoiseAt | MeasureErrors
    | MakeDigit | TrainDigits
)  # fmt: skip


@dataclass(frozen=True)
class Explain:
    """The job: answer a question.

    Pictures are written into `folder`, which the asker owns and empties.
    """

    job: str
    question: Question
    folder: str


@dataclass(frozen=True)
class Explained:
    """The event: an answer, or one of several. Which figures and pictures there are, its part tells."""

    job: str
    part: str
    figures: dict[str, Any] = field(default_factory=dict)
    glances: dict[str, str] = field(default_factory=dict)  # name → small PNG in base64
    pictures: dict[str, str] = field(default_factory=dict)  # name → path of a PNG


def _check_one(request: GenerationRequest) -> None:
    if request.count != 1:
        raise InvalidValue("count", request.count, "1 where a picture is looked into")
    if request.init is not None and request.strength == 0:
        raise InvalidValue(
            "strength", 0, "above 0: else nothing is drawn that could be looked into"
        )


def _check_scale(scale: float) -> None:
    if not 0 <= scale <= GUIDANCE_MAX:  # also true of NaN
        raise InvalidValue(
            "scale", None if scale != scale else scale, f"between 0 and {GUIDANCE_MAX:g}"
        )
