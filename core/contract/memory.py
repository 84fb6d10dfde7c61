"""What window and engine say to each other about memory. Messages as in `events.py`, where they are known."""

from __future__ import annotations

from dataclasses import dataclass

from core.contract.request import Saving


@dataclass(frozen=True)
class AskMemory:
    """What a picture would need, and whether it fits now. Answered at once, even while a job runs."""

    job: str
    model: str
    width: int  # px
    height: int  # px
    passes: int  # of the network in one batch: one a prompt, and one without words where guided
    from_picture: bool = False
    loras: bool = False  # whether there are any


@dataclass(frozen=True)
class MemoryPlan:
    """What a picture needs and how it will be drawn; for AskMemory, and before a model is loaded.

    Bytes at the peak; on the CPU of the whole process.
    """

    job: str
    device: str
    needed: int  # with `savings`
    free: int  # with what the engine holds itself; -1 where the system does not say
    full: int  # needed without any saving
    savings: tuple[Saving, ...]
    fits: bool
    measured: bool  # the formula was corrected by what was measured on this machine
    # Width and height, px, of the largest of this shape that fits; () where this one does, or none.
    fitting: tuple[int, ...] = ()


@dataclass(frozen=True)
class MemoryFreed:
    """The answer to Unload: bytes of its device that the engine held before and holds now."""

    job: str
    before: int
    after: int


@dataclass(frozen=True)
class Unload:
    """Let go of the loaded model and its memory when the worker is next idle."""

    job: str
