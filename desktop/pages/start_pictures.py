"""What lies in the frame as a file for the engine: named by its content, gone when the window closes.

The engine keeps its own exact copy beside the finished picture; these are only handed over.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage

from core.files import folders, store


class StartPictures:
    """Files of one run of the window."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or folders.cache() / "start"
        self._made: set[Path] = set()

    def put(self, image: QImage) -> str:
        """The path of a PNG with these pixels. Raises what `store.write_bytes` raises."""
        data = png_bytes(image)
        path = self._folder / f"{hashlib.sha256(data).hexdigest()}.png"
        if path not in self._made:
            store.make_folder(self._folder)
            store.write_bytes(path, data)
            self._made.add(path)
        return str(path)

    def clear(self) -> None:
        """Take the files of this run away again."""
        for path in self._made:
            store.remove(path)
        self._made.clear()


def png_bytes(image: QImage) -> bytes:
    """`image` as PNG, packed lightly: it is read once."""
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG", 80)  # type: ignore[call-overload]  # the stub wants bytes, Qt a str
    buffer.close()
    return bytes(data.data())
