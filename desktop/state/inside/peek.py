"""Small questions that the engine answers at once, even while it draws; the newest takes the place of what waits.

No words, no widgets.
"""

from __future__ import annotations

import uuid

from PySide6.QtCore import QObject, Signal, Slot

from core.contract import events as ev
from core.contract.digits import Peek, PeekQuestion
from core.contract.explain import Explained
from desktop.state.jobs_state import Client


class Peeks(QObject):
    """Signals: `answered(PeekQuestion, Explained)` · `failed(ReverieError, details)`."""

    answered = Signal(object, object)
    failed = Signal(object, str)

    def __init__(self, client: Client, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._asked: Peek | None = None
        self._next: PeekQuestion | None = None
        client.heard.connect(self._hear)

    @property
    def busy(self) -> bool:
        """Whether an answer is on its way."""
        return self._asked is not None

    def ask(self, question: PeekQuestion) -> None:
        """Ask as soon as the last answer is there."""
        if self._asked is not None:
            self._next = question
            return
        self._asked = Peek(uuid.uuid4().hex, question)
        self._client.submit(self._asked)

    @Slot(object)
    def _hear(self, event: ev.Event) -> None:
        asked = self._asked
        if asked is None or getattr(event, "job", None) != asked.job:
            return
        if not isinstance(event, (Explained, ev.JobFailed, ev.JobCancelled)):
            return
        self._asked = None
        if isinstance(event, Explained):
            self.answered.emit(asked.peeked, event)
        elif isinstance(event, ev.JobFailed):
            self.failed.emit(event.error(), event.details)
        if self._next is not None:
            waiting, self._next = self._next, None
            self.ask(waiting)
