"""The engine's mouth: events as lines on one file descriptor, from any thread, never mixed up.

It does not know what the events mean or who reads them.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable

from core.contract import events as ev


class Channel:
    """Writes whole lines; when nobody reads any more it says so once and is silent from then on."""

    def __init__(self, descriptor: int, on_broken: Callable[[], None]) -> None:
        self._descriptor = descriptor
        self._on_broken = on_broken
        self._lock = threading.Lock()
        self._broken = False

    def send(self, event: ev.Event) -> None:
        """Write one event. Returns when the system has taken all of it."""
        data = memoryview(ev.to_line(event).encode() + b"\n")
        with self._lock:
            if self._broken:
                return
            try:
                while data:
                    data = data[os.write(self._descriptor, data) :]
            except OSError:
                self._broken = True
        if self._broken:
            self._on_broken()
