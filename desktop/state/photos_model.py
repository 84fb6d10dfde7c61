"""The photos of a draft as an item model: each with what the checks say of it."""

from __future__ import annotations

import html
from collections.abc import Sequence
from enum import IntEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from core.contract.draft import DraftPhoto
from core.files.photos.report import PhotoReport

Index = QModelIndex | QPersistentModelIndex


class PhotoRole(IntEnum):
    """What a view can ask for."""

    PHOTO = int(Qt.ItemDataRole.UserRole) + 1
    REPORT = PHOTO + 1
    WORDLESS = PHOTO + 2  # bool: words are wanted, and it has none


class PhotosModel(QAbstractListModel):
    """Shows what it is given; a changed list keeps the rows that stay."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._photos: tuple[DraftPhoto, ...] = ()
        self._reports: list[PhotoReport | None] = []
        self._wants_words = False

    def show(
        self,
        photos: Sequence[DraftPhoto],
        reports: Sequence[PhotoReport | None],
        *,
        wants_words: bool = False,
    ) -> None:
        """`reports` beside `photos`, None for those not checked yet."""
        self._wants_words = wants_words
        paths = [photo.path for photo in photos]
        if paths == [photo.path for photo in self._photos]:
            self._photos, self._reports = tuple(photos), list(reports)
            if photos:
                self.dataChanged.emit(self.index(0), self.index(len(photos) - 1))
            return
        self.beginResetModel()
        self._photos, self._reports = tuple(photos), list(reports)
        self.endResetModel()

    def row_of(self, path: str) -> int:
        """-1 where it is not among them."""
        return next((row for row, photo in enumerate(self._photos) if photo.path == path), -1)

    def wordless(self) -> int:
        """How many of those that are in have no words where words are wanted."""
        rows = range(len(self._photos))
        return sum(self._photos[row].is_in and self._is_wordless(row) for row in rows)

    def _is_wordless(self, row: int) -> bool:
        report = self._reports[row]
        if not self._wants_words or report is None or not report.usable:
            return False
        return not self._photos[row].said(report.words)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._photos)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        if not index.isValid():
            return None
        photo = self._photos[index.row()]
        if role == PhotoRole.PHOTO:
            return photo
        if role == PhotoRole.REPORT:
            return self._reports[index.row()]
        if role == PhotoRole.WORDLESS:
            return self._is_wordless(index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{index.row() + 1}: {Path(photo.path).name}"
        if role == Qt.ItemDataRole.ToolTipRole:  # Qt would obey tags in it, and open what they name
            return f"<qt>{html.escape(Path(photo.path).name)}</qt>"
        return None
