"""`--timing-report`: how long the window, the engine and a first picture take, as JSON on stdout.

The window quits by itself afterwards. A value is null where it could not be had, with the reason.
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
JOB = "timing"
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
        self._folder = tempfile.TemporaryDirectory(prefix="reverie-timing-")
        self._report: dict[str, Any] = {
            "window_seconds": None,
            "engine_ready_seconds": None,
            "first_picture_seconds": None,
        }
        client.ready.connect(self._ready)
        client.heard.connect(self._hear)
        client.failed_to_start.connect(self._no_engine)
        self._limit = QTimer(self, singleShot=True, interval=LONGEST_MS)
        self._limit.timeout.connect(self._late)
        self._limit.start()

    def window_shown(self) -> None:
        """The window is painted and hears the keyboard."""
        self._note("window_seconds")

    @Slot(object)
    def _ready(self, _info: ev.EngineReady) -> None:
        self._note("engine_ready_seconds")
        request = GenerationRequest(prompt=PROMPT, output=self._folder.name, seed=1)
        self._client.submit(ev.Generate(JOB, request))

    @Slot(object)
    def _hear(self, event: ev.Event) -> None:
        if getattr(event, "job", None) != JOB:
            return
        match event:
            case ev.ImageDone():
                self._note("first_picture_seconds")
            case ev.JobFailed():
                self._report["problem"] = str(event.error())
        if isinstance(event, (ev.JobDone, ev.JobFailed, ev.JobCancelled)):
            self._print()

    @Slot(str)
    def _no_engine(self, details: str) -> None:
        self._report["problem"] = details.strip().rpartition("\n")[2] or "the engine cannot start"
        self._print()

    @Slot()
    def _late(self) -> None:
        self._report["problem"] = "it took too long"
        self._print()

    def _note(self, name: str) -> None:
        self._report[name] = round(process_seconds(), 3)

    def _print(self) -> None:
        self._limit.stop()
        sys.stdout.write(json.dumps(self._report) + "\n")
        sys.stdout.flush()
        self._folder.cleanup()
        self.done.emit()
