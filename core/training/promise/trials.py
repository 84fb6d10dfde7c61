"""What trial steps took on this machine, kept in one small file: it corrects the formulas of memory and of time.

The same settings tried again count as measured. What was tried with others of this model, or with another model,
only says how fast this machine is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.files import folders
from core.files.measurements import RECORDS_MAX, read_records, write_records

LEAST, MOST = 0.2, 5.0  # times the formula of memory: beyond, something else was measured
SECONDS_MAX = 86_400.0
UNKNOWN = -1.0


@dataclass(frozen=True)
class Pace:
    """Seconds."""

    step: float  # of one step of learning
    encode: float  # a photo through the autoencoder
    draw: float  # a step of a drawing, with words and without
    decode: float  # a picture

    @property
    def is_sound(self) -> bool:
        each = (self.step, self.encode, self.draw, self.decode)
        return all(math.isfinite(value) and 0 <= value < SECONDS_MAX for value in each)


@dataclass(frozen=True)
class Trial:
    """One trial: what was tried, when, and what came of it."""

    model: str  # its shape
    device: str
    dtype: str
    method: str  # what learns, and how
    side: int  # px
    rows: int  # of a forward pass with gradient
    passes: int  # of them in a step
    work: float  # 1e9 multiplications of the step, by the formula
    ratio: float  # of memory that is no weight, measured to predicted; −1: the system does not tell
    pace: Pace
    when: float  # seconds since 1970

    @property
    def is_sound(self) -> bool:
        """Whether it can be true at all."""
        counts = min(self.side, self.rows, self.passes) >= 1 and 0 < self.work < math.inf
        told = self.ratio == UNKNOWN or LEAST <= self.ratio <= MOST
        return counts and told and self.pace.is_sound and self.pace.step > 0

    def is_like(self, other: Trial) -> bool:
        """Whether it was the same teaching but for what came of it."""
        bare = replace(self, ratio=other.ratio, pace=other.pace, when=other.when, work=other.work)
        return bare == other

    def is_kin(self, other: Trial) -> bool:
        """Whether it was the same model on the same machine."""
        mine = (self.model, self.device, self.dtype)
        return mine == (other.model, other.device, other.dtype)


class Trials:
    """The records, newest last. `path` None: the cache's own file."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or folders.cache() / "teaching-trials.json"
        self._records = read_records(self._path, Trial, lambda trial: trial.is_sound)

    @property
    def records(self) -> Sequence[Trial]:
        return tuple(self._records)

    def same(self, asked: Trial) -> Trial | None:
        """These very settings."""
        return next((trial for trial in reversed(self._records) if trial.is_like(asked)), None)

    def ratio(self, asked: Trial) -> float | None:
        """What the formula of memory is to be multiplied by: as the same settings took, or the same method at another size."""
        found = self.same(asked)
        if found is None:
            kin = [t for t in self._records if t.is_kin(asked) and t.method == asked.method]
            found = min(kin, key=lambda t: abs(math.log(t.work / asked.work)), default=None)
        return None if found is None or found.ratio == UNKNOWN else found.ratio

    def speed(self, asked: Trial) -> tuple[float, bool] | None:
        """1e9 multiplications a second of learning, as the nearest trial had them, and whether it was of the same model."""
        kin = [trial for trial in self._records if trial.is_kin(asked)]
        others = [t for t in self._records if (t.device, t.dtype) == (asked.device, asked.dtype)]
        chosen = kin or others
        if not chosen:
            return None
        near = min(chosen, key=lambda t: abs(math.log(t.work / asked.work)))
        return near.work / near.pace.step, bool(kin)

    def learn(self, trial: Trial) -> None:
        """Take one in. Never fails: it is a cache."""
        if trial.is_sound:
            kept = [other for other in self._records if not other.is_like(trial)]
            self._records = [*kept, trial][-RECORDS_MAX:]
            write_records(self._path, self._records)
