"""All trainings the window knows: drafts, the one that runs, what waits, what was finished. No words, no widgets.

One runs at a time, in the order they were started. Painting goes first: `arbiter` says when a training makes
room and when it comes back. Every change is on the disk before it is told.
"""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal, Protocol

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance, Slot

from core.contract import codec
from core.contract import events as ev
from core.contract.draft import Draft, Status, Teaching
from core.contract.error_wire import from_data
from core.contract.errors import EngineStopped, FileMissing, ReverieError, UnexpectedError
from core.files.photos import staged as staged_photos
from core.files.run_names import is_begun
from core.files.trainings import records as teachings
from core.files.trainings import run_folders
from desktop.engine.arbiter import Arbiter
from desktop.state.draft_config import to_config
from desktop.state.observable import Property
from desktop.state.training_records import UNENDED, TrainingRecords, is_away, safe_step

ADVANCE_MS = 50
Leaving = Literal["", "room", "pause", "finish"]


class Client(Protocol):
    """The part of `desktop.engine.training_client.TrainingClient` that is used here."""

    @property
    def heard(self) -> SignalInstance: ...
    @property
    def ended(self) -> SignalInstance: ...
    @property
    def busy(self) -> bool: ...
    def start(self, job: ev.Train) -> None: ...
    def pause(self) -> None: ...
    def finish(self) -> None: ...
    def shutdown(self) -> None: ...


class TrainingsState(TrainingRecords):
    """Signals besides those of the records: `heard(id, Event)` of the one that runs · `failed(id, ReverieError)` ·
    `finished(id)`.
    """

    current_changed = Signal(object)
    leaving_changed = Signal(object)
    heard = Signal(str, object)
    failed = Signal(str, object)
    finished = Signal(str)

    current: Property[str] = Property("")  # the one whose process runs
    leaving: Property[Leaving] = Property("")  # why it was asked to go

    def __init__(
        self,
        client: Client,
        arbiter: Arbiter,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent, clock)
        self._client, self._arbiter = client, arbiter
        self._finish_soon: set[str] = set()  # to be ended with a result as soon as they run
        self._began = 0.0
        self._closing = False
        self._soon = QTimer(self, singleShot=True, interval=ADVANCE_MS)
        self._soon.timeout.connect(self._advance)
        client.heard.connect(self._hear)
        client.ended.connect(self._ended)
        arbiter.pause_asked.connect(self._make_room)
        arbiter.go_on_asked.connect(self._advance)

    # --- what a person asks -----------------------------------------------------------------------

    def start(self, identifier: str) -> None:
        """Begin, or go on; it waits its turn. What has learned something never begins again: its folder is needed."""
        teaching = self._known.get(identifier)
        if teaching is None or teaching.status in UNENDED:
            return
        if is_away(teaching):
            self._miss_folder(teaching)
            return
        if teaching.status == "draft" or not is_begun(Path(teaching.folder)):
            teaching = replace(teaching, folder=str(self.folder_to_be(teaching)))
        asked = self._clock()
        self._put(replace(teaching, status="waiting", asked=asked, error="", error_data=""))
        self._advance()

    def pause(self, identifier: str) -> None:
        """Save and let go of the device until a person says otherwise."""
        if identifier == self.current:
            self.leaving = "pause"
            self._client.pause()
            return
        teaching = self._known.get(identifier)
        if teaching is not None and teaching.status == "waiting":
            self._finish_soon.discard(identifier)  # who goes on later wants it to learn
            begun = teaching.step > 0 or is_begun(Path(teaching.folder))
            self._put(replace(teaching, status="paused" if begun else "draft"))
            if not any(t.status == "waiting" for t in self._known.values()):
                self._arbiter.forget()  # else the half minute after painting goes on: it brings the others back

    def finish(self, identifier: str) -> None:
        """Stop and keep what is learned so far, as a result."""
        if identifier == self.current:
            self.leaving = "finish"
            self._client.finish()
        else:
            self._finish_soon.add(identifier)
            self.start(identifier)

    def leaving_of(self, identifier: str) -> Leaving:
        """Why that one was asked to go, or will be as soon as it runs."""
        if identifier == self.current and self.leaving:
            return self.leaving
        return "finish" if identifier in self._finish_soon else ""

    def remove(self, identifier: str) -> None:
        """Forget a draft or a training that does not run; its run folder goes to the trash, a result does not.

        A draft has no run: what lies in the folder it was placed in is somebody else's.
        """
        teaching = self._known.get(identifier)
        if teaching is None or identifier == self.current:
            return
        folder = Path(teaching.folder)
        is_own = bool(teaching.folder) and teaching.folder not in self._folders_of_others(teaching)
        goes = is_own and teaching.status != "draft" and not teaching.result and folder.exists()
        self._to_trash(teaching, [folder] if goes else [], forget=True)

    def delete_learning_data(self, identifier: str) -> None:
        """What a finished training no longer needs goes to the trash; its result stays."""
        teaching = self._known.get(identifier)
        if teaching is not None and identifier != self.current and teaching.result:
            gone = run_folders.learning_data(Path(teaching.folder))
            self._to_trash(teaching, gone, forget=False)

    def shutdown(self) -> None:
        """The window closes: what runs saves, then ends, and how it ended is kept; nothing begins any more."""
        self._closing = True
        self.save_now()
        self._client.shutdown()

    # --- one after the other ----------------------------------------------------------------------

    @Slot()
    def _advance(self) -> None:
        if self._closing or self.current or self._client.busy or not self._arbiter.may_train:
            return  # `current` without a process: its photos are being laid ready
        waiting = [t for t in self._known.values() if t.status == "waiting"]
        if not waiting:
            return
        teaching = min(waiting, key=lambda t: t.asked)
        if is_away(teaching):  # since it was asked to go on
            self._miss_folder(teaching)
            self._soon.start()
            return
        self.current, self.leaving = teaching.id, ""
        self._arbiter.training_started()  # before its process is there: who paints from now on waits
        self._put(replace(teaching, status="running"))
        place = teachings.photos_place(teaching.id)
        begun = is_begun(Path(teaching.folder))
        if begun and (place / staged_photos.PHOTOS).is_dir():
            laid = place / staged_photos.PHOTOS, place / staged_photos.CHOICES
            self._staged(teaching.id, laid)
            return
        draft = teaching.draft
        self._aside.run(lambda: _laid_ready(place, draft), self._staged, teaching.id)

    def _staged(self, identifier: str, laid: tuple[Path, Path] | ReverieError) -> None:
        teaching = self._known[identifier]
        if self._closing or self.leaving:  # asked to go before it began
            self._ended(ev.JobCancelled(identifier))
            return
        if isinstance(laid, ReverieError):
            self._ended(ev.JobFailed.of(identifier, laid))
            return
        photos, crops = laid
        folder = Path(teaching.folder)
        try:
            config = to_config(teaching.draft, str(photos), str(crops), teaching.folder)
        except ReverieError as error:
            self._ended(ev.JobFailed.of(identifier, error))
            return
        self._began = self._clock()
        # A folder that is gone by now is refused there; without `resume` it would begin again.
        resume = teaching.step > 0 or is_begun(folder)
        self._client.start(ev.Train(identifier, config, resume))
        if identifier in self._finish_soon:
            self._finish_soon.discard(identifier)
            self.finish(identifier)

    @Slot(object)
    def _hear(self, event: ev.Event) -> None:
        teaching = self._known.get(self.current)
        if teaching is None:
            return
        match event:
            case ev.TrainStep():
                self._known[teaching.id] = replace(teaching, step=event.step, steps=event.steps)
            case ev.CheckpointSaved():
                self._put(replace(teaching, step=event.step))
            case ev.Chosen():
                why = json.dumps(codec.to_json(event.choice))
                self._put(replace(teaching, chosen=event.choice.step, why=why))
            case ev.TrainDone():
                self._put(replace(teaching, step=event.step, result=event.result))
        self.heard.emit(teaching.id, event)

    @Slot(object)
    def _ended(self, end: ev.Event) -> None:
        teaching = self._known[self.current]
        leaving, self.leaving = self.leaving, ""
        self.current = ""
        spent = max(0.0, self._clock() - self._began) if self._began else 0.0
        self._began = 0.0
        teaching = replace(teaching, seconds=teaching.seconds + spent)
        match end:
            case ev.JobFailed():
                self._broke_off(teaching, end.error(), end.data)
            case ev.JobCancelled() if self._closing:  # offered at the next start
                self._put(replace(teaching, step=safe_step(teaching), status="interrupted"))
            case ev.JobCancelled() if not leaving:  # somebody outside ended it: it saved first
                self._broke_off(teaching, EngineStopped(0))
            case ev.JobCancelled():
                if leaving == "finish":  # it was on its way out already: once more, for the result
                    self._finish_soon.add(teaching.id)
                # For painting: it waits, and comes back by itself.
                self._put(replace(teaching, status="paused" if leaving == "pause" else "waiting"))
            case _:
                self._put(replace(teaching, status="finished"))
                self.finished.emit(teaching.id)
        self._arbiter.training_gone()
        self._soon.start()

    def _broke_off(self, teaching: Teaching, error: ReverieError, data: Any = None) -> None:
        """It can go on from what it saved."""
        status: Status = "interrupted" if isinstance(error, EngineStopped) else "failed"
        told = json.dumps(error.data() if data is None else data)
        safe = safe_step(teaching)
        self._put(replace(teaching, step=safe, status=status, error=error.code, error_data=told))
        self.failed.emit(teaching.id, error)

    def _miss_folder(self, teaching: Teaching) -> None:
        """It waits until its folder is back."""
        self._finish_soon.discard(teaching.id)  # who goes on later wants it to learn
        self._broke_off(teaching, FileMissing(teaching.folder))

    @Slot()
    def _make_room(self) -> None:
        if self.current and self.leaving in ("", "finish"):  # else it leaves already
            self.leaving = self.leaving or "room"  # who shall end does so later
            self._client.pause()


def _laid_ready(place: Path, draft: Draft) -> tuple[Path, Path] | ReverieError:
    """Photos and choices; a defect is an error, too: else its training would hold the device for ever."""
    try:
        return staged_photos.stage(place, draft.photos, draft.ending)
    except ReverieError as error:
        return error
    except Exception as defect:
        return UnexpectedError(type(defect).__name__, str(defect))


def error_of(teaching: Teaching) -> ReverieError | None:
    """What went wrong, as the contract's error; None where nothing did."""
    if not teaching.error:
        return None
    try:
        data = json.loads(teaching.error_data or "{}")
    except ValueError:
        data = {}
    return from_data(teaching.error, data if isinstance(data, dict) else {})
