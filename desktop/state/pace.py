"""How long something that goes on evenly still takes, by what is done of it. No words, no widgets."""

from __future__ import annotations

import time
from collections.abc import Callable


class Pace:
    """Begun with `begin`, asked with `left`."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock`: seconds that never fall."""
        self._clock, self._since = clock, clock()

    def begin(self) -> None:
        """From now on."""
        self._since = self._clock()

    def left(self, done: int, of: int) -> float | None:
        """Seconds until all `of` are done, None while nothing is."""
        if done <= 0:
            return None
        return (self._clock() - self._since) / done * max(0, of - done)
