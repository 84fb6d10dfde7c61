"""One run of a helper process: a verb of our own command line that reads folders or whole files for the window.

It hears JSON lines, one object a line: results on stdout, how far it is on stderr. What is no such line is
kept for a report. It ends with the window.
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterable

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

from core.files.commands import Command
from desktop.engine.lines import LineSplitter

TAIL_LINES = 50
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
        self._tail: deque[str] = deque(maxlen=TAIL_LINES)
        self._results, self._reports = LineSplitter(LINE_MAX), LineSplitter(LINE_MAX)
        self._process: QProcess | None = QProcess(self)
        self._command = command
        environment = QProcessEnvironment.systemEnvironment()
        for name, value in command.environment.items():
            environment.insert(name, value)
        self._process.setProcessEnvironment(environment)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.readyReadStandardError.connect(self._read_reports)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._error)

    def start(self, lines: Iterable[str] = ()) -> None:
        """Begin; `lines` are written to its stdin, which is closed then. Returns at once."""
        if self._process is None:
            return
        self._process.start(self._command.program, list(self._command.arguments))
        for line in lines:
            self._process.write(line.encode() + b"\n")
        self._process.closeWriteChannel()

    def stop(self) -> None:
        """End it now, without a signal; what it has written so far stays."""
        process, self._process = self._process, None
        if process is not None and process.state() is not QProcess.ProcessState.NotRunning:
            process.kill()
            process.waitForFinished(STOP_MS)

    def details(self) -> str:
        """What it wrote last that was no report."""
        return "\n".join(self._tail)

    def _read(self) -> None:
        if self._process is not None:
            data = bytes(self._process.readAllStandardOutput().data())
            self._hear(self._results.feed(data), self.said)

    def _read_reports(self) -> None:
        if self._process is not None:
            data = bytes(self._process.readAllStandardError().data())
            self._hear(self._reports.feed(data), self.told)

    def _hear(self, lines: list[bytes], signal: object) -> None:
        for line in lines:
            try:
                message = json.loads(line)
            except (ValueError, RecursionError):
                message = None
            if isinstance(message, dict):
                signal.emit(message)  # type: ignore[attr-defined]
            else:
                self._tail.append(line.decode(errors="replace")[:2000])

    def _finished(self, exit_code: int, status: QProcess.ExitStatus) -> None:
        self._read()
        self._read_reports()
        if self._process is not None:
            self._process = None
            self.ended.emit(exit_code == 0 and status is QProcess.ExitStatus.NormalExit)

    def _error(self, error: QProcess.ProcessError) -> None:
        """Only a program that could not be started ends here without `finished`."""
        if self._process is not None and error is QProcess.ProcessError.FailedToStart:
            self._tail.append(self._process.errorString())
            self._process = None
            self.ended.emit(False)
