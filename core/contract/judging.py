"""How a taught model is judged at each checkpoint, and which checkpoint is taken. No torch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Fault = Literal["faithfulness", "leak", "drift", "copying"]
# How likeness was measured: on photos that were never learned from, on the learned ones, or not at all.
LikenessOf = Literal["held_out", "seen", "none"]
Encoders = Literal["own", "clip", "clip_dino", "none"]
Why = Literal[
    "best",  # nothing is more alike, and what comes later is no better
    "earliest",  # a later one, `rival`, is no more alike than chance explains
    "settled",  # the earlier `rival` is no less alike, but its loss still fell
    "held_back",  # `rival` is more alike, and has a `fault`
    "still_rising",  # the last one is the best: more steps might help
    "least_harm",  # every one has a fault; this one the least of it
    "not_learned",  # none is more alike than the untrained model, as far as can be told
    "lowest_loss",  # no encoder to judge with: the lowest loss on photos that were never learned from
    "last",  # nothing to judge with: the last one
    "asked",  # a person chose it
    "damaged",  # the best of those that can still be read: the weights of `rival` cannot
]


@dataclass(frozen=True)
class Limits:
    """What a checkpoint must keep to be taken."""

    faithfulness: float = 0.65  # at least
    leak: float = 0.25  # at most
    drift: float = 0.15  # at most
    copying: float = 0.25  # at most


@dataclass(frozen=True)
class Judgement:
    """One checkpoint. `None`: cannot be measured with what there is.

    A band is one standard error over the seeds: a smaller difference may be chance.
    """

    step: int
    loss: float  # on the judged photos, with noise that never changes
    likeness: float | None = None  # 0 as the untrained model … 1 as one photo to another
    likeness_band: float = 0.0
    # 1 follows a prompt as the untrained model … 0 does not at all
    faithfulness: float | None = None
    faithfulness_band: float = 0.0
    leak: float | None = None  # 0 the plain noun is drawn as ever … 1 it has become the subject
    # How far the pictures of the plain noun are from those of the untrained model with the same seeds:
    # up to 0 no farther than another seed … 1 as far as another sentence.
    drift: float | None = None
    copying: float | None = None  # share of pictures that nearly are one of the photos, 0 … 1
    faults: tuple[Fault, ...] = ()  # which of the limits it breaks


@dataclass(frozen=True)
class Choice:
    """Which checkpoint is taken, and why, in data. Worded in cli and desktop."""

    step: int
    why: Why
    judged: int  # how many checkpoints were compared
    likeness: float | None = None  # of the one that is taken
    rival: int | None = None  # the step of the one that was not taken
    fault: Fault | None = None  # what is wrong with the rival, or with all
    seen: bool = False  # likeness was measured on photos that it learned from


@dataclass(frozen=True)
class Judged:
    """A checkpoint has been judged. `choice` is what would be taken if the training ended here."""

    job: str
    judgement: Judgement
    choice: Choice
    sheet: str  # a picture of what it draws, "" where nothing was drawn
    likeness_of: LikenessOf
    encoders: Encoders


@dataclass(frozen=True)
class Chosen:
    """The result has the weights of this checkpoint. `early`: the training stopped before its last step."""

    job: str
    choice: Choice
    early: bool
