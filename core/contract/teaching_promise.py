"""What a teaching would need and take, asked before it begins. Messages as in `events.py`, where they are known."""

from __future__ import annotations

from dataclasses import dataclass

from core.contract.teaching import AnyConfig


@dataclass(frozen=True)
class AskTeaching:
    """By a formula, and by what was measured here before. Answered at once, even while a job runs."""

    job: str
    config: AnyConfig
    photos: int  # how many there are to learn from


@dataclass(frozen=True)
class TryTeaching:
    """By two real steps with these settings. A job that gives way: whatever comes is done first, then it begins anew."""

    job: str
    config: AnyConfig
    photos: int


@dataclass(frozen=True)
class TeachingPromise:
    """The answer to both. Bytes at the peak, on the CPU of the whole process; seconds of the whole teaching."""

    job: str
    device: str
    needed: int
    free: int  # with what the engine holds itself; -1 where the system does not say
    fits: bool
    least: float  # where it ends early
    most: float
    step: float  # seconds of one step
    measured: (
        float  # when these very settings were tried, in seconds since 1970; 0: by formula alone
    )
    # Settings that would make it fit, name and value as text; () where it fits, or nothing helps.
    fitting: tuple[tuple[str, ...], ...] = ()
    disk: int = -1  # bytes of the run folder at its fullest; -1: not known
    # Of `most`, what keeping the class takes; -1: not measured, or nothing is kept
    keeping: float = -1.0
