"""What the engine is asked about single steps of trainings: make one the result, write what is learned so far to draw with.

The engine does both in a moment for a LoRA; nobody waits. No words here.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot

from core.contract import events as ev
from core.contract.draft import Status, Teaching
from core.contract.judging import Choice
from core.files.trainings import run_folders
from desktop.state.training_records import TrainingRecords

UNFINISHED: tuple[Status, ...] = ("running", "waiting", "paused", "interrupted", "failed")


class Engine(Protocol):
    """The part of `desktop.engine.client.EngineClient` that is used here."""

    @property
    def heard(self) -> SignalInstance: ...
    def submit(self, job: ev.TakeStep | ev.SaveSoFar) -> None: ...


@dataclass
class _Asked:
    """A job that has not ended."""

    training: str
    former: int = 0  # the step that was the result
    choice: Choice | None = None


class StepJobs(QObject):
    """Signals: `taken(id, int)` another step is the result now; the former one · `so_far(id, SoFar)` it can be drawn with ·
    `refused(id, ReverieError)` · `busy_changed()`.
    """

    taken = Signal(str, int)
    so_far = Signal(str, object)
    refused = Signal(str, object)
    busy_changed = Signal()

    def __init__(
        self, client: Engine, records: TrainingRecords, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._client, self._records = client, records
        self._asked: dict[str, _Asked] = {}
        client.heard.connect(self._hear)

    def is_busy(self, identifier: str) -> bool:
        """Whether something about this training is on its way."""
        return any(asked.training == identifier for asked in self._asked.values())

    def unfinished(self) -> list[Teaching]:
        """Trainings that have learned something and have no result yet."""
        return [t for t in self._records.all if t.status in UNFINISHED and t.step > 0 and t.folder]

    def take(self, identifier: str, step: int) -> None:
        """Make a judged step of a finished training its result."""
        teaching = self._records.get(identifier)
        if teaching is not None and teaching.result and not self.is_busy(identifier):
            self._ask(ev.TakeStep(uuid.uuid4().hex, teaching.folder, step), identifier)

    def save_so_far(self, identifier: str) -> None:
        """Write what a training that is not finished has learned."""
        teaching = self._records.get(identifier)
        if teaching is not None and teaching.folder and not self.is_busy(identifier):
            self._ask(ev.SaveSoFar(uuid.uuid4().hex, teaching.folder), identifier)

    def end_begun(self) -> None:
        """At the start: what a crash left half-taken is taken."""
        for teaching in self._records.all:
            step = run_folders.step_under_way(Path(teaching.folder)) if teaching.result else None
            if step is not None:
                self.take(teaching.id, step)

    def _ask(self, job: ev.TakeStep | ev.SaveSoFar, identifier: str) -> None:
        teaching = self._records.get(identifier)
        former = teaching.chosen if teaching is not None else 0
        self._asked[job.job] = _Asked(identifier, former)
        self._client.submit(job)
        self.busy_changed.emit()

    @Slot(object)
    def _hear(self, event: object) -> None:
        asked = self._asked.get(getattr(event, "job", ""))
        if asked is None:
            return
        match event:
            case ev.Chosen():
                asked.choice = event.choice
            case ev.SoFarSaved():
                self.so_far.emit(asked.training, run_folders.SoFar(event.step, Path(event.folder)))
            case ev.JobDone() | ev.JobCancelled():
                self._ended(event.job)
                if asked.choice is not None:
                    self._records.chose(asked.training, asked.choice)
                    self.taken.emit(asked.training, asked.former)
            case ev.JobFailed():
                self._ended(event.job)
                self.refused.emit(asked.training, event.error())

    def _ended(self, job: str) -> None:
        del self._asked[job]
        self.busy_changed.emit()
