"""The window's end of the pipe to the process that teaches: one process for each stretch of a training.

A training is never killed: it is asked to save and to leave, and is waited for. It knows processes and lines,
not what is taught.
"""

from __future__ import annotations

from collections import deque

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from core.contract import events as ev
from core.contract.errors import EngineStopped, InvalidValue
from core.files.commands import Command, engine_command
from desktop.engine.ledger import END_EVENTS
from desktop.engine.lines import LineSplitter

TAIL_LINES = 200  # of stderr, for "Details"
LEAVE_MS = 15_000  # from its last word to the end of the process; all is saved then


class TrainingClient(QObject):
    """Signals: `heard(Event)` while it runs · `ended(Event)` JobDone, JobCancelled or JobFailed, when the
    process is gone and the device is free.
    """

    heard = Signal(object)
    ended = Signal(object)

    def __init__(self, command: Command | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = command or engine_command()
        self._process: QProcess | None = None
        self._job: ev.Train | None = None
        self._end: ev.Event | None = None
        self._lines = LineSplitter()
        self._tail: deque[str] = deque(maxlen=TAIL_LINES)
        self._leave = QTimer(self, singleShot=True, interval=LEAVE_MS)
        self._leave.timeout.connect(self._kill)

    @property
    def busy(self) -> bool:
        return self._process is not None

    @property
    def process_id(self) -> int | None:
        return self._process.processId() if self._process else None

    def start(self, job: ev.Train) -> None:
        """Teach, in a process of its own. Only while not `busy`."""
        if self._process is not None:
            raise RuntimeError("a training is under way")
        self._job, self._end = job, None
        self._lines = LineSplitter()
        self._tail.clear()
        process = QProcess(self)
        environment = QProcessEnvironment.systemEnvironment()
        for name, value in self._command.environment.items():
            environment.insert(name, value)
        process.setProcessEnvironment(environment)
        process.readyReadStandardOutput.connect(self._read)
        process.readyReadStandardError.connect(self._read_tail)
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._process_error)
        self._process = process
        process.start(self._command.program, list(self._command.arguments))
        self._send(job)

    def pause(self) -> None:
        """Save and leave after the present step."""
        if self._job is not None:
            self._send(ev.Cancel(self._job.job))

    def finish(self) -> None:
        """End as though the present step were the last: with a result."""
        if self._job is not None:
            self._send(ev.Finish(self._job.job))

    def shutdown(self) -> None:
        """The window closes: the training saves, then ends; nothing more is told. Waits for it."""
        process, self._job = self._process, None
        self._leave.stop()
        if process is None:
            return
        process.closeWriteChannel()
        process.waitForFinished(-1)
        self._process = None

    def _send(self, message: ev.Message) -> None:
        if self._process is not None:
            self._process.write(ev.to_line(message).encode() + b"\n")

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()

    def _read(self) -> None:
        if self._process is None:
            return
        for line in self._lines.feed(bytes(self._process.readAllStandardOutput().data())):
            try:
                message = ev.from_line(line.decode())
            except (InvalidValue, UnicodeDecodeError, RecursionError):
                self._tail.append(f"(unreadable) {line[:2000]!r}")
                continue
            self._hear(message)

    def _hear(self, message: ev.Message) -> None:
        if self._job is None or getattr(message, "job", "") != self._job.job:
            return
        if isinstance(message, END_EVENTS):
            self._end = message
            if self._process is not None:
                self._process.closeWriteChannel()  # so that it ends
            self._leave.start()
        else:
            self.heard.emit(message)

    def _read_tail(self) -> None:
        if self._process is not None:
            text = bytes(self._process.readAllStandardError().data()).decode(errors="replace")
            self._tail.extend(line[:2000] for line in text.splitlines())

    def _process_error(self, error: QProcess.ProcessError) -> None:
        """Only a program that could not be started ends here without `finished`."""
        if error is QProcess.ProcessError.FailedToStart and self._process is not None:
            self._tail.append(self._process.errorString())
            self._finished(-1, QProcess.ExitStatus.NormalExit)

    def _finished(self, exit_code: int, status: QProcess.ExitStatus) -> None:
        process, job = self._process, self._job
        if process is None or job is None:
            return
        self._read()
        self._read_tail()
        self._leave.stop()
        self._process = self._job = None
        process.deleteLater()
        code = -exit_code if status is QProcess.ExitStatus.CrashExit else exit_code
        details = "\n".join(self._tail)
        self.ended.emit(self._end or ev.JobFailed.of(job.job, EngineStopped(code), details))
