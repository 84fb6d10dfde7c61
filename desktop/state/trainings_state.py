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

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal, SignalInstance, Slot

from core.contract import codec
from core.contract import events as ev
from core.contract.draft import Draft, Status, Teaching
from core.contract.error_wire import from_data
from core.contract.errors import EngineStopped, ReverieError
from core.files import run_folders, staged_photos, teachings, trash
from desktop.engine.arbiter import Arbiter
from desktop.state.draft_config import to_config
from desktop.state.observable import Property

SAVE_MS = 400  # after the last change of a draft
ADVANCE_MS = 50
UNENDED: tuple[Status, ...] = ("running", "waiting")
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


class _Mailbox(QObject):
    """Brings the end of background work to the GUI thread. Without a parent: a late one finds it alive."""

    staged = Signal(str, object, object)
    trashed = Signal(str, object)


class TrainingsState(QObject):
    """Signals: `heard(id, Event)` of the one that runs · `changed(id)` any record ·
    `failed(id, ReverieError)` · `finished(id)` · `refused(ReverieError)` the disk took no change.
    """

    all_changed = Signal(object)
    current_changed = Signal(object)
    leaving_changed = Signal(object)
    heard = Signal(str, object)
    changed = Signal(str)
    failed = Signal(str, object)
    finished = Signal(str)
    refused = Signal(object)

    all: Property[tuple[Teaching, ...]] = Property(())
    current: Property[str] = Property("")  # the one whose process runs
    leaving: Property[Leaving] = Property("")  # why it was asked to go

    def __init__(
        self,
        client: Client,
        arbiter: Arbiter,
        parent: QObject | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(parent)
        self._client, self._arbiter, self._clock = client, arbiter, clock
        self._known: dict[str, Teaching] = {}
        self._unsaved: set[str] = set()
        self._finish_soon: set[str] = set()  # to be ended with a result as soon as they run
        self._began = 0.0
        self._save = QTimer(self, singleShot=True, interval=SAVE_MS)
        self._save.timeout.connect(self.save_now)
        self._soon = QTimer(self, singleShot=True, interval=ADVANCE_MS)
        self._soon.timeout.connect(self._advance)
        self._mailbox = _Mailbox()
        self._mailbox.staged.connect(self._staged)
        self._mailbox.trashed.connect(self._trashed)
        client.heard.connect(self._hear)
        client.ended.connect(self._ended)
        arbiter.pause_asked.connect(self._make_room)
        arbiter.go_on_asked.connect(self._advance)

    # --- reading ----------------------------------------------------------------------------------

    def load(self) -> None:
        """What is on the disk. Whatever ran or waited when the window ended is interrupted now."""
        for teaching in teachings.load():
            if teaching.status in UNENDED:
                step = run_folders.saved_step(Path(teaching.folder)) if teaching.folder else 0
                teaching = replace(teaching, status="interrupted", step=step)
            self._known[teaching.id] = teaching
        self._tell()

    def get(self, identifier: str) -> Teaching | None:
        return self._known.get(identifier)

    def words_taken(self) -> set[str]:
        """Words that other trainings teach."""
        return {t.draft.word for t in self._known.values() if t.status != "draft"}

    def interrupted(self) -> list[Teaching]:
        """What could go on, the latest first."""
        return [t for t in self.all if t.status == "interrupted"]

    # --- drafts -----------------------------------------------------------------------------------

    def new_draft(self, draft: Draft) -> Teaching:
        """One more, with a word that is free."""
        word = teachings.free_word(self.words_taken())
        teaching = Teaching(teachings.new_id(), replace(draft, word=word), changed=self._clock())
        self._known[teaching.id] = teaching
        self._tell()
        return teaching

    def write(self, identifier: str, draft: Draft) -> None:
        """A changed draft: kept at once, on the disk soon."""
        teaching = self._known.get(identifier)
        if teaching is None or teaching.draft == draft:
            return
        self._known[identifier] = replace(teaching, draft=draft, changed=self._clock())
        self._unsaved.add(identifier)
        self._save.start()
        self.changed.emit(identifier)

    def place(self, identifier: str, folder: str) -> None:
        """Another run folder for a draft."""
        teaching = self._known.get(identifier)
        if teaching is not None and teaching.status == "draft":
            self._put(replace(teaching, folder=folder))

    def recommend(self, identifier: str, strength: float) -> None:
        """The strength that a person prefers for what was taught."""
        teaching = self._known.get(identifier)
        if teaching is not None and teaching.strength != strength:
            self._put(replace(teaching, strength=strength))

    def tell_soon(self) -> None:
        """A step was taken: the list is told with the next saving, at most a few times a second."""
        if not self._save.isActive():
            self._save.start()

    @Slot()
    def save_now(self) -> None:
        """Put on the disk what is not there yet."""
        self._save.stop()
        for identifier in sorted(self._unsaved):
            teaching = self._known.get(identifier)
            if teaching is not None and not self._written(teaching):
                return
            self._unsaved.discard(identifier)
        self._tell()

    # --- what a person asks -----------------------------------------------------------------------

    def start(self, identifier: str) -> None:
        """Begin, or go on; it waits its turn."""
        teaching = self._known.get(identifier)
        if teaching is None or teaching.status in UNENDED:
            return
        if teaching.status == "draft" or not run_folders.is_begun(Path(teaching.folder)):
            taken = (t.folder for t in self._known.values() if t.id != identifier)
            folder = teaching.folder or str(teachings.free_folder(teaching.draft.title, taken))
            teaching = replace(teaching, folder=folder)
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
            begun = run_folders.is_begun(Path(teaching.folder))
            self._put(replace(teaching, status="paused" if begun else "draft"))
            self._arbiter.forget()

    def finish(self, identifier: str) -> None:
        """Stop and keep what is learned so far, as a result."""
        if identifier == self.current:
            self.leaving = "finish"
            self._client.finish()
        else:
            self._finish_soon.add(identifier)
            self.start(identifier)

    def remove(self, identifier: str) -> None:
        """Forget a draft or a training that does not run; its run folder goes to the trash, a result does not."""
        teaching = self._known.get(identifier)
        if teaching is None or identifier == self.current:
            return
        folder = Path(teaching.folder) if teaching.folder and not teaching.result else None
        self._to_trash(identifier, [folder] if folder and folder.exists() else [])

    def delete_learning_data(self, identifier: str) -> None:
        """What a finished training no longer needs goes to the trash; its result stays."""
        teaching = self._known.get(identifier)
        if teaching is not None and identifier != self.current and teaching.result:
            self._to_trash(identifier, run_folders.learning_data(Path(teaching.folder)))

    def shutdown(self) -> None:
        """The window closes: what runs saves, then ends; it is offered at the next start."""
        self.save_now()
        self._client.shutdown()

    # --- one after the other ----------------------------------------------------------------------

    @Slot()
    def _advance(self) -> None:
        if self._client.busy or not self._arbiter.may_train:
            return
        waiting = [t for t in self._known.values() if t.status == "waiting"]
        if not waiting:
            return
        teaching = min(waiting, key=lambda t: t.asked)
        self.current, self.leaving = teaching.id, ""
        self._put(replace(teaching, status="running"))
        place = teachings.place() / teaching.id
        mailbox, photos = self._mailbox, teaching.draft.photos
        begun = run_folders.is_begun(Path(teaching.folder))
        if begun and (place / staged_photos.PHOTOS).is_dir():
            self._staged(teaching.id, place / staged_photos.PHOTOS, place / staged_photos.CROPS)
            return

        def work() -> None:
            try:
                mailbox.staged.emit(teaching.id, *staged_photos.stage(place, photos))
            except ReverieError as error:
                mailbox.staged.emit(teaching.id, error, None)

        QThreadPool.globalInstance().start(work)

    @Slot(str, object, object)
    def _staged(self, identifier: str, photos: Any, crops: Path | None) -> None:
        teaching = self._known[identifier]
        if self.leaving:  # asked to go before it began
            self._ended(ev.JobCancelled(identifier))
            return
        if isinstance(photos, ReverieError):
            self._ended(ev.JobFailed.of(identifier, photos))
            return
        folder = Path(teaching.folder)
        try:
            config = to_config(teaching.draft, str(photos), str(crops), teaching.folder)
        except ReverieError as error:
            self._ended(ev.JobFailed.of(identifier, error))
            return
        self._began = self._clock()
        self._arbiter.training_started()
        self._client.start(ev.Train(identifier, config, run_folders.is_begun(folder)))
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
                error = end.error()
                died = isinstance(error, EngineStopped)
                status: Status = "interrupted" if died else "failed"
                data = json.dumps(end.data)
                safe = run_folders.saved_step(Path(teaching.folder))
                teaching = replace(teaching, step=safe)
                self._put(replace(teaching, status=status, error=end.code, error_data=data))
                self.failed.emit(teaching.id, error)
            case ev.JobCancelled():
                room = leaving == "room"  # for painting: it waits, and comes back by itself
                self._put(replace(teaching, status="waiting" if room else "paused"))
            case _:
                self._put(replace(teaching, status="finished"))
                self.finished.emit(teaching.id)
        self._arbiter.training_gone()
        self._soon.start()

    @Slot()
    def _make_room(self) -> None:
        if self.current and self.leaving != "finish":
            self.leaving = "room"
            self._client.pause()

    # --- the records ------------------------------------------------------------------------------

    def _put(self, teaching: Teaching) -> None:
        teaching = replace(teaching, changed=self._clock())
        self._known[teaching.id] = teaching
        self._written(teaching)
        self._tell()
        self.changed.emit(teaching.id)

    def _written(self, teaching: Teaching) -> bool:
        try:
            teachings.save(teaching)
        except ReverieError as error:
            self.refused.emit(error)
            return False
        return True

    def _tell(self) -> None:
        self.all = tuple(sorted(self._known.values(), key=lambda t: -t.changed))

    def _to_trash(self, identifier: str, paths: list[Path]) -> None:
        mailbox = self._mailbox

        def work() -> None:
            try:
                for path in paths:
                    trash.move_to_trash(path)
            except ReverieError as error:
                mailbox.trashed.emit(identifier, error)
                return
            mailbox.trashed.emit(identifier, None)

        QThreadPool.globalInstance().start(work)

    @Slot(str, object)
    def _trashed(self, identifier: str, error: ReverieError | None) -> None:
        teaching = self._known.get(identifier)
        if error is not None:
            self.refused.emit(error)
        elif teaching is not None and not teaching.result:
            del self._known[identifier]
            self._unsaved.discard(identifier)
            teachings.remove(teaching)
            self._tell()
        self.changed.emit(identifier)


def error_of(teaching: Teaching) -> ReverieError | None:
    """What went wrong, as the contract's error; None where nothing did."""
    if not teaching.error:
        return None
    try:
        data = json.loads(teaching.error_data or "{}")
    except ValueError:
        data = {}
    return from_data(teaching.error, data if isinstance(data, dict) else {})
