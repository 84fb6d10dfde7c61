"""The records of all trainings, in memory and on the disk: drafts that save themselves, ends that are written at once.

It runs nothing; `trainings_state` does.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.contract import codec
from core.contract.draft import Draft, Status, Teaching
from core.contract.errors import ReverieError
from core.contract.judging import Choice
from core.files import trash
from core.files.catalogue import addition_folders, index
from core.files.run_names import is_begun
from core.files.trainings import records as teachings
from core.files.trainings import run_folders
from core.files.trash_cans import Trashed
from desktop.aside import Aside
from desktop.state.observable import Property

SAVE_MS = 400  # after the last change of a draft
UNENDED: tuple[Status, ...] = ("running", "waiting")


class TrainingRecords(QObject):
    """Signals: `changed(id)` any record · `saved(id)` it is on the disk as it is · `refused(ReverieError)` the disk
    took no change · `trashed(Teaching, list[Trashed | None], bool)` what of it is in the trash, with the ways back, and
    whether it is forgotten · `not_trashed(id, ReverieError)` it stays where it is · `not_put_back(Teaching, ReverieError)`.
    """

    all_changed = Signal(object)
    changed = Signal(str)
    saved = Signal(str)
    refused = Signal(object)
    trashed = Signal(object, object, bool)
    not_trashed = Signal(str, object)
    not_put_back = Signal(object, object)

    all: Property[tuple[Teaching, ...]] = Property(())

    def __init__(
        self, parent: QObject | None = None, clock: Callable[[], float] = time.time
    ) -> None:
        super().__init__(parent)
        self._clock = clock
        self._known: dict[str, Teaching] = {}
        self._unsaved: set[str] = set()
        self._save = QTimer(self, singleShot=True, interval=SAVE_MS)
        self._save.timeout.connect(self.save_now)
        self._aside = Aside(self)

    # --- reading ----------------------------------------------------------------------------------

    def load(self) -> None:
        """What is on the disk. Whatever ran or waited when the window ended is interrupted now.

        What is known already stays as it is: somebody was faster with a draft than the window with its start.
        """
        for teaching in teachings.load():
            if teaching.id in self._known:
                continue
            if teaching.status in UNENDED:
                teaching = replace(teaching, status="interrupted", step=safe_step(teaching))
            self._known[teaching.id] = teaching
        self._tell()

    def get(self, identifier: str) -> Teaching | None:
        return self._known.get(identifier)

    def folder_of(self, identifier: str) -> str:
        """The run folder, "" where there is none."""
        teaching = self._known.get(identifier)
        return teaching.folder if teaching is not None else ""

    def folder_to_be(self, teaching: Teaching, parent: Path | None = None) -> Path:
        """Where one that has not begun will run: where it was placed, else a free folder in the person's own.

        Where another runs there by now, a free one beside it. `parent`: a free one in there in any case.
        """
        taken = self._folders_of_others(teaching)
        if not teaching.folder and parent is None:
            return teachings.free_folder(teaching.draft.title, taken)
        placed = Path(teaching.folder)
        if parent is None and str(placed) not in taken and not is_begun(placed):
            return placed
        return teachings.free_in(
            parent or placed.parent, teachings.slug(teaching.draft.title), taken
        )

    def _folders_of_others(self, teaching: Teaching) -> set[str]:
        return {t.folder for t in self._known.values() if t.id != teaching.id and t.folder}

    def words_taken(self) -> set[str]:
        """Words that trainings teach, those that drafts will, and those that may call something of the library."""
        return {t.draft.word for t in self._known.values()} | _words_of_library()

    def interrupted(self) -> list[Teaching]:
        """What could go on, the latest first."""
        return [t for t in self.all if t.status == "interrupted"]

    # --- drafts -----------------------------------------------------------------------------------

    def new_draft(self, draft: Draft, words: Sequence[str] = teachings.RARE_WORDS) -> Teaching:
        """One more, with a word that is free, of `words` where one is left."""
        return self.add(replace(draft, word=teachings.free_word(self.words_taken(), words)))

    def add(self, draft: Draft) -> Teaching:
        """One more, as it is."""
        teaching = Teaching(teachings.new_id(), draft, changed=self._clock())
        self._known[teaching.id] = teaching
        if draft.photos:  # else there is nothing in it that could be lost
            self._unsaved.add(teaching.id)
            self._save.start()
        self._tell()
        return teaching

    def write(self, identifier: str, draft: Draft) -> None:
        """A changed draft: kept at once, on the disk soon. What waits or has begun stays as it was started."""
        teaching = self._known.get(identifier)
        if teaching is None or teaching.status != "draft" or teaching.draft == draft:
            return
        self._known[identifier] = replace(teaching, draft=draft, changed=self._clock())
        self._unsaved.add(identifier)
        self._save.start()
        self.changed.emit(identifier)

    def reopen(self, identifier: str) -> Teaching | None:
        """What failed before it began, as a draft again; None for any other, also where its folder is away."""
        teaching = self._known.get(identifier)
        if teaching is None or teaching.status != "failed" or teaching.step:
            return None
        if is_begun(Path(teaching.folder)):
            return None
        self._put(replace(teaching, status="draft", error="", error_data=""))
        return self._known[identifier]

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

    def chose(self, identifier: str, choice: Choice) -> None:
        """The result has the weights of another step now."""
        teaching = self._known.get(identifier)
        if teaching is not None:
            why = json.dumps(codec.to_json(choice))
            self._put(replace(teaching, chosen=choice.step, why=why))

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
            if teaching is None or self._written(teaching):
                self._unsaved.discard(identifier)
        self._tell()

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
        self.saved.emit(teaching.id)
        return True

    def _tell(self) -> None:
        self.all = tuple(sorted(self._known.values(), key=lambda t: -t.changed))

    def _to_trash(self, teaching: Teaching, paths: list[Path], *, forget: bool) -> None:
        """`forget`: the record goes, too; the links to its photos go in any case."""
        self.save_now()  # else a change that waits would write the record once more

        def work() -> list[Trashed | None]:
            ways = [trash.move_to_trash(path) for path in paths]
            if forget:
                teachings.remove(teaching)
            else:
                teachings.forget_photos(teaching)
            return ways

        self._aside.attempt(work, self._trashed, teaching, forget)

    def _trashed(
        self, teaching: Teaching, forget: bool, outcome: list[Trashed | None] | ReverieError
    ) -> None:
        if isinstance(outcome, ReverieError):
            self.not_trashed.emit(teaching.id, outcome)
        elif forget and teaching.id in self._known:
            del self._known[teaching.id]
            self._unsaved.discard(teaching.id)
            self._tell()
        self.changed.emit(teaching.id)
        if not isinstance(outcome, ReverieError):
            self.trashed.emit(teaching, outcome, forget)

    def put_back(self, teaching: Teaching, ways: Sequence[Trashed]) -> None:
        """Out of the trash, and among the others again."""

        def work() -> None:
            for way in ways:
                trash.put_back(way)

        self._aside.attempt(work, self._is_back, teaching)

    def _is_back(self, teaching: Teaching, error: ReverieError | None) -> None:
        if error is not None:
            self.not_put_back.emit(teaching, error)
        elif teaching.id in self._known:
            self.changed.emit(teaching.id)
        else:
            self._put(teaching)


def _words_of_library() -> set[str]:
    """Of the triggers and names of LoRAs and embeddings, as the library and the person's own folders have them.

    Only names are listed; no file of them is opened.
    """
    texts: list[str] = []
    for entry in index.load().entries:
        if entry.kind in ("lora", "embedding"):
            texts += [entry.name, *entry.card.triggers]
    for folder in (addition_folders.loras(), addition_folders.embeddings()):
        with suppress(OSError):
            texts += [path.stem for path in folder.iterdir()]  # new since the library looked last
    return {word for text in texts for word in re.findall(r"[^\W_]+", text.lower())}


def is_away(teaching: Teaching) -> bool:
    """Whether it has learned something, and its run folder is not where it was: on a drive that is off, or moved."""
    return teaching.step > 0 and not is_begun(Path(teaching.folder))


def safe_step(teaching: Teaching) -> int:
    """The newest step that is saved; of a folder that is away the one last known."""
    if is_away(teaching):
        return teaching.step
    return run_folders.saved_step(Path(teaching.folder)) if teaching.folder else 0
