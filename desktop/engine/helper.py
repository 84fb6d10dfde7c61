"""One run of a helper process: a verb of our own command line that reads folders or whole files for the window.

It hears JSON lines, one object a line: results on stdout, how far it is on stderr. What is no such line is
kept for a report. It ends with the window.
"""

from __future__ import annotations

import json
from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal, SignalInstance

from core.files.commands import Command
from desktop.engine.process import Process
from desktop.engine.tail import Tail

LINE_MAX = 4_000_000  # bytes
STOP_MS = 500


class Helper(QObject):
    """Runs once; for the next time another is made.

    Signals: `said(dict)` a result · `told(dict)` how far it is · `ended(bool)` whether all went well.
    """

    said = Signal(object)
    told = Signal(object)
    ended = Signal(bool)

    def __init__(self, command: Command, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tail = Tail()
        self._process: Process | None = Process(command, self, LINE_MAX)
        self._process.said.connect(lambda line: self._hear(line, self.said))
        self._process.told.connect(lambda line: self._hear(line, self.told))
        self._process.ended.connect(self._ended)

    def start(self, lines: Iterable[str] = ()) -> None:
        """Begin; `lines` are written to its stdin, which is closed then. Returns at once."""
        self.open()
        for line in lines:
            self.write(line)
        self.close()

    def open(self) -> None:
        """Begin, with a stdin that takes lines until `close`. Returns at once."""
        if self._process is not None:
            self._process.start()

    def write(self, line: str) -> None:
        """A line into its stdin."""
        if self._process is not None:
            self._process.write(line)

    def close(self) -> None:
        """No line follows: it ends when it has done what it was told."""
        if self._process is not None:
            self._process.close_input()

    def stop(self) -> None:
        """End it now, without a signal; what it has written so far stays."""
        process, self._process = self._process, None
        if process is not None:
            process.shutdown(close_ms=0, kill_ms=STOP_MS)

    def details(self) -> str:
        """What it wrote last that was no report."""
        return self._tail.text()

    def _hear(self, line: bytes, signal: SignalInstance) -> None:
        try:
            message = json.loads(line)
        except (ValueError, RecursionError):
            message = None
        if isinstance(message, dict):
            signal.emit(message)
        else:
            self._tail.note(line)

    def _ended(self, code: int) -> None:
        if self._process is not None:
            self._process = None
            self.ended.emit(code == 0)
