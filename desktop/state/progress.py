"""One bar over all phases of a job and an honest time left, from the engine's events.

Weighs the phases by what they took here before and, from the third step on, by what this job shows.
The bar never falls and never waits at its end; the time left is hidden rather than wrong. Words
are not its business.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from core.contract.drawing_events import Converting, ImageDone, Phase, PhaseName, Step
from desktop.state.promise import MEGAPIXEL, Measured, Work

UNMEASURED = Measured(step=2.0, load=2.0, words=0.1, rest=2.0)  # weights only; never shown as time
FIRST_STEPS = 3  # steps before a time left is shown …
FIRST_SECONDS = 2.0  # … or seconds
NEARLY = 0.99


@dataclass(frozen=True)
class Progress:
    """What the status bar shows."""

    phase: PhaseName | None  # None: handed over, nothing heard yet
    step: int
    steps: int
    index: int  # of the picture, from 0
    count: int
    fraction: float  # 0 … 1 of the whole job
    seconds_left: float | None  # None: not known well enough
    # 0 … 1 of an old checkpoint that is made safe first; None: none is
    converted: float | None = None


class ProgressTracker:
    """Follows one job."""

    def __init__(
        self,
        work: Work,
        count: int,
        measured: Measured | None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._work, self._count = work, count
        self._measured = measured
        self._clock = clock
        self._started = self._phase_began = clock()
        self._phase: PhaseName | None = None
        self._step, self._steps, self._index = 0, work.steps, 0
        self._seen: dict[str, float] = {}  # phase → seconds
        self._step_seconds = 0.0  # of this job, a step
        self._steps_timed = 0
        self._fraction = 0.0
        self._left: float | None = None
        self._left_at = 0.0
        self._converted: float | None = None

    # --- events in -----------------------------------------------------------------------------------

    def phase(self, event: Phase) -> None:
        """A stage begins; the one before it is over."""
        now = self._clock()
        self._close_phase(now)
        if event.index != self._index:
            self._step = 0
        self._phase, self._index = event.phase, event.index
        self._phase_began = now
        self._converted = None

    def converting(self, event: Converting) -> None:
        """An old checkpoint is read and written anew, once, while the model loads."""
        self._converted = event.done / event.total if event.total else 1.0

    def step(self, event: Step) -> None:
        """A step is done."""
        now = self._clock()
        self._step, self._steps, self._index = event.step, event.steps, event.index
        if self._phase == "denoise" and event.step > 0:
            self._steps_timed = event.step
            self._step_seconds = (now - self._phase_began) / event.step

    @property
    def step_seconds(self) -> float | None:
        """What a step of this job takes; None: none seen yet."""
        return self._step_seconds or None

    def hears_after(self) -> float | None:
        """Seconds that the piece of work under way takes: so long a Stop may wait. None: not known."""
        known = self._measured
        if self._phase == "denoise" and self._step_seconds:
            return self._step_seconds
        if known is None:
            return None
        match self._phase:
            case "denoise":
                return known.step * self._work.amount() / max(1, self._work.steps)
            case "decode" | "save":
                return known.rest * self._work.area()
            case "encode_text" | "encode_picture":
                return known.words
        return known.load

    def done(self, event: ImageDone) -> Measured | None:
        """A picture is on the disk: what it took, to be learned; None where steps were not seen."""
        self._close_phase(self._clock())
        self._phase = None
        self._index, self._step = event.index + 1, 0
        if self._steps_timed == 0:
            return None
        a_pass = self._work.amount() / max(1, self._work.steps)
        area = event.width * event.height / MEGAPIXEL
        seen, self._seen = self._seen, {}
        return Measured(
            step=self._step_seconds / a_pass,
            load=seen.get("load", 0.0),
            words=seen.get("encode_text", 0.0) + seen.get("encode_picture", 0.0),
            rest=(seen.get("decode", 0.0) + seen.get("save", 0.0)) / area,
            area=area,
        )

    # --- what to show --------------------------------------------------------------------------------

    def now(self) -> Progress:
        """The state of this moment."""
        left = self._work_left()
        spent = self._clock() - self._started
        raw = spent / (spent + left) if spent + left > 0 else 0.0
        self._fraction = max(self._fraction, min(NEARLY, raw))
        return Progress(
            phase=self._phase,
            step=self._step,
            steps=self._steps,
            index=min(self._index, self._count - 1),
            count=self._count,
            fraction=self._fraction,
            seconds_left=self._smooth(left),
            converted=self._converted,
        )

    def _close_phase(self, now: float) -> None:
        if self._phase is not None:
            self._seen[self._phase] = self._seen.get(self._phase, 0.0) + now - self._phase_began

    def _work_left(self) -> float:
        """Seconds of work that are still to come, by what is known."""
        known = self._measured or UNMEASURED
        step = self._step_seconds or known.step * self._work.amount() / max(1, self._work.steps)
        rest = known.rest * self._work.area()
        whole = self._steps * step + rest
        left = whole * max(0, self._count - self._index - 1)
        in_phase = self._clock() - self._phase_began
        match self._phase:
            case None if self._index:  # between two pictures
                return left + (whole if self._index < self._count else 0.0)
            case None | "load":
                spent = in_phase if self._phase else 0.0
                return left + whole + known.words + max(0.0, known.load - spent)
            case "encode_text" | "encode_picture":
                return left + whole + max(0.0, known.words - in_phase)
            case "denoise":
                since = in_phase - self._step * step
                return left + (self._steps - self._step) * step - min(max(since, 0), step) + rest
        return left + max(0.0, rest - in_phase)

    def _smooth(self, left: float) -> float | None:
        """The time left to show: falls with the clock, follows the estimate slowly."""
        now = self._clock()
        if not self._sure(now):
            return None
        if self._left is None:
            self._left = left
        else:
            ticked = max(0.0, self._left - (now - self._left_at))
            self._left = ticked + (left - ticked) * min(1.0, (now - self._left_at) / 2)
        self._left_at = now
        return self._left

    def _sure(self, now: float) -> bool:
        if self._converted is not None:  # nobody measured how long that takes
            return False
        if self._measured is None and not self._steps_timed:
            return False
        return self._steps_timed >= FIRST_STEPS or now - self._started >= FIRST_SECONDS
