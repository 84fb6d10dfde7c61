"""Folders in which something changes: one signal after it has become quiet, however much happened.

Copying a large file changes its folder all the time: it waits for a pause, but not for ever.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QElapsedTimer, QFileSystemWatcher, QObject, QTimer, Signal, Slot

from core.files.places import nearest

QUIET_MS = 1200
LONGEST_MS = 10_000


class FolderWatch(QObject):
    """Signals: `changed()`."""

    changed = Signal()

    def __init__(self, quiet_ms: int = QUIET_MS, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._heard)
        self._quiet = QTimer(self, singleShot=True, interval=quiet_ms)
        self._quiet.timeout.connect(self._tell)
        self._since = QElapsedTimer()
        self._folders: set[str] = set()
        self._awaited: set[str] = set()

    def watch(self, folders: Iterable[str], awaited: Iterable[str] = ()) -> None:
        """These from now on, and no others. One that cannot be watched is passed over.

        `awaited`: places that are away; what happens near them is news once one of them is there.
        """
        self._folders, self._awaited = set(filter(None, folders)), set(awaited)
        near = {str(nearest(Path(place))) for place in self._awaited if "\0" not in place}
        wanted, watched = self._folders | near, set(self._watcher.directories())
        if watched - wanted:
            self._watcher.removePaths(sorted(watched - wanted))
        if wanted - watched:
            self._watcher.addPaths(sorted(wanted - watched))

    def watched(self) -> list[str]:
        return self._watcher.directories()

    @Slot(str)
    def _heard(self, folder: str) -> None:
        if folder not in self._folders and not any(map(os.path.lexists, self._awaited)):
            return
        if not self._quiet.isActive():
            self._since.start()
        if self._since.elapsed() < LONGEST_MS:
            self._quiet.start()

    @Slot()
    def _tell(self) -> None:
        self.changed.emit()
