"""How long is waited, and how often tried again. Clock and sleep can be exchanged, so that tests are quick."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from core.contract.errors import Cancelled

SLICE = 0.2  # seconds: how soon a wait hears that it should end


def never() -> bool:
    """Nobody cancels."""
    return False


@dataclass(frozen=True)
class Patience:
    """Times in seconds."""

    timeout: float = 30.0  # to connect, and without a single byte
    most_tries: int = 6  # in a row, without any byte of use in between
    first_wait: float = 1.0  # doubled each time
    longest_wait: float = 60.0  # of our own; a server may ask for more
    longest_asked: float = 300.0  # a server that wants more is not waited for
    now: Callable[[], float] = time.time  # of the day, for dates that a server names
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    cancelled: Callable[[], bool] = never

    def tries(self) -> Tries:
        return Tries(self)

    def check(self) -> None:
        """Raises `Cancelled` once somebody wants to stop."""
        if self.cancelled():
            raise Cancelled


class Tries:
    """Counts attempts without any success in between, and waits between them."""

    def __init__(self, patience: Patience) -> None:
        self._patience = patience
        self._failed = 0

    def succeeded(self) -> None:
        """Something of use came: count from the start."""
        self._failed = 0

    def again(self, asked: float | None) -> bool:
        """Wait before the next attempt, `asked` seconds if the server says so.

        False where there is no sense in a further one. Raises `Cancelled`.
        """
        patience = self._patience
        self._failed += 1
        own = min(patience.first_wait * 2 ** (self._failed - 1), patience.longest_wait)
        wait = own if asked is None else max(asked, patience.first_wait)
        if self._failed >= patience.most_tries or (asked or 0) > patience.longest_asked:
            return False
        end = patience.clock() + wait
        while (left := end - patience.clock()) > 0:
            patience.check()
            patience.sleep(min(left, SLICE))
        patience.check()
        return True
