"""What drawing really took on this machine, kept in one small file, to correct the formula of `footprint.py`.

A record says by how much the maps and scratch of a picture differed from the formula, for a model's shape, device,
number format and way of drawing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from core.contract.request import SIZE_MAX
from core.files import folders
from core.files.measurements import RECORDS_MAX, read_records, write_records

LEAST, MOST = 0.25, 4.0  # times the formula: beyond, something else was measured
SAME = 0.02  # a change too small to be written
PASSES_MAX = 17  # of the network in one batch: 16 prompts, and one without
FAR = 4.0  # times larger or smaller: there another size tells nothing


@dataclass(frozen=True)
class Record:
    """One measurement: what was drawn, and what it took as a multiple of the formula."""

    model: str  # its shape, as `signature` names it
    device: str
    dtype: str
    way: str  # the savings
    width: int  # px
    height: int  # px
    passes: int  # of the network in one batch
    ratio: float  # of maps and scratch, measured to predicted

    @property
    def is_sound(self) -> bool:
        """Whether it can be true at all."""
        sides = min(self.width, self.height) >= 8 and max(self.width, self.height) <= SIZE_MAX
        return sides and 1 <= self.passes <= PASSES_MAX and LEAST <= self.ratio <= MOST

    def is_like(self, other: Record) -> bool:
        """Whether it was the same work but for the result."""
        return replace(self, ratio=other.ratio) == other


class Peaks:
    """The records, newest last. `path` None: the cache's own file."""

    def __init__(self, path: Path | None = None) -> None:
        self._path = path or folders.cache() / "memory-peaks.json"
        self._records = read_records(self._path, Record, lambda record: record.is_sound)

    @property
    def records(self) -> Sequence[Record]:
        return tuple(self._records)

    def ratio(self, asked: Record) -> float | None:
        """What the formula is to be multiplied by; None where nothing like it was drawn here.

        The same work if there is some, else the same model in the nearest size, at most four times larger or
        smaller.
        """
        same = [r for r in self._records if r.is_like(asked)]
        if same:
            return same[-1].ratio
        near = [r for r in self._records if _kin(r, asked)]
        if not near:
            return None
        return min(reversed(near), key=lambda r: _distance(r, asked)).ratio

    def learn(self, record: Record) -> None:
        """Take in a measurement; one that is hardly news is not written. Never fails: it is a cache."""
        if not record.is_sound:
            return
        before = next((r for r in reversed(self._records) if r.is_like(record)), None)
        if before is not None and abs(before.ratio - record.ratio) <= SAME * before.ratio:
            return
        kept = [r for r in self._records if not r.is_like(record)]
        self._records = [*kept, record][-RECORDS_MAX:]
        write_records(self._path, self._records)


def _kin(record: Record, asked: Record) -> bool:
    alike = (record.model, record.device, record.dtype) == (asked.model, asked.device, asked.dtype)
    return alike and 1 / FAR <= _area(record) / _area(asked) <= FAR


def _distance(record: Record, asked: Record) -> float:
    """0 for the same area and way."""
    other = (record.way != asked.way) + (record.passes != asked.passes)
    larger, smaller = sorted((_area(record), _area(asked)), reverse=True)
    return larger / smaller - 1 + 0.25 * other


def _area(record: Record) -> int:
    return record.width * record.height
