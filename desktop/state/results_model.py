"""The pictures in the user's folder, newest first, as an item model for the results strip.

Reads the folder once at the start and is told of new pictures; it decodes, writes and deletes none.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QByteArray,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

SHOWN_MOST = 500  # pictures; more belong to a gallery
AnyIndex = QModelIndex | QPersistentModelIndex
NO_PARENT = QModelIndex()


class ResultRole(IntEnum):
    """What a delegate can ask for."""

    PATH = Qt.ItemDataRole.UserRole + 1  # str, named "path"
    SEED = Qt.ItemDataRole.UserRole + 2  # int | None, named "seed"


@dataclass(frozen=True)
class Result:
    """One picture file."""

    path: Path
    seed: int | None = None


class ResultsModel(QAbstractListModel):
    """Saved pictures, newest first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._results: list[Result] = []

    def load(self, folder: Path) -> None:
        """Show what lies in `folder`; a folder that is not there is an empty one."""
        found = sorted(_pictures_in(folder), reverse=True)[:SHOWN_MOST]
        self.beginResetModel()
        self._results = [Result(path, _seed_in(path)) for _time, path in found]
        self.endResetModel()

    def add(self, path: Path, seed: int | None = None) -> None:
        """Put a new picture on top."""
        self.beginInsertRows(NO_PARENT, 0, 0)
        self._results.insert(0, Result(path, seed))
        self.endInsertRows()

    # --- QAbstractListModel ------------------------------------------------------------------------

    def rowCount(self, parent: AnyIndex = NO_PARENT) -> int:
        return 0 if parent.isValid() else len(self._results)

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or not 0 <= index.row() < len(self._results):
            return None
        result = self._results[index.row()]
        match role:
            case ResultRole.PATH:
                return str(result.path)
            case ResultRole.SEED:
                return result.seed
            case Qt.ItemDataRole.ToolTipRole:
                return f"<qt>{html.escape(result.path.name)}</qt>"  # Qt would obey tags in it
            case Qt.ItemDataRole.AccessibleTextRole:
                text = self.tr("Picture {0} of {1}: {2}")
                return text.format(index.row() + 1, len(self._results), result.path.name)
        return None

    def roleNames(self) -> dict[int, QByteArray]:
        return {
            **super().roleNames(),
            int(ResultRole.PATH): QByteArray(b"path"),
            int(ResultRole.SEED): QByteArray(b"seed"),
        }

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        base = super().flags(index)
        return base | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else base


def _pictures_in(folder: Path) -> Iterable[tuple[int, Path]]:
    """Time of change and path of each PNG."""
    try:
        found = [path for path in folder.iterdir() if path.suffix == ".png"]
    except (OSError, ValueError):  # not there, not ours, or no name a folder can have
        return
    for path in found:
        try:
            yield path.stat().st_mtime_ns, path
        except OSError:  # taken away between listing and looking, or not to be looked at
            continue


def _seed_in(path: Path) -> int | None:
    """The seed in a name like 20261123-101500-42.png."""
    tail = path.stem.rpartition("-")[2]
    return int(tail) if tail.isascii() and tail.isdigit() else None
