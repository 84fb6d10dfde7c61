"""The window's end of the pipe to the process that teaches: one process for each stretch of a training.

A training is never killed: it is asked to save and to leave, and is waited for. It knows processes and events,
not what is taught.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from core.contract import events as ev
from core.contract.errors import EngineStopped
from core.files.commands import Command, engine_command
from desktop.engine.ledger import END_EVENTS
from desktop.engine.messages import MessageProcess

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
        self._process: MessageProcess | None = None
        self._job: ev.Train | None = None
        self._end: ev.Event | None = None
        self._leave = QTimer(self, singleShot=True, interval=LEAVE_MS)
        self._leave.timeout.connect(self._kill)

    @property
    def busy(self) -> bool:
        return self._process is not None

    @property
    def process_id(self) -> int | None:
        return self._process.id if self._process else None

    def start(self, job: ev.Train) -> None:
        """Teach, in a process of its own. Only while not `busy`."""
        if self._process is not None:
            raise RuntimeError("a training is under way")
        self._job, self._end = job, None
        process = MessageProcess(self._command, parent=self)
        process.heard.connect(self._hear)
        process.ended.connect(self._ended)
        self._process = process
        process.start()
        process.send(job)

    def pause(self) -> None:
        """Save and leave after the present step."""
        if self._process is not None and self._job is not None:
            self._process.send(ev.Cancel(self._job.job))

    def finish(self) -> None:
        """End as though the present step were the last: with a result."""
        if self._process is not None and self._job is not None:
            self._process.send(ev.Finish(self._job.job))

    def shutdown(self) -> None:
        """The window closes: the training saves, then ends. Waits for it, and tells the rest and the end as ever."""
        if self._process is not None:
            self._process.shutdown(close_ms=-1, heard=True)

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()

    def _hear(self, message: ev.Event) -> None:
        process, job = self._process, self._job
        if process is None or job is None or getattr(message, "job", "") != job.job:
            return
        if isinstance(message, END_EVENTS):
            self._end = message
            process.close_input()  # so that it ends
            self._leave.start()
        else:
            self.heard.emit(message)

    def _ended(self, code: int) -> None:
        process, job = self._process, self._job
        self._leave.stop()
        self._process = self._job = None
        if process is None or job is None:
            return
        process.deleteLater()
        stopped = ev.JobFailed.of(job.job, EngineStopped(code), process.tail.text())
        self.ended.emit(self._end or stopped)
