"""The window's end of the pipe to the process that talks to the model hub: one process for each job.

It knows processes and lines, not what is downloaded. The process may be killed at any moment, so what does
not end when it is asked to is ended.
"""

from __future__ import annotations

from typing import TypeAlias

from PySide6.QtCore import QObject, QTimer, Signal

from core.contract import events as ev
from core.contract.errors import EngineStopped
from core.files.commands import Command, fetcher_command
from desktop.engine.ledger import END_EVENTS
from desktop.engine.messages import MessageProcess

Task: TypeAlias = ev.Look | ev.Download
PATIENCE_MS = 1500  # from a cancel to the end of the process
CLOSE_MS, KILL_MS = 500, 500  # how long shutdown waits for each


class FetcherClient(QObject):
    """Signals: `heard(Event)` of the present job; each ends with JobDone, JobCancelled or JobFailed."""

    heard = Signal(object)

    def __init__(self, command: Command | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = command or fetcher_command()
        self._process: MessageProcess | None = None
        self._task: Task | None = None
        self._cancelled = False
        self._end: ev.Event | None = None  # said by the process, passed on when that is gone
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
        process = MessageProcess(self._command, parent=self)
        process.heard.connect(self._hear)
        process.ended.connect(self._ended)
        self._process = process
        process.start()
        process.send(task)

    def cancel(self) -> None:
        """Stop the present job; its end follows soon in any case."""
        if self._task is None or self._process is None:
            return
        self._cancelled = True
        self._process.send(ev.Cancel(self._task.job))
        self._hard_stop.start()

    def shutdown(self) -> None:
        """End the process for good, without any further event."""
        process, self._task = self._process, None
        self._hard_stop.stop()
        if process is None:
            return
        process.shutdown(close_ms=CLOSE_MS, kill_ms=KILL_MS)
        self._process = None

    def _kill(self) -> None:
        if self._process is not None:
            self._process.kill()

    def _hear(self, event: ev.Event) -> None:
        if self._task is None:  # nobody listens any more
            return
        if isinstance(event, END_EVENTS):
            self._end = event
            self._hard_stop.start()
        else:
            self.heard.emit(event)

    def _ended(self, code: int) -> None:
        process, task = self._process, self._task
        self._hard_stop.stop()
        self._process = self._task = None
        if process is None or task is None:
            return
        process.deleteLater()
        end = self._end
        if end is None and self._cancelled:
            end = ev.JobCancelled(task.job)
        self.heard.emit(end or ev.JobFailed.of(task.job, EngineStopped(code), process.tail.text()))
