"""One thread that ends what takes too long, for all jailed processes together.

A timer of its own for every question would cost more than a small picture. Here a question that is answered
in time wakes nobody: the thread sleeps until the earliest deadline it knew when it fell asleep.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Deadline:
    """What is to be ended, and when. `passed`: it was."""

    def __init__(self, seconds: float, end: Callable[[], None]) -> None:
        self.at = time.monotonic() + seconds
        self.end = end
        self.passed = False


class Watch:
    """For any number of threads; its own starts with the first deadline."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._deadlines: set[Deadline] = set()
        self._wakes_at = float("inf")
        self._is_running = False

    @contextmanager
    def until(self, seconds: float, end: Callable[[], None]) -> Iterator[Deadline]:
        """Call `end` in the thread if the block has not been left after `seconds`."""
        deadline = Deadline(seconds, end)
        with self._changed:
            self._deadlines.add(deadline)
            if not self._is_running:
                self._is_running = True
                threading.Thread(target=self._run, name="jail watch", daemon=True).start()
            elif deadline.at < self._wakes_at:
                self._changed.notify()
        try:
            yield deadline
        finally:
            with self._changed:
                self._deadlines.discard(deadline)

    def _run(self) -> None:
        with self._changed:
            while True:
                now = time.monotonic()
                for deadline in [d for d in self._deadlines if d.at <= now]:
                    self._deadlines.discard(deadline)
                    deadline.passed = True
                    deadline.end()
                self._wakes_at = min((d.at for d in self._deadlines), default=float("inf"))
                idle = self._wakes_at == float("inf")
                self._changed.wait(None if idle else self._wakes_at - now)
