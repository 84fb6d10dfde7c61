"""The memory plan: what a picture needs, what there is, and how it is drawn so that it fits.

The first way of `LADDER` that fits is taken; where none does, the one that needs least, and it is said beforehand.
After memory ran out all the same, `smaller` is the one that is tried once more. It only computes; who draws
obeys (`residence.py`, `core/diffusion/guidance.py`, `core/networks/tiling.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import torch

from core.contract import events as ev
from core.contract.errors import OutOfMemory
from core.contract.request import SIZE_MULTIPLE, Saving
from core.generation.device import dtype_name
from core.generation.footprint import NEEDS, Footprint, Outline, Picture, Runtime, Stage, footprint
from core.generation.machine import UNKNOWN, DeviceMemory, PeakMeter, device_memory
from core.generation.peaks import Peaks, Record

Way = tuple[Saving, ...]

# From the fastest: tiles cost part of the decoding, passes apart some of each step, offloading the way of all
# weights for every picture.
LADDER: tuple[Way, ...] = (
    (),
    ("tiled",),
    ("apart",),
    ("apart", "tiled"),
    ("offload",),
    ("offload", "tiled"),
    ("offload", "apart"),
    ("offload", "apart", "tiled"),
)
SPARE = 0.05  # of what is free is left alone: other programs breathe
ENOUGH_LESS = 0.85  # of what failed: a smaller way that needs more than this is hardly one
SIDE_STEP = 64  # px between the sizes that are tried for one that fits


@dataclass(frozen=True)
class Choice:
    """One picture's plan."""

    outline: Outline
    picture: Picture
    runtime: Runtime
    dtype: torch.dtype
    room: DeviceMemory
    savings: Way
    asked: bool  # the savings were the person's choice
    ratio: float | None  # of maps and scratch to the formula, as measured here; None: not measured

    def footprint(self, savings: Way, picture: Picture | None = None) -> Footprint[Stage]:
        return footprint(self.outline, picture or self.picture, self.runtime, savings)

    def needed(self, savings: Way | None = None, picture: Picture | None = None) -> int:
        """Bytes at the peak."""
        way = self.savings if savings is None else savings
        return self.footprint(way, picture).peak(self.correction)

    @property
    def correction(self) -> float:
        return 1.0 if self.ratio is None else self.ratio

    def fits(self, savings: Way | None = None, picture: Picture | None = None) -> bool:
        """Whether it does; taken for true where the system does not say what is free."""
        room = self.room.free
        return room == UNKNOWN or self.needed(savings, picture) <= room * (1 - SPARE)

    def fitting(self) -> tuple[int, ...]:
        """Width and height of the largest picture of this shape that fits; () where this one does, or none."""
        if self.fits():
            return ()
        width, height = self.picture.width, self.picture.height
        longest = max(width, height)
        for side in range((longest - 1) // SIDE_STEP * SIDE_STEP, 0, -SIDE_STEP):
            size = [
                max(SIZE_MULTIPLE, round(s * side / longest / SIZE_MULTIPLE) * SIZE_MULTIPLE)
                for s in (width, height)
            ]
            smaller = replace(self.picture, width=size[0], height=size[1])
            if any(self.fits(way, smaller) for way in self.ways()):
                return tuple(size)
        return ()

    def ways(self) -> Sequence[Way]:
        """How it may be drawn: what a person chose stays, but for offloading."""
        if not self.asked:
            return LADDER
        more: Way = tuple(s for s in LADDER[-1] if s == "offload" or s in self.savings)
        return tuple(dict.fromkeys((self.savings, more)))

    def smaller(self, stage: Stage | None) -> Choice | None:
        """What to try after memory ran out in `stage` (None: while loading); None where nothing needs less."""

        def at(way: Way) -> int:
            found = self.footprint(way)
            if stage is None:
                return found.peak(self.correction)
            return found.total(stage, self.correction) - found.base

        here = at(self.savings)
        less = [way for way in self.ways() if at(way) < here]
        if not less:
            return None
        enough = [way for way in less if at(way) <= ENOUGH_LESS * here]
        return replace(self, savings=enough[0] if enough else min(less, key=at))

    def record(self, ratio: float = 1.0) -> Record:
        """The work as the measurements know it."""
        passes = 1 if "apart" in self.savings else self.picture.passes
        return Record(
            model=signature(self.outline),
            device=self.runtime.kind,
            dtype=dtype_name(self.dtype),
            way="+".join(self.savings),
            width=self.picture.width,
            height=self.picture.height,
            passes=passes,
            ratio=ratio,
        )

    def learn(self, peaks: Peaks, meter: PeakMeter) -> None:
        """Take in what drawing took, where that was measured."""
        peak = meter.peak()
        if peak == UNKNOWN:
            return
        found = self.footprint(self.savings)
        widest = found.widest(self.correction)
        work = peak - found.base - found.weights[widest]
        peaks.learn(self.record(max(0, work) / found.work[widest]))

    def event(self, job: str) -> ev.MemoryPlan:
        """As it is told."""
        return ev.MemoryPlan(
            job=job,
            device=self.runtime.kind,
            needed=self.needed(),
            free=self.room.free,
            full=self.needed(()),
            savings=self.savings,
            fits=self.fits(),
            measured=self.ratio is not None,
            fitting=self.fitting(),
        )

    def error(self, found: OutOfMemory) -> OutOfMemory:
        """The failure with what the plan knows, where that explains it; else without figures: torch tells the
        size of one tensor.
        """
        needed = self.needed()
        if self.room.free == UNKNOWN or needed <= self.room.free:
            return OutOfMemory(found.device, -1, -1)
        return OutOfMemory(found.device, needed, self.room.free)


def choose(
    outline: Outline,
    picture: Picture,
    device: torch.device,
    dtype: torch.dtype,
    *,
    base: int,
    peaks: Peaks,
    savings: Way | None = None,
) -> Choice:
    """The plan for `picture` on `device` as it is now; `savings` None: the first way that fits.

    base: bytes of this process before any model, which count on the CPU.
    """
    on_cpu = device.type == "cpu"
    runtime = Runtime(device.type, dtype.itemsize, base if on_cpu else 0)
    first = Choice(
        outline=outline,
        picture=picture,
        runtime=runtime,
        dtype=dtype,
        room=device_memory(device),
        savings=_ordered(savings or ()),
        asked=savings is not None,
        ratio=None,
    )
    first = replace(first, ratio=peaks.ratio(first.record()))
    ways = first.ways()
    fitting = (way for way in ways if first.fits(way))
    return replace(first, savings=next(fitting, min(ways, key=first.needed)))


def signature(outline: Outline) -> str:
    """A name for models of one shape."""
    return "-".join([outline.family, *(str(outline.numbers[part]) for part in ("unet", "vae"))])


def stage_of(phase: str) -> Stage | None:
    """The part of the work in which memory was short; None for loading."""
    return next((stage for stage in NEEDS if stage == phase), None)


def _ordered(savings: Sequence[Saving]) -> Way:
    return tuple(saving for saving in LADDER[-1] if saving in savings)
