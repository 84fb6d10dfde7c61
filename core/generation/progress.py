"""How far a request is. Told as events, and asked where memory ran out."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor

from core.contract import events as ev
from core.contract.drawing_events import PhaseName
from core.contract.request import Saving


@dataclass(frozen=True)
class Undeveloped:
    """The next picture after its last step."""

    x: Tensor  # (1,C,h,w), on the CPU
    savings: tuple[Saving, ...]  # with which its steps were taken


@dataclass
class Progress:
    """Of one request of `count` pictures."""

    job: str
    count: int
    now: PhaseName = "load"
    done: int = 0  # pictures that are safe on the disk
    undeveloped: Undeveloped | None = None  # kept until its picture is safe, too

    def phase(self, name: PhaseName, index: int = 0) -> ev.Phase:
        """A stage of picture `index` begins."""
        self.now = name
        return ev.Phase(self.job, name, index, self.count)
