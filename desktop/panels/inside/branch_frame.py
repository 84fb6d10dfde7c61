"""Where a branch may differ, drawn as a frame over a tile: a mask, white within."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, Signal, Slot
from PySide6.QtGui import QImage, QPainter

from core.files import store
from desktop.canvas.pictures import png_bytes
from desktop.state.inside.errand import Errand
from desktop.state.inside.pictures_folder import PicturesFolder
from desktop.widgets.picture_tile import PictureTile

SIDE = 256  # px of the mask, whatever the picture's shape: it is fitted to it
LEAST = 0.03  # of a side; less was a click


class BranchFrame(QObject):
    """Hears drags over `tile` while it is on.

    Signals: `framed(str)` the mask's file, "" after a click: everywhere again · `failed(ReverieError)`.
    """

    framed = Signal(str)
    failed = Signal(object)

    def __init__(self, tile: PictureTile, folder: PicturesFolder, parent: QObject) -> None:
        super().__init__(parent)
        self._tile, self._folder = tile, folder
        self._on, self._count = False, 0
        self._box = QRectF()
        self._writing = Errand(self)
        self._writing.done.connect(lambda path: self.framed.emit(path))
        self._writing.failed.connect(self.failed)
        tile.clicked.connect(self._begin)
        tile.dragged.connect(self._drag)
        tile.released.connect(self._end)

    def listen(self, on: bool) -> None:
        """Whether a frame can be drawn; any there was goes."""
        self._on, self._box = on, QRectF()
        self._tile.show_box(None)
        self._tile.setCursor(Qt.CursorShape.CrossCursor if on else Qt.CursorShape.ArrowCursor)

    @Slot(object)
    def _begin(self, _place: QPointF) -> None:
        self._box = QRectF()

    @Slot(object, object)
    def _drag(self, start: QPointF, to: QPointF) -> None:
        if not self._on:
            return
        place = self._tile.place()
        box = QRectF(start, to).normalized().intersected(place)
        self._box = QRectF(
            (box.x() - place.x()) / place.width(),
            (box.y() - place.y()) / place.height(),
            box.width() / place.width(),
            box.height() / place.height(),
        )
        self._tile.show_box(self._box)

    @Slot()
    def _end(self) -> None:
        if not self._on:
            return
        if min(self._box.width(), self._box.height()) < LEAST:
            self._tile.show_box(None)
            self.framed.emit("")
            return
        self._count += 1
        data, number, folder = png_bytes(mask_of(self._box)), self._count, self._folder

        def write() -> str:
            path = folder.file(f"mask-{number}.png")
            store.write_bytes(Path(path), data)
            return path

        self._writing.run(write)


def mask_of(box: QRectF) -> QImage:
    """White within `box` (in shares of the sides), black around it."""
    mask = QImage(SIDE, SIDE, QImage.Format.Format_Grayscale8)
    mask.fill(Qt.GlobalColor.black)
    painter = QPainter(mask)
    inner = QRectF(box.x() * SIDE, box.y() * SIDE, box.width() * SIDE, box.height() * SIDE)
    painter.fillRect(inner.toAlignedRect(), Qt.GlobalColor.white)
    painter.end()
    return mask
