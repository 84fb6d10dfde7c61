"""Questions about the inside, asked of the engine one after another; the window never waits.

While one is on its way only the newest of those that follow is kept, so a slider may ask as often as it
moves. A lane knows nothing of what is asked. No words, no widgets.
"""

from __future__ import annotations

import uuid

from PySide6.QtCore import QObject, Signal, Slot

from core.contract import events as ev
from core.contract.explain import Explain, Explained, Question
from desktop.state.inside.pictures_folder import PicturesFolder
from desktop.state.jobs_state import PATIENCE_LEAST, Client
from desktop.state.observable import Property


class Lane(QObject):
    """Signals: `answered(Question, Explained)` once or several times for a question ·
    `progressed(Phase | Step)` · `drawn(ImageDone)` · `failed(ReverieError, details)` · `ended(stopped)`
    after every question, the failed ones too.
    """

    answered = Signal(object, object)
    progressed = Signal(object)
    drawn = Signal(object)
    failed = Signal(object, str)
    ended = Signal(bool)
    busy_changed = Signal(object)

    busy = Property(False)

    def __init__(
        self,
        client: Client,
        folder: PicturesFolder,
        parent: QObject | None = None,
        *,
        impatient: bool = False,
    ) -> None:
        """`impatient`: a new question stops the one that is on its way."""
        super().__init__(parent)
        self._client, self._folder, self._impatient = client, folder, impatient
        self._asked: Explain | None = None
        self._next: Question | None = None
        client.heard.connect(self._hear)

    @property
    def job(self) -> str:
        """The name of the question that is on its way, "" for none."""
        return self._asked.job if self._asked is not None else ""

    def ask(self, question: Question) -> None:
        """Ask as soon as the lane is free; takes the place of what waits."""
        if self._asked is None:
            self._submit(question)
            return
        self._next = question
        if self._impatient:
            self._client.cancel(self._asked.job, PATIENCE_LEAST)

    @Slot()
    def stop(self) -> None:
        """Forget what waits, stop what is on its way."""
        self._next = None
        if self._asked is not None:
            self._client.cancel(self._asked.job, PATIENCE_LEAST)

    def _submit(self, question: Question) -> None:
        self._asked = Explain(uuid.uuid4().hex, question, self._folder.path())
        self.busy = True
        self._client.submit(self._asked)

    @Slot(object)
    def _hear(self, event: ev.Event) -> None:
        asked = self._asked
        if asked is None or getattr(event, "job", None) != asked.job:
            return
        match event:
            case Explained():
                self.answered.emit(asked.question, event)
            case ev.Phase() | ev.Step():
                self.progressed.emit(event)
            case ev.ImageDone():
                self.drawn.emit(event)
            case ev.JobFailed():
                self._asked = None
                self.failed.emit(event.error(), event.details)
                self._end(stopped=False)
            case ev.JobDone():
                self._end(stopped=False)
            case ev.JobCancelled():
                self._end(stopped=True)

    def _end(self, *, stopped: bool) -> None:
        self._asked = None
        waiting, self._next = self._next, None
        if waiting is not None:
            self._submit(waiting)
        self.busy = self._asked is not None
        self.ended.emit(stopped)
