"""The plain waiting list of drawings and what is known of the one that runs.

Hands one job at a time to the engine client and turns its events into progress, previews and ends.
A job that stands in the list can be dropped; the full queue page is another matter. No words, no widgets.
"""

from __future__ import annotations

import base64
import binascii
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Protocol

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance, Slot

from core.contract import events as ev
from core.contract.errors import ReverieError
from core.contract.request import GenerationRequest
from desktop.state.observable import Property
from desktop.state.progress import Progress, ProgressTracker
from desktop.state.promise import Promise, Work

TICK_MS = 200  # the time left falls between two events
PATIENCE_LEAST = 5.0  # seconds an engine has to hear a Stop …
PATIENCE_STEPS = 3  # … or so many times what it is at should take


class Client(Protocol):
    """The part of `desktop.engine.client.EngineClient` that is used here."""

    @property
    def ready(self) -> SignalInstance: ...
    @property
    def heard(self) -> SignalInstance: ...
    def submit(self, job: Any) -> None: ...
    @property
    def lost(self) -> SignalInstance: ...
    def cancel(self, job: str, patience: float) -> None: ...
    def kill_now(self) -> None: ...


@dataclass(frozen=True)
class Drawing:
    """One Generate: the request and the words for what it works on."""

    job: str
    request: GenerationRequest
    work: Work


@dataclass(frozen=True)
class Failure:
    """How a drawing ended badly."""

    drawing: Drawing
    error: ReverieError
    details: str


class JobsState(QObject):
    """Waiting list and current job.

    Signals: `started(Drawing)` · `progressed(Progress)` · `preview(bytes)` a small PNG ·
    `picture_done(ImageDone)` · `noticed(Notice)` · `failed(Failure)` · `ended(stopped)` after every job.
    """

    running_changed = Signal(object)
    stopping_changed = Signal(object)
    waiting_changed = Signal(object)
    engine_changed = Signal(object)
    started = Signal(object)
    progressed = Signal(object)
    preview = Signal(bytes)
    picture_done = Signal(object)
    noticed = Signal(object)
    failed = Signal(object)
    ended = Signal(bool)

    running = Property(False)
    stopping = Property(False)
    waiting = Property(0)  # jobs in the list, without the one that runs
    engine: Property[ev.EngineReady | None] = Property(None)

    def __init__(
        self,
        client: Client,
        promise: Promise,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(parent)
        self._client, self._promise, self._clock = client, promise, clock
        self._list: list[Drawing] = []
        self.current: Drawing | None = None
        self._tracker: ProgressTracker | None = None
        self._loaded = ""  # the model in the engine's memory
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self._report)
        client.ready.connect(self._engine_ready)
        client.heard.connect(self._hear)
        client.lost.connect(self._engine_lost)

    # --- what people do ------------------------------------------------------------------------------

    def add(self, request: GenerationRequest, work: Work) -> Drawing:
        """Draw this as soon as it is its turn."""
        drawing = Drawing(uuid.uuid4().hex, request, work)
        self._list.append(drawing)
        self._advance()
        return drawing

    def stop(self) -> None:
        """Stop the picture that is drawn; asked a second time, end the engine at once."""
        if self.current is None:
            return
        if self.stopping:
            self._client.kill_now()
            return
        self.stopping = True
        self._client.cancel(self.current.job, self.patience())

    def drop_waiting(self) -> None:
        """Forget what waits; the picture that is drawn goes on."""
        self._list.clear()
        self.waiting = 0

    def is_loaded(self, model: str) -> bool:
        """Whether the engine has this model in its memory."""
        return self._loaded == model

    def stop_seconds(self) -> float | None:
        """How long the engine may be deaf to a Stop, for "up to 12 s"; None: not known."""
        return self._tracker.hears_after() if self._tracker else None

    def patience(self) -> float:
        """Seconds after which a Stop ends an engine that did not hear it."""
        step = (self._tracker.step_seconds if self._tracker else None) or 0.0
        expected = max(step, self.stop_seconds() or 0.0)
        return max(PATIENCE_LEAST, PATIENCE_STEPS * expected)

    # --- what the engine says --------------------------------------------------------------------------

    @Slot(object)
    def _engine_ready(self, info: ev.EngineReady) -> None:
        self._loaded = ""
        self._promise.device = info.device_name
        self.engine = info
        self._promise.changed.emit()

    @Slot()
    def _engine_lost(self) -> None:
        self._loaded = ""
        self.engine = None

    @Slot(object)
    def _hear(self, event: ev.Event) -> None:
        if isinstance(event, ev.MemoryFreed):
            self._loaded = ""
            self._promise.changed.emit()
        drawing, tracker = self.current, self._tracker
        if drawing is None or tracker is None or getattr(event, "job", None) != drawing.job:
            return
        match event:
            case ev.Phase():
                tracker.phase(event)
            case ev.Step():
                tracker.step(event)
            case ev.Converting():
                tracker.converting(event)
            case ev.Preview():
                self._show(event.png)
            case ev.ImageDone():
                self._picture_done(event, drawing, tracker)
            case ev.Notice():
                self.noticed.emit(event)
            case ev.JobFailed():
                self._end(Failure(drawing, event.error(), event.details), stopped=False)
            case ev.JobDone():
                self._end(None, stopped=False)
            case ev.JobCancelled():
                self._end(None, stopped=True)
        self._report()

    def _show(self, text: str) -> None:
        try:
            self.preview.emit(base64.b64decode(text, validate=True))
        except binascii.Error:
            return  # a preview that cannot be read is one that is not shown

    def _picture_done(
        self, event: ev.ImageDone, drawing: Drawing, tracker: ProgressTracker
    ) -> None:
        measured = tracker.done(event)
        self._loaded = drawing.request.model
        if measured is not None:
            self._promise.learn(drawing.request.model, measured)
        self.picture_done.emit(event)

    @Slot()
    def _report(self) -> None:
        if self._tracker is not None:
            self.progressed.emit(self._tracker.now())

    def progress(self) -> Progress | None:
        """What the status bar shows now."""
        return self._tracker.now() if self._tracker else None

    # --- one after the other ---------------------------------------------------------------------------

    def _advance(self) -> None:
        if self.current is None and self._list:
            drawing = self._list.pop(0)
            self.current = drawing
            measured = self._promise.known(drawing.request.model, drawing.work.area())
            count = drawing.request.count
            self._tracker = ProgressTracker(drawing.work, count, measured, self._clock)
            self.stopping = False
            self.running = True
            self._tick.start()
            self.started.emit(drawing)
            self._client.submit(ev.Generate(drawing.job, drawing.request))
        self.waiting = len(self._list)

    def _end(self, failure: Failure | None, *, stopped: bool) -> None:
        self.current = self._tracker = None
        self._tick.stop()
        self.stopping = False
        if failure is not None:
            self.failed.emit(failure)
        self._advance()
        self.running = self.current is not None
        self.ended.emit(stopped)
