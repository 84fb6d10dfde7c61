"""Attention maps of a whole run, step by step, within a limit of memory.

Where all steps would not fit, neighbouring steps are averaged; nothing is left out.

Axes: G groups of tokens, h and w cells of a stage.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from torch import Tensor

NUMBER = 4  # bytes of a float32


@dataclass(frozen=True, eq=False)
class StepMaps:
    """Where each group of a text's tokens was looked up, on the mean of the steps `first` … `last`."""

    first: int
    last: int
    told: int  # number of the text in the trace
    stages: dict[str, Tensor]  # stage → (G,h,w) float32 on the CPU; over G each place sums to 1


class MapRecord:
    """Takes the maps of one call after another; `steps` is how many steps come."""

    def __init__(self, steps: int, texts: int, limit: int) -> None:
        self._steps, self._texts, self._limit = steps, texts, limit
        self._every = 0  # steps averaged in one; 0: not known yet
        self._open: dict[int, _Mean] = {}  # by text
        self._done: list[StepMaps] = []

    def add(self, step: int, told: int, stages: Mapping[str, Tensor]) -> None:
        """One call's maps of one text, from any device."""
        if not self._every:
            whole = NUMBER * sum(each.numel() for each in stages.values())
            whole *= self._steps * max(self._texts, 1)
            self._every = max(1, -(-whole // self._limit))
        mean = self._open.get(told)
        if mean is not None and step // self._every != mean.first // self._every:
            self._done.append(mean.maps(told))
            mean = None
        if mean is None:
            mean = self._open[told] = _Mean(step)
        mean.add(step, stages)

    def close(self) -> None:
        """No more comes."""
        self._done = list(self.maps())
        self._open = {}

    def maps(self) -> tuple[StepMaps, ...]:
        """All there are, also of a run that is not over."""
        still = (mean.maps(told) for told, mean in self._open.items())
        return tuple(sorted([*self._done, *still], key=lambda each: (each.told, each.first)))


class _Mean:
    """The mean of several calls."""

    def __init__(self, first: int) -> None:
        self.first = self.last = first
        self._count = 0
        self._sums: dict[str, Tensor] = {}

    def add(self, step: int, stages: Mapping[str, Tensor]) -> None:
        for stage, each in stages.items():
            own = each.detach().float().cpu()
            self._sums[stage] = self._sums[stage] + own if stage in self._sums else own
        self.last, self._count = step, self._count + 1

    def maps(self, told: int) -> StepMaps:
        stages = {stage: each / self._count for stage, each in self._sums.items()}
        return StepMaps(self.first, self.last, told, stages)
