"""The window's end of the pipe to the process that talks to the model hub: one process for each job.

It knows processes and lines, not what is downloaded. The process may be killed at any moment, so what does
not end when it is asked to is ended.
"""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import QObject, QProcess, QProcessEnvironment, QTimer, Signal

from core.contract import events as ev
from core.contract.errors import EngineStopped, InvalidValue
from core.files.commands import Command, fetcher_command
from desktop.engine.ledger import END_EVENTS
from desktop.engine.lines import LineSplitter

Task: TypeAlias = ev.Look | ev.Download
PATIENCE_MS = 1500  # from a cancel to the end of the process
CLOSE_MS, KILL_MS = 500, 500  # how long shutdown waits for each
TAIL_MAX = 4000  # characters of stderr that are kept


class FetcherClient(QObject):
    """Signals: `heard(Event)` of the present job; each ends with JobDone, JobCancelled or JobFailed."""

    heard = Signal(object)

    def __init__(self, command: Command | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = command or fetcher_command()
        self._process: QProcess | None = None
        self._task: Task | None = None
        self._cancelled = False
        self._end: ev.Event | None = None  # said by the process, passed on when that is gone
        self._lines = LineSplitter()
        self._tail = ""
        self._hard_stop = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._hard_stop.timeout.connect(self._kill)

    @property
    def busy(self) -> bool:
        return self._task is not None

    def start(self, task: Task) -> None:
        """Do `task`, in a process of its own. Only while not `busy`."""
        if self._task is not None:
            raise RuntimeError("a job is under way")
        self._task, self._cancelled, self._end = task, False, None
        self._lines, self._tail = LineSplitter(), ""
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
        process.write(ev.to_line(task).encode() + b"\n")

    def cancel(self) -> None:
        """Stop the present job; its end follows soon in any case."""
        if self._task is None or self._process is None:
            return
        self._cancelled = True
        self._process.write(ev.to_line(ev.Cancel(self._task.job)).encode() + b"\n")
        self._hard_stop.start()

    def shutdown(self) -> None:
        """End the process for good, without any further event."""
        process, self._task = self._process, None
        self._hard_stop.stop()
        if process is None:
            return
        process.closeWriteChannel()
        if not process.waitForFinished(CLOSE_MS):
            process.kill()
            process.waitForFinished(KILL_MS)

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()

    def _read(self) -> None:
        if self._process is None:
            return
        for line in self._lines.feed(bytes(self._process.readAllStandardOutput().data())):
            try:
                message = ev.from_line(line.decode())
            except (InvalidValue, UnicodeDecodeError):
                continue
            if not isinstance(message, ev.Job):
                self._hear(message)

    def _hear(self, event: ev.Event) -> None:
        if self._task is None:  # nobody listens any more
            return
        if isinstance(event, END_EVENTS):
            self._end = event
            self._hard_stop.start()
        else:
            self.heard.emit(event)

    def _read_tail(self) -> None:
        if self._process is not None:
            text = bytes(self._process.readAllStandardError().data()).decode(errors="replace")
            self._tail = (self._tail + text)[-TAIL_MAX:]

    def _process_error(self, error: QProcess.ProcessError) -> None:
        """Only a program that could not be started ends here without `finished`."""
        if error is QProcess.ProcessError.FailedToStart and self._process is not None:
            self._tail = self._process.errorString()
            self._finished(-1, QProcess.ExitStatus.NormalExit)

    def _finished(self, exit_code: int, status: QProcess.ExitStatus) -> None:
        process = self._process
        if process is None:
            return
        self._read()  # what it said last may end the job
        self._read_tail()
        self._hard_stop.stop()
        self._process = None
        process.deleteLater()
        task, self._task = self._task, None
        if task is None:
            return
        code = -exit_code if status is QProcess.ExitStatus.CrashExit else exit_code
        end = self._end
        if end is None and self._cancelled:
            end = ev.JobCancelled(task.job)
        self.heard.emit(end or ev.JobFailed.of(task.job, EngineStopped(code), self._tail))
