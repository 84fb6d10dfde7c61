"""A picture made of equal cells, each shown with a short text under it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import theme
from desktop.widgets.labels import caption, figures

CELL = 44  # px
GAP = 6  # px


class LabelledSheet(QWidget):
    """Cells of `side` px of the picture, in its own rows."""

    def __init__(self, name: str, side: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        caption(self)
        figures(self)
        self._side = side
        self._image: QImage | None = None
        self._texts: tuple[str, ...] = ()
        self._columns, self._rows = 8, 2
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_cells(self, image: QImage | None, texts: Sequence[str], side: int = 0) -> None:
        """Another picture, and what stands under its cells; nothing under those that are missing.

        `side`: of its cells in px, where it is another one from now on.
        """
        self._image, self._texts, self._side = image, tuple(texts), side or self._side
        if image is not None:
            shape = max(1, image.width() // self._side), max(1, image.height() // self._side)
            if shape != (self._columns, self._rows):
                self._columns, self._rows = shape
                self.updateGeometry()
        self.setAccessibleDescription(", ".join(self._texts))
        self.update()

    def texts(self) -> tuple[str, ...]:
        return self._texts

    def sizeHint(self) -> QSize:
        width = self._columns * (CELL + GAP) - GAP
        return QSize(width, self._rows * (CELL + self._line() + GAP) - GAP)

    def _line(self) -> int:
        return self.fontMetrics().height()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        high = CELL + self._line() + GAP
        for place in range(self._columns * self._rows):
            row, column = divmod(place, self._columns)
            box = QRectF(column * (CELL + GAP), row * high, CELL, CELL)
            if self._image is None:
                painter.fillRect(box, theme.colour("stripe"))
                continue
            cell = QRectF(column * self._side, row * self._side, self._side, self._side)
            painter.drawImage(box, self._image, cell)
            if place < len(self._texts):
                painter.setPen(theme.colour("second"))
                text = QRectF(box.left() - GAP, box.bottom(), CELL + 2 * GAP, self._line())
                painter.drawText(text, int(Qt.AlignmentFlag.AlignCenter), self._texts[place])
        painter.end()
