"""Tiles side by side, all of one size, as large as there is room; in two lines where it is narrow."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.widgets.picture_tile import LARGEST, NAME, PictureTile

GAP = 12  # px
LEAST = 128  # px of a picture
NARROW = 110  # px: below, there are two lines


class TileRow(QWidget):
    """Tiles keep their order; hidden ones take no room."""

    def __init__(
        self, parent: QWidget | None = None, least: int = LEAST, narrow: int = NARROW
    ) -> None:
        super().__init__(parent)
        self._tiles: list[PictureTile] = []
        self._least, self._narrow = least, narrow
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def add(self, tile: PictureTile) -> None:
        """One more at the end."""
        tile.setParent(self)
        self._tiles.append(tile)
        self.arrange()

    def arrange(self) -> None:
        """Place all that are not hidden."""
        seen = [tile for tile in self._tiles if not tile.isHidden()]
        if not seen:
            return
        columns = self._columns(len(seen))
        lines = -(-len(seen) // columns)
        width = (self.width() - GAP * (columns - 1)) // columns
        height = (self.height() - GAP * (lines - 1)) // lines
        side = max(1, min(width, height - NAME, LARGEST))
        for place, tile in enumerate(seen):
            line, column = divmod(place, columns)
            tile.setGeometry(column * (side + GAP), line * (side + NAME + GAP), side, side + NAME)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        return QSize(3 * LEAST, self._least + NAME)

    def minimumSizeHint(self) -> QSize:
        seen = sum(not tile.isHidden() for tile in self._tiles)
        lines = -(-seen // self._columns(seen)) if seen else 1
        return QSize(2 * self._narrow, lines * (self._least + NAME + GAP) - GAP)

    def _columns(self, count: int) -> int:
        if count > 1 and (self.width() - GAP * (count - 1)) // count < self._narrow:
            return -(-count // 2)
        return count

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.arrange()
