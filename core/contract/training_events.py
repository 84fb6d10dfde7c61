"""A training's jobs and what is reported of it. Part of the language of `events.py`."""

from __future__ import annotations

from dataclasses import dataclass

from core.contract.teaching import AnyConfig


@dataclass(frozen=True)
class Train:
    """Train, or go on with a training. A `Cancel` pauses it: its state is saved first."""

    job: str
    config: AnyConfig
    resume: bool = False


@dataclass(frozen=True)
class Finish:
    """End the training `job` after its present step as though that were the last: with a result. Others ignore it."""

    job: str


@dataclass(frozen=True)
class TakeStep:
    """Make a judged step of a finished training its result. Ends with `Chosen` and `TrainDone`."""

    job: str
    run: str  # its folder
    step: int


@dataclass(frozen=True)
class SaveSoFar:
    """Write what a training has learned so far as something to draw with. Ends with `SoFarSaved`."""

    job: str
    run: str


@dataclass(frozen=True)
class SoFarSaved:
    """What is learned so far lies in a folder like a result's."""

    job: str
    step: int
    folder: str


@dataclass(frozen=True)
class TrainStep:
    """Figures of one optimiser step; `metrics` holds loss and what the task reports."""

    job: str
    step: int
    steps: int
    metrics: dict[str, float]
    seconds_left: float | None = None


@dataclass(frozen=True)
class CheckpointSaved:
    """A checkpoint is whole and safe on the disk."""

    job: str
    step: int
    path: str


@dataclass(frozen=True)
class TrainDone:
    """A training reached its last step."""

    job: str
    step: int
    result: str  # the finished weights
