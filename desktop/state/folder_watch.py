"""Folders in which something changes: one signal after it has become quiet, however much happened.

Copying a large file changes its folder all the time: it waits for a pause, but not for ever.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QElapsedTimer, QFileSystemWatcher, QObject, QTimer, Signal, Slot

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

    def watch(self, folders: Iterable[str]) -> None:
        """These from now on, and no others. One that cannot be watched is passed over."""
        wanted, watched = set(filter(None, folders)), set(self._watcher.directories())
        if watched - wanted:
            self._watcher.removePaths(sorted(watched - wanted))
        if wanted - watched:
            self._watcher.addPaths(sorted(wanted - watched))

    def watched(self) -> list[str]:
        return self._watcher.directories()

    @Slot(str)
    def _heard(self, _folder: str) -> None:
        if not self._quiet.isActive():
            self._since.start()
        if self._since.elapsed() < LONGEST_MS:
            self._quiet.start()

    @Slot()
    def _tell(self) -> None:
        self.changed.emit()
