"""Pictures of recorded runs for the screen: small looks at once, developed ones when they have been read."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from desktop.canvas.picture_cache import PictureCache
from desktop.canvas.pictures import read_png
from desktop.state.inside.film import Run, Tile, unpacked

KEPT = 2000  # small looks, of a few kB each
LONGEST = 1024  # px of a developed one


class Looks(QObject):
    """Signals: `ready()` one more developed picture can be had."""

    ready = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._small: dict[tuple[str, str], QImage] = {}
        self._cache = PictureCache(LONGEST, parent=self)
        self._cache.ready.connect(self._tell)

    def glance(self, run: Run, tile: Tile, step: int) -> QImage | None:
        """A tile of a step without the decoder; None where the model has none."""
        return self.small(run.name, f"{tile}-{step:03}", run.glances)

    def small(self, owner: str, name: str, glances: object) -> QImage | None:
        """One of an answer's small pictures; `owner` tells answers apart."""
        key = (owner, name)
        found = self._small.get(key)
        if found is None:
            packed = glances.get(name, "") if hasattr(glances, "get") else ""
            found = read_png(unpacked(packed)) if packed else QImage()
            if len(self._small) > KEPT:
                self._small.clear()
            self._small[key] = found
        return None if found.isNull() else found

    def picture(self, path: str) -> QImage | None:
        """A picture file; None until it has been read, or where it cannot be."""
        return self._cache.get(path) if path else None

    def forget(self, path: str) -> None:
        """The file has become another one."""
        self._cache.forget(path)

    @Slot(str)
    def _tell(self, path: str) -> None:
        self.ready.emit()
