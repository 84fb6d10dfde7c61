"""The library as the window sees it: entries, folders, and what is being looked through or read now.

Looking and hashing are done by helper processes (`models folders list --json`, `models hash --json -`); here
only the index is read, on another thread. No widgets, and no sentences.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal, Slot

from core.contract.errors import ReverieError
from core.files import commands, trash
from core.files.catalogue import folder_list, index
from core.files.catalogue.entry import Entry
from core.files.catalogue.index import Catalogue
from core.files.catalogue.remarks import Remarks
from core.files.catalogue.scan import Scanning
from core.files.trash_cans import Trashed
from desktop.aside import Aside
from desktop.engine.helper import Helper
from desktop.state.folder_watch import FolderWatch
from desktop.state.observable import Property

RELOAD_MS = 3000  # between two looks at what a helper has found so far


class LibraryState(QObject):
    """Signals: `trashed(Entry, Trashed | None)` it is in the trash now, with the way back where there is one ·
    `refused(Entry, ReverieError)` it is not, and stays · `restored(Entry)` it is back ·
    `not_restored(Entry, ReverieError)`.
    """

    catalogue_changed = Signal(object)
    progress_changed = Signal(object)
    hashing_changed = Signal(object)
    trashed = Signal(object, object)
    refused = Signal(object, object)
    restored = Signal(object)
    not_restored = Signal(object, object)

    catalogue: Property[Catalogue] = Property(Catalogue())
    progress: Property[Scanning | None] = Property(None)  # while folders are looked through
    hashing: Property[tuple[str, ...]] = Property(())  # paths that wait for their hash

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._looking: Helper | None = None
        self._look_again = False
        self._hashing: Helper | None = None
        self._unlisted: set[str] = set()  # what left the list of folders when it went to the trash
        self._asked: set[str] = set()  # whose hashes the present helper works out
        self._loaded = QElapsedTimer()  # since the index was read last
        self._loaded.start()
        self.remarks = Remarks()
        self.watch = FolderWatch(parent=self)
        self.watch.changed.connect(self.look)
        self._aside = Aside(self)

    # --- what there is ----------------------------------------------------------------------------

    def load(self) -> None:
        """What was found last time, in a moment."""
        self._loaded.start()
        self._aside.run(index.load, self._take)

    @Slot()
    def look(self) -> None:
        """Look through all folders; what is asked meanwhile is done afterwards, once."""
        if self._looking is not None:
            self._look_again = True
            return
        self.progress = Scanning(0, 0)
        self._looking = Helper(commands.models_command("folders", "list", "--json"), self)
        self._looking.told.connect(self._looked_at)
        self._looking.ended.connect(self._looked)
        self._looking.start()

    def entry(self, path: str) -> Entry | None:
        """The entry at a path."""
        return next((entry for entry in self.catalogue.entries if entry.path == path), None)

    def add(self, place: str) -> None:
        """Use a folder, a file or a list of paths from now on. Raises as `folder_list.add`."""
        folder_list.add(place)
        self.look()

    def remove(self, place: str) -> None:
        """Take a line off the list; nothing else changes. Raises as `folder_list.remove`."""
        folder_list.remove(place)
        self.look()

    # --- about one entry --------------------------------------------------------------------------

    def write_note(self, entry: Entry, note: str) -> None:
        """Raises as `Remarks.write`."""
        self.remarks.write(entry, note)

    def drawn_with(self, path: str, picture: str) -> None:
        """A picture was drawn with the model at `path`. Failing costs nothing but the picture in the list."""
        entry = self.entry(path)
        if entry is not None:
            try:
                self.remarks.drawn_with(entry, picture)
            except ReverieError:
                return
            self.catalogue_changed.emit(self.catalogue)

    def picture(self, entry: Entry) -> str:
        """The path of the picture of an entry, "" for none."""
        return entry.card.picture or self.remarks.of(entry).picture

    def hash(self, entries: Iterable[Entry]) -> None:
        """Work out the hashes that are not known, one after another."""
        paths = [entry.path for entry in entries if entry.is_there and not entry.sha256]
        new = [path for path in paths if path not in self.hashing]
        if not new:
            return
        self.hashing = (*self.hashing, *new)
        if self._hashing is None:
            self._hash_all()

    def to_trash(self, entry: Entry) -> None:
        """Move an entry's file or folder to the trash, on another thread; `trashed` or `refused` follows."""
        self._aside.attempt(lambda: trash.move_to_trash(entry.path), self._trashed, entry)

    def put_back(self, entry: Entry, trashed: Trashed) -> None:
        """Take it out of the trash, on another thread; `restored` or `not_restored` follows."""
        self._aside.attempt(lambda: trash.put_back(trashed), self._restored, entry)

    def shutdown(self) -> None:
        """End the helpers."""
        for helper in (self._looking, self._hashing):
            if helper is not None:
                helper.stop()
        self._looking = self._hashing = None

    # --- what the helpers say ---------------------------------------------------------------------

    @Slot(object)
    def _looked_at(self, report: dict[str, object]) -> None:
        done, total = report.get("done"), report.get("total")
        if isinstance(done, int) and isinstance(total, int):
            self.progress = Scanning(done, total)
            if self._loaded.hasExpired(RELOAD_MS):  # what is found so far is kept from time to time
                self.load()

    @Slot(bool)
    def _looked(self, _well: bool) -> None:
        self._forget(self._looking)
        self._looking = None
        self.progress = None
        self.load()
        if self._look_again:
            self._look_again = False
            QTimer.singleShot(0, self.look)

    def _take(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue
        self.watch.watch(catalogue.watched, catalogue.awaited)

    def _hash_all(self) -> None:
        self._hashing = Helper(commands.models_command("hash", "--json", "-"), self)
        self._hashing.said.connect(self._hashed)
        self._hashing.ended.connect(self._hashed_all)
        self._asked = set(self.hashing)
        self._hashing.start(json.dumps(path) for path in self.hashing)

    @Slot(object)
    def _hashed(self, found: dict[str, object]) -> None:
        path, sha256 = found.get("path"), found.get("sha256")
        if not isinstance(path, str) or not isinstance(sha256, str):
            return
        self.hashing = tuple(waiting for waiting in self.hashing if waiting != path)
        entries = tuple(
            replace(entry, sha256=sha256) if entry.path == path else entry
            for entry in self.catalogue.entries
        )
        self.catalogue = replace(self.catalogue, entries=entries)

    @Slot(bool)
    def _hashed_all(self, _well: bool) -> None:
        """What it said nothing about cannot be read; what was asked meanwhile comes next."""
        self._forget(self._hashing)
        self._hashing = None
        self.hashing = tuple(path for path in self.hashing if path not in self._asked)
        if self.hashing:
            self._hash_all()

    def _trashed(self, entry: Entry, outcome: Trashed | ReverieError | None) -> None:
        if isinstance(outcome, ReverieError):
            self.refused.emit(entry, outcome)
            return
        kept = tuple(known for known in self.catalogue.entries if known.path != entry.path)
        self.catalogue = replace(self.catalogue, entries=kept)
        if entry.path in folder_list.read():  # it was on the list by itself
            with suppress(ReverieError):  # else it stays on the list as one that is away
                folder_list.remove(entry.path)
                self._unlisted.add(entry.path)
        self.trashed.emit(entry, outcome)
        if Path(entry.folder).exists():
            self.look()

    def _restored(self, entry: Entry, error: ReverieError | None) -> None:
        if error is not None:
            self.not_restored.emit(entry, error)
            return
        if entry.path in self._unlisted:
            self._unlisted.discard(entry.path)
            with suppress(ReverieError):  # it is back; only the list does not know it
                folder_list.add(entry.path)
        others = tuple(known for known in self.catalogue.entries if known.path != entry.path)
        self.catalogue = replace(self.catalogue, entries=(*others, entry))
        self.restored.emit(entry)
        self.look()

    def _forget(self, helper: Helper | None) -> None:
        if helper is not None:
            helper.deleteLater()
