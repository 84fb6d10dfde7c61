"""Decoded pictures by path, made on worker threads; the newest wish is served first.

Holds a bounded number of bytes and forgets what was not used for longest. Knows no widget: the
canvas and the results strip ask while they paint and repaint when `ready` comes.
"""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from core.contract.errors import ReverieError
from desktop.aside import Aside
from desktop.canvas.pictures import LONGEST, read_picture


class PictureCache(QObject):
    """Ask with `get`; what is not there yet comes later.

    Signals: `ready(path)` a picture can be had now; `failed(path, error)` with a `ReverieError`.
    """

    ready = Signal(str)
    failed = Signal(str, object)

    def __init__(
        self,
        longest: int = LONGEST,
        limit: int = 256 << 20,
        parent: QObject | None = None,
    ) -> None:
        """`longest` side in px of what is kept; `limit` in bytes for all of it."""
        super().__init__(parent)
        self._longest = longest
        self._limit = limit
        self._images: OrderedDict[str, QImage] = OrderedDict()
        self._errors: dict[str, ReverieError] = {}
        self._waiting: set[str] = set()
        self._wishes = 0
        self._aside = Aside(self)

    def get(self, path: str) -> QImage | None:
        """The picture if it is here; else it is fetched, unless that failed before."""
        image = self._images.get(path)
        if image is not None:
            self._images.move_to_end(path)
        elif path not in self._errors:
            self.fetch(path)
        return image

    def error(self, path: str) -> ReverieError | None:
        """Why a picture cannot be had."""
        return self._errors.get(path)

    def forget(self, path: str) -> None:
        """Read the file anew at the next wish."""
        self._images.pop(path, None)
        self._errors.pop(path, None)

    def fetch(self, path: str) -> None:
        """Decode in the background; later wishes overtake earlier ones."""
        if path in self._waiting:
            return
        self._waiting.add(path)
        self._wishes += 1
        longest = self._longest
        self._aside.attempt(
            lambda: read_picture(path, longest), self._take, path, priority=self._wishes
        )

    def _take(self, path: str, result: QImage | ReverieError) -> None:
        self._waiting.discard(path)
        if isinstance(result, ReverieError):
            self._errors[path] = result
            self.failed.emit(path, result)
            return
        self._images[path] = result
        used = sum(image.sizeInBytes() for image in self._images.values())
        while used > self._limit and len(self._images) > 1:
            used -= self._images.popitem(last=False)[1].sizeInBytes()
        self.ready.emit(path)
