"""Ctrl-C as a wish to stop: the first one lets the step end and saves what can be saved.

The second one is the ordinary KeyboardInterrupt, for somebody who has waited long enough.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType


class Stop:
    """Asked between two steps: whether somebody wants the work to end."""

    def __init__(self) -> None:
        self.signals: list[int] = []  # that came
        self._is_wanted = False

    def __call__(self) -> bool:
        return self._is_wanted or bool(self.signals)

    def want(self) -> None:
        """Have it end, without any signal."""
        self._is_wanted = True


@contextmanager
def stop_on_signals() -> Iterator[Stop]:
    """Within the block, what is yielded tells whether Ctrl-C, SIGTERM or the end of the terminal came.

    Who sent a SIGTERM is not known; that one came is said at the end. Must be entered on the main thread.
    """
    stop = Stop()

    def remember(number: int, frame: FrameType | None) -> None:
        if _is_order(number, stop.signals):
            raise KeyboardInterrupt
        stop.signals.append(number)

    before = {number: signal.signal(number, remember) for number in _heard()}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if signal.SIGTERM in stop.signals:
            with suppress(OSError):  # nobody reads it any more
                print("The system or another program asked it to end (SIGTERM).", file=sys.stderr)


def _heard() -> list[int]:
    """What is heard; the end of the terminal where there is such a signal, and nobody (nohup) had it ignored."""
    numbers: list[int] = [signal.SIGINT, signal.SIGTERM]
    if sys.platform != "win32" and signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:
        numbers.append(signal.SIGHUP)
    return numbers


def _is_order(number: int, came: list[int]) -> bool:
    """A second Ctrl-C or SIGTERM. A terminal that closes sends its signals several times, and means one wish."""
    return (number == signal.SIGINT and bool(came)) or (
        number == signal.SIGTERM and signal.SIGTERM in came
    )
