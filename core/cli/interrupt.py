"""Ctrl-C as a wish to stop: the first one lets the step end and saves what can be saved.

The second one is the ordinary KeyboardInterrupt, for somebody who has waited long enough.
"""

from __future__ import annotations

import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType


@contextmanager
def stop_on_signals() -> Iterator[Callable[[], bool]]:
    """Within the block, the yielded function tells whether Ctrl-C or SIGTERM came.

    Who sent a SIGTERM is not known; that one came is said at the end. Must be entered on the main thread.
    """
    wishes: list[int] = []

    def remember(number: int, frame: FrameType | None) -> None:
        if wishes:
            raise KeyboardInterrupt
        wishes.append(number)

    signals = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.signal(number, remember) for number in signals}
    try:
        yield lambda: bool(wishes)
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        if signal.SIGTERM in wishes:
            print("The system or another program asked it to end (SIGTERM).", file=sys.stderr)
