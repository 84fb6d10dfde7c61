"""Pixels that were pasted and are in no file: laid down as one, so that a crash or the end costs nothing.

Written by a worker thread, one after the other. Where the disk takes nothing, nothing is kept and nothing said:
the picture itself is still on the canvas.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from PySide6.QtCore import QThreadPool
from PySide6.QtGui import QImage

from core.contract.errors import ReverieError
from core.files import folders, store
from desktop.canvas.document import Picture
from desktop.canvas.pictures import png_bytes
from desktop.pages import start_pictures

FILE = "canvas.png"


class KeptPixels:
    """Follows what lies on the canvas. `file` holds it where nothing else does, and is gone otherwise."""

    def __init__(self, file: Path | None = None) -> None:
        self.file = file or folders.state() / FILE
        self._pool = QThreadPool()
        self._pool.setMaxThreadCount(1)  # the last one wins

    def path_of(self, picture: Picture | None) -> str:
        """Where the next start finds the picture; "" for none."""
        if picture is None:
            return ""
        passing = not picture.path or Path(picture.path).parent == start_pictures.place()
        return str(self.file) if passing else picture.path  # those files go with the window

    def follow(self, picture: Picture | None) -> None:
        """Another picture lies on the canvas, or none."""
        if picture is not None and self.path_of(picture) == str(self.file):
            image = picture.image  # shared until one of both changes it
            self._pool.start(lambda: self._write(image))
        else:
            self._pool.start(self._forget)

    def finish(self) -> None:
        """Wait for what is being written."""
        self._pool.waitForDone()

    def _write(self, image: QImage) -> None:
        with suppress(ReverieError, OSError):
            store.make_folder(self.file.parent)
            store.write_bytes(self.file, png_bytes(image))

    def _forget(self) -> None:
        with suppress(ReverieError, OSError):
            store.remove(self.file)
