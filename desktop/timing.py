"""`--timing-report`: how long window, engine, a first and a warm picture take, as JSON on stdout.

Seconds since the process began, but `after_window_seconds`, the first picture's since the window was
there, and `warm_picture_seconds`, a second picture's from asking to saved. The window quits by itself
afterwards. A value is null where it could not be had, with the reason.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.contract import events as ev
from core.contract.request import GenerationRequest
from desktop.engine.client import EngineClient

LONGEST_MS = 110_000  # before a report is given in any case
FIRST, WARM = "timing-first", "timing-warm"  # jobs
STEPS = 20  # of both pictures
PROMPT = "a cute teddy bear on a blue background"


def process_seconds() -> float:
    """Seconds since this process began, the interpreter's own start included where it is known."""
    try:
        fields = Path("/proc/self/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        began = int(fields[19]) / os.sysconf("SC_CLK_TCK")
        return time.clock_gettime(time.CLOCK_BOOTTIME) - began
    except (OSError, ValueError, IndexError, AttributeError):
        return time.process_time()  # not Linux: the time this process worked, a lower bound


class TimingReport(QObject):
    """Watches one start. Signals: `done()` once the report was printed."""

    done = Signal()

    def __init__(self, client: EngineClient, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._asked = 0.0  # when the warm picture was asked for
        self._folder = tempfile.TemporaryDirectory(prefix="reverie-timing-")
        self._report: dict[str, Any] = {
            "window_seconds": None,
            "engine_ready_seconds": None,
            "first_picture_seconds": None,
            "after_window_seconds": None,
            "warm_picture_seconds": None,
        }
        client.ready.connect(self._ready)
        client.heard.connect(self._hear)
        client.failed_to_start.connect(self._no_engine)
        self._limit = QTimer(self, singleShot=True, interval=LONGEST_MS)
        self._limit.timeout.connect(self._late)
        self._limit.start()

    def window_shown(self) -> None:
        """The window is painted and hears the keyboard."""
        self._note("window_seconds", process_seconds())

    @Slot(object)
    def _ready(self, _info: ev.EngineReady) -> None:
        self._note("engine_ready_seconds", process_seconds())
        self._ask(FIRST)

    def _ask(self, job: str) -> None:
        request = GenerationRequest(PROMPT, self._folder.name, seed=1, steps=STEPS)
        self._client.submit(ev.Generate(job, request))

    @Slot(object)
    def _hear(self, event: ev.Event) -> None:
        job = getattr(event, "job", None)
        match event:
            case ev.ImageDone() if job == FIRST:
                now = process_seconds()
                self._note("first_picture_seconds", now)
                self._note("after_window_seconds", now - (self._report["window_seconds"] or 0.0))
            case ev.ImageDone() if job == WARM:
                self._note("warm_picture_seconds", process_seconds() - self._asked)
            case ev.JobDone() if job == FIRST:
                self._asked = process_seconds()
                self._ask(WARM)
            case ev.JobFailed() if job in (FIRST, WARM):
                self._report["problem"] = str(event.error())
                self._print()
            case ev.JobDone() if job == WARM:
                self._print()

    @Slot(str)
    def _no_engine(self, details: str) -> None:
        self._report["problem"] = details.strip().rpartition("\n")[2] or "the engine cannot start"
        self._print()

    @Slot()
    def _late(self) -> None:
        self._report["problem"] = "it took too long"
        self._print()

    def _note(self, name: str, seconds: float) -> None:
        self._report[name] = round(seconds, 3)

    def _print(self) -> None:
        self._limit.stop()
        sys.stdout.write(json.dumps(self._report) + "\n")
        sys.stdout.flush()
        self._folder.cleanup()
        self.done.emit()
