"""The window's end of the pipe: starts the engine process, sends jobs, hears events, restarts it.

It knows processes and lines, not pictures or widgets, and never imports torch. What is asked again
after a crash is decided in `ledger`.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from core.contract import events as ev
from core.files.commands import Command, engine_command
from desktop.engine.arbiter import Arbiter
from desktop.engine.ledger import Asked, Ledger
from desktop.engine.messages import MessageProcess
from desktop.engine.tail import Tail
from desktop.engine.turnstile import Turnstile

IDLE_DEATHS_MAX = 2  # in a row without any work in between, then it is not started by itself
PATIENCE = 5.0  # seconds, at least, from a cancel that is not heard to the end of the process
CLOSE_MS, TERMINATE_MS, KILL_MS = 2500, 500, 500  # how long shutdown waits for each


class EngineClient(QObject):
    """One engine process at a time, kept alive until `shutdown`.

    Signals: `ready(EngineReady)` for each life · `heard(Event)` for jobs that were submitted · `stopped(int)` an
    engine ended by itself (a signal as a negative number) · `restarted()` a new one was started after
    that · `lost()` there is no engine at the moment, whoever ended it · `failed_to_start(str)` no engine
    can be had, with what it said; the next `submit` tries again.
    """

    ready = Signal(object)
    heard = Signal(object)  # not `event`: that is a virtual function of QObject
    stopped = Signal(int)
    restarted = Signal()
    lost = Signal()
    failed_to_start = Signal(str)

    def __init__(self, command: Command | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._command = command or engine_command()
        self._ledger = Ledger()
        self._process: MessageProcess | None = None
        self._tail = Tail()
        self._info: ev.EngineReady | None = None
        self._idle_deaths = 0
        self._killed = False  # by us, so nobody is to blame
        self._closing = False
        self._hard_stop = QTimer(self, singleShot=True)
        self._hard_stop.timeout.connect(self.kill_now)
        self._turnstile: Turnstile | None = None

    def share(self, arbiter: Arbiter) -> None:
        """From now on drawings wait while a training holds the device."""
        self._turnstile = Turnstile(arbiter, self)
        self._turnstile.let_in.connect(self._take_in)
        self.heard.connect(self._turnstile.hear)

    # --- what the window asks ---------------------------------------------------------------------

    @property
    def info(self) -> ev.EngineReady | None:
        """The present engine's greeting; None while there is none."""
        return self._info

    @property
    def process_id(self) -> int | None:
        return self._process.id if self._process else None

    def details(self) -> str:
        """The last lines the engine wrote to stderr, over all its lives."""
        return self._tail.text()

    def start(self) -> None:
        """Start the engine; returns at once. Does nothing where one runs."""
        if self._process is not None or self._closing:
            return
        process = MessageProcess(self._command, self._tail, self)
        process.heard.connect(self._hear)
        process.ended.connect(self._ended)
        self._process = process
        process.start()
        for job in self._ledger.again():
            self._send(job)

    def submit(self, job: Asked) -> None:
        """Ask for `job`; it waits its turn in the engine. Its events come through `heard`."""
        if self._turnstile is None or self._turnstile.admits(job):
            self._take_in(job)

    def _take_in(self, job: Asked) -> None:
        self._ledger.add(job)
        if self._process is None:
            self._idle_deaths = 0
            self.start()  # sends all that is in the ledger
        else:
            self._send(job)

    def cancel(self, job: str, patience: float = PATIENCE) -> None:
        """Stop a job within one step, or drop it where it waits; `JobCancelled` follows in any case.

        A running engine that has not heard it after `patience` seconds is ended.
        """
        if self._turnstile is not None and self._turnstile.drop(job):
            self.heard.emit(ev.JobCancelled(job))
            return
        entry = self._ledger.entry(job)
        if entry is None:
            return
        entry.cancelling = True
        self._send(ev.Cancel(job))
        if entry is self._ledger.running() and isinstance(entry.job, ev.Generate):
            self._hard_stop.start(round(patience * 1000))

    def kill_now(self) -> None:
        """End the process at once; a new one is started and goes on with what was not cancelled."""
        if self._process is not None:
            self._killed = True
            self._process.kill()

    def shutdown(self) -> None:
        """End the engine for good: ask, wait up to 2.5 s, terminate, kill. Jobs end without an event."""
        self._closing = True
        self._hard_stop.stop()
        if self._process is not None:
            self._process.shutdown(close_ms=CLOSE_MS, terminate_ms=TERMINATE_MS, kill_ms=KILL_MS)
            self._process = None

    # --- what the process does --------------------------------------------------------------------

    def _send(self, message: ev.Message) -> None:
        if self._process is not None:
            self._process.send(message)

    def _hear(self, message: ev.Event) -> None:
        if isinstance(message, ev.EngineReady):
            self._info = message
            self.ready.emit(message)
            return
        running = self._ledger.running()
        event = self._ledger.hear(message)
        if event is None:
            return
        self._idle_deaths = 0
        if self._ledger.running() is not running:
            self._hard_stop.stop()
        self.heard.emit(event)

    def _ended(self, code: int) -> None:
        process = self._process
        if process is None:
            return
        was_ready, self._info = self._info is not None, None
        self._process = None
        self._hard_stop.stop()
        process.deleteLater()
        if process.failure:
            self._give_up(code)
            return
        self.lost.emit()
        idle = not was_ready or self._ledger.running() is None
        blame, self._killed = not self._killed, False
        if blame:
            self._idle_deaths += idle
            self.stopped.emit(code)
        ends = self._ledger.survive(code, self.details(), blame=blame and was_ready)
        if self._idle_deaths >= IDLE_DEATHS_MAX:
            self._give_up(code)
        else:
            self.start()
            if blame:
                self.restarted.emit()
        for end in ends:
            self.heard.emit(end)

    def _give_up(self, code: int) -> None:
        details = self.details()
        ends = self._ledger.give_up(code, details)
        self.failed_to_start.emit(details)
        for end in ends:
            self.heard.emit(end)
