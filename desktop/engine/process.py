"""One run of a program that speaks in lines: started, heard, written to, ended. It knows no messages.

Whoever makes one decides what a line means and what its end means; `messages.py` reads the engine's language.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, Signal

from core.files.commands import Command
from desktop.engine.lines import LINE_MAX, LineSplitter

TOO_LONG = b"(a line was too long and was dropped)"


class Process(QObject):
    """Runs once; for the next time another is made.

    Signals: `said(bytes)` a line of its stdout · `told(bytes)` a line of its stderr, or a remark about it ·
    `ended(int)` it is gone and all it said was heard: its exit status, a signal as a negative number, -1 where
    it could not be started; `failure` says why then.
    """

    said = Signal(object)
    told = Signal(object)
    ended = Signal(int)

    def __init__(
        self, command: Command, parent: QObject | None = None, line_max: int = LINE_MAX
    ) -> None:
        super().__init__(parent)
        self.failure = ""
        self._command = command
        self._silent = False
        self._out, self._err = LineSplitter(line_max), LineSplitter(line_max)
        self._process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        for name, value in command.environment.items():
            environment.insert(name, value)
        self._process.setProcessEnvironment(environment)
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.readyReadStandardError.connect(self._read_side)
        self._process.finished.connect(self._finished)
        self._process.errorOccurred.connect(self._error)

    @property
    def id(self) -> int:
        """The system's number of it; 0 while there is none."""
        return self._process.processId()

    def start(self) -> None:
        """Returns at once."""
        self._process.start(self._command.program, list(self._command.arguments))

    def write(self, line: str) -> None:
        """A line into its stdin."""
        self._process.write(line.encode() + b"\n")

    def close_input(self) -> None:
        """End its stdin, once all that was written has gone through."""
        self._process.closeWriteChannel()

    def kill(self) -> None:
        """End it at once; `ended` follows."""
        self._process.kill()

    def shutdown(
        self, *, close_ms: int, terminate_ms: int = 0, kill_ms: int = 500, heard: bool = False
    ) -> None:
        """End it for good: end its stdin, wait, terminate, wait, kill, wait.

        `close_ms` -1: wait for as long as it takes. `terminate_ms` 0: it is killed without being asked. `heard`:
        what it says until then, and its end, still come as signals; else none does any more.
        """
        self._silent = not heard
        self._process.closeWriteChannel()
        if self._process.state() is QProcess.ProcessState.NotRunning:
            return
        if self._process.waitForFinished(close_ms):
            return
        if terminate_ms:
            self._process.terminate()
            if self._process.waitForFinished(terminate_ms):
                return
        self._process.kill()
        self._process.waitForFinished(kill_ms)

    def _read(self) -> None:
        dropped = self._out.dropped
        for line in self._out.feed(bytes(self._process.readAllStandardOutput().data())):
            if not self._silent:
                self.said.emit(line)
        if self._out.dropped > dropped and not self._silent:
            self.told.emit(TOO_LONG)

    def _read_side(self, last: bytes = b"") -> None:
        for line in self._err.feed(bytes(self._process.readAllStandardError().data()) + last):
            if line and not self._silent:
                self.told.emit(line)

    def _error(self, error: QProcess.ProcessError) -> None:
        """Only a program that could not be started ends here without `finished`."""
        if error is QProcess.ProcessError.FailedToStart and not self._silent:
            self.failure = self._process.errorString()
            self.told.emit(self.failure.encode())
            self.ended.emit(-1)

    def _finished(self, exit_code: int, status: QProcess.ExitStatus) -> None:
        self._read()  # what it said last counts
        self._read_side(b"\n")  # also a last line without its end
        if not self._silent:
            crashed = status is QProcess.ExitStatus.CrashExit
            self.ended.emit(-exit_code if crashed else exit_code)
