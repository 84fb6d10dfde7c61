"""What the two networks about digits are taught with, and what can be asked of them.

One judges how much a picture looks like a digit, the other predicts the noise in it: small enough to be
taught within minutes, so that every part of the lesson can be seen at work. `core/explain/digits` answers.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from typing import Literal, TypeAlias

from core.contract.errors import InvalidValue
from core.contract.training import LoopConfig, check_positive, check_range, check_sides

DigitTask = Literal["digit-score", "digit-noise"]
SIDE = 24  # px of the pictures that both networks know
DIGITS = 10
TIMES = 1000  # time steps: 0 hardly any noise … TIMES - 1 nothing else
FRAMES_MAX = 1000  # steps of a way from noise to a digit
GUIDANCE_MAX = 30.0


@dataclass(frozen=True, kw_only=True)
class DigitsConfig(LoopConfig):
    """One training on digits that are drawn as they are needed: no folder of pictures."""

    task: DigitTask
    pictures: int = 20_000  # different ones
    resolution: int = SIDE  # px, square
    caption_dropout: float = 0.1  # digit-noise: share of pictures whose digit is not told
    steps: int = 1500
    batch_size: int = 64
    learning_rate: float = 3e-3
    weight_decay: float = 1e-3
    ema_decay: float = 0.998

    def __post_init__(self) -> None:
        super().__post_init__()
        check_positive(self, ("pictures",))
        check_sides(self, ("resolution",))
        check_range(self, ("caption_dropout",), 1.0)


@dataclass(frozen=True)
class ScoreDigit:
    """How much a picture looks like each digit, with noise of the time step `t` on it; None: without."""

    drawing: str  # SIDE x SIDE grey bytes in base64, row by row: 0 ink … 255 paper
    t: int | None = None  # 0 … TIMES - 1
    noise_seed: int = 0

    def __post_init__(self) -> None:
        if len(self.bytes()) != SIDE * SIDE:
            raise InvalidValue("drawing", None, f"{SIDE * SIDE} bytes in base64")
        if self.t is not None and not 0 <= self.t < TIMES:
            raise InvalidValue("t", self.t, f"between 0 and {TIMES - 1}")

    def bytes(self) -> bytes:
        """The picture, row by row. Raises `InvalidValue`."""
        try:
            return base64.b64decode(self.drawing, validate=True)
        except (binascii.Error, ValueError) as error:
            raise InvalidValue("drawing", None, "bytes in base64") from error


@dataclass(frozen=True)
class MakeDigit:
    """A digit from noise, in both ways: up the gradient of the judge, and by taking predicted noise away.

    Answers come while it goes on: parts "climb" and "diffuse", each with the picture so far.
    """

    digit: int
    made_seed: int = 0
    climb_steps: int = 120
    diffuse_steps: int = 40
    guidance: float = 1.5

    def __post_init__(self) -> None:
        if not 0 <= self.digit < DIGITS:
            raise InvalidValue("digit", self.digit, "between 0 and 9")
        if not 0 <= self.guidance <= GUIDANCE_MAX:
            raise InvalidValue("guidance", None, f"between 0 and {GUIDANCE_MAX:g}")
        for name, most in (("climb_steps", FRAMES_MAX), ("diffuse_steps", TIMES // 2)):
            if not 1 <= getattr(self, name) <= most:
                raise InvalidValue(name, getattr(self, name), f"between 1 and {most}")


@dataclass(frozen=True)
class TrainDigits:
    """Teach one of the networks from nothing, and show what happens on the way.

    Answers beside the events of a training: parts "batch" and "samples".
    """

    taught: DigitsConfig


@dataclass(frozen=True)
class ShowRun:
    """What a training has written into its run folder so far; `sample` is the step of a picture that is wanted."""

    run_folder: str
    sample: int | None = None


# What is answered at once, even while a job runs.
PeekQuestion: TypeAlias = ScoreDigit | ShowRun


@dataclass(frozen=True)
class Peek:
    """Answer a question that takes no time. The answer is an `Explained`."""

    job: str
    peeked: PeekQuestion
