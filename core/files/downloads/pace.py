"""How fast it goes, and how long still, from what came in the last seconds."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable

WINDOW = 8.0  # seconds that count
LEAST = 1.0  # seconds before anything is said


class Pace:
    """Fed with the bytes that are there in all."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._seen: deque[tuple[float, int]] = deque()  # time in s, bytes

    def tell(self, done: int) -> None:
        """`done` bytes are there now. Fewer than before: something is fetched again."""
        now = self._clock()
        if self._seen and done < self._seen[-1][1]:
            self._seen.clear()
        self._seen.append((now, done))
        while len(self._seen) > 2 and now - self._seen[0][0] > WINDOW:
            self._seen.popleft()

    def rate(self) -> float:
        """Bytes a second; 0 while it cannot be said."""
        if not self._seen or self._seen[-1][0] - self._seen[0][0] < LEAST:
            return 0.0
        (start, before), (end, now) = self._seen[0], self._seen[-1]
        return (now - before) / (end - start)

    def seconds_left(self, missing: int) -> float | None:
        """For `missing` bytes; None while it cannot be said."""
        rate = self.rate()
        return missing / rate if rate > 0 else None
