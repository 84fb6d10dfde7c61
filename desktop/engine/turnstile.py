"""Drawings wait here while a training holds the device; they go on to the engine when the arbiter says so.

It knows no process: the client asks it about each job.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from core.contract import events as ev
from desktop.engine.arbiter import Arbiter
from desktop.engine.ledger import END_EVENTS, Asked

DRAWINGS = (ev.Generate, ev.Explain)


class Turnstile(QObject):
    """Signals: `let_in(job)` a drawing that waited may go to the engine."""

    let_in = Signal(object)

    def __init__(self, arbiter: Arbiter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._arbiter = arbiter
        self._held: list[Asked] = []
        self._open: set[str] = set()  # drawings that did not end yet
        arbiter.free.connect(self._go)

    def admits(self, job: Asked) -> bool:
        """Whether `job` may go to the engine now; else it is kept here."""
        if not isinstance(job, DRAWINGS):
            return True
        self._open.add(job.job)
        if self._arbiter.paint():
            return True
        self._held.append(job)
        return False

    def drop(self, job: str) -> bool:
        """Forget a drawing that waits here. Returns whether it did."""
        kept = [held for held in self._held if held.job != job]
        found = len(kept) < len(self._held)
        self._held = kept
        if found:
            self._ended(job)
        return found

    def hear(self, event: ev.Event) -> None:
        """What the engine says of any job."""
        if isinstance(event, END_EVENTS):
            self._ended(event.job)

    def _ended(self, job: str) -> None:
        if job in self._open:
            self._open.discard(job)
            if not self._open:
                self._arbiter.painted()

    @Slot()
    def _go(self) -> None:
        held, self._held = self._held, []
        for job in held:
            self.let_in.emit(job)
