"""Where the engine puts the pictures of the Inside page: a folder in the cache, gone with the window."""

from __future__ import annotations

import time
import uuid
from contextlib import suppress
from pathlib import Path

from core.contract.errors import ReverieError
from core.files import folder_store, folders, store

NAME = "inside"
OLD = 24 * 3600  # seconds after which a folder was left by a window that is no more


class PicturesFolder:
    """Made when the first question is asked."""

    def __init__(self, parent: Path | None = None) -> None:
        self._parent = parent or folders.cache() / NAME
        self._own = self._parent / uuid.uuid4().hex
        self._made = False

    def path(self) -> str:
        """The folder, as a path. Raises what making it raises."""
        if not self._made:
            self._made = True
            self._take_old_away()
            store.make_folder(self._own)
        return str(self._own)

    def file(self, name: str) -> str:
        """A place for a file in it."""
        return str(Path(self.path()) / name)

    def clear(self) -> None:
        """Take the folder and all in it away."""
        if self._made and self._own.is_dir():
            with suppress(ReverieError):
                folder_store.remove_folder(self._own)
        self._made = False

    def _take_old_away(self) -> None:
        with suppress(OSError, ReverieError):
            for folder in list(self._parent.iterdir()) if self._parent.is_dir() else ():
                if folder.is_dir() and time.time() - folder.stat().st_mtime > OLD:
                    folder_store.remove_folder(folder)
