"""What lies in the frame as a file for the engine: named by its content, gone when the window closes.

The engine keeps its own exact copy beside the finished picture; these are only handed over.
"""

from __future__ import annotations

import hashlib
import time
from contextlib import suppress
from pathlib import Path

from PySide6.QtGui import QImage

from core.contract.errors import ReverieError
from core.files import folders, store
from desktop.canvas.pictures import png_bytes

OLD = 24 * 3600  # seconds after which a file was left by a window that is no more


def place() -> Path:
    """The folder of these files."""
    return folders.cache() / "start"


class StartPictures:
    """Files of one run of the window."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or place()
        self._made: set[Path] = set()

    def put(self, image: QImage) -> str:
        """The path of a PNG with these pixels. Raises what `store.write_bytes` raises."""
        return self._keep(png_bytes(image), "png")

    def put_packed(self, data: bytes) -> str:
        """The path of a file with this content: a stranger's, so nobody has looked into it. Raises alike."""
        return self._keep(data, "picture")

    def _keep(self, data: bytes, ending: str) -> str:
        path = self._folder / f"{hashlib.sha256(data).hexdigest()}.{ending}"
        if path not in self._made or not path.is_file():  # somebody may have cleaned up
            store.make_folder(self._folder)
            if not self._made:
                self._take_old_away()
            store.write_bytes(path, data)
            self._made.add(path)
        return str(path)

    def clear(self) -> None:
        """Take the files of this run away again."""
        for path in self._made:
            with suppress(ReverieError):  # gone already, or held: then a later window takes it away
                store.remove(path)
        self._made.clear()

    def _take_old_away(self) -> None:
        """A window that crashed took nothing away."""
        with suppress(OSError, ReverieError):
            for path in list(self._folder.iterdir()):
                if path.is_file() and time.time() - path.stat().st_mtime > OLD:
                    store.remove(path)
