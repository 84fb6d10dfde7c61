"""The entries of the library as an item model: one row an entry, in the catalogue's order.

It says what an entry is called; how a row looks and which rows are seen is decided elsewhere.
"""

from __future__ import annotations

from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from core.files.catalogue.duplicates import Twins, twins
from core.files.catalogue.entry import Entry
from core.files.catalogue.index import Catalogue

AnyIndex = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()


class LibraryRole(IntEnum):
    """What a delegate or a filter can ask for."""

    ENTRY = Qt.ItemDataRole.UserRole + 1  # Entry
    IN_USE = Qt.ItemDataRole.UserRole + 2  # bool
    TWINS = Qt.ItemDataRole.UserRole + 3  # Twins | None


class LibraryModel(QAbstractListModel):
    """Attributes: `groups`, all twins, those that take most room first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: tuple[Entry, ...] = ()
        self._twins: dict[str, Twins] = {}
        self._in_use = ""
        self.groups: tuple[Twins, ...] = ()

    def entries(self) -> tuple[Entry, ...]:
        return self._entries

    def show(self, catalogue: Catalogue) -> None:
        """Show these entries. Rows whose entries are the same places stay the rows they were."""
        same = [e.path for e in self._entries] == [e.path for e in catalogue.entries]
        if not same:
            self.beginResetModel()
        self._entries = catalogue.entries
        self.groups = twins(self._entries)
        self._twins = {entry.path: group for group in self.groups for entry in group.entries}
        if same:
            self._renew()
        else:
            self.endResetModel()

    def set_in_use(self, path: str) -> None:
        """Which model draws now."""
        self._in_use = path
        self._renew()

    def twins_of(self, path: str) -> Twins | None:
        """The group in which an entry is the same as others."""
        return self._twins.get(path)

    def row_of(self, path: str) -> int:
        """-1 where there is none."""
        return next((row for row, e in enumerate(self._entries) if e.path == path), -1)

    def _renew(self) -> None:
        if self._entries:
            self.dataChanged.emit(self.index(0), self.index(len(self._entries) - 1))

    # --- QAbstractListModel ------------------------------------------------------------------------

    def rowCount(self, parent: AnyIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._entries)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._entries):
            return None
        entry = self._entries[index.row()]
        match role:
            case LibraryRole.ENTRY:
                return entry
            case LibraryRole.IN_USE:
                return entry.path == self._in_use
            case LibraryRole.TWINS:
                return self._twins.get(entry.path)
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.AccessibleTextRole:
                return " · ".join(filter(None, (entry.title, entry.label)))
        return None
