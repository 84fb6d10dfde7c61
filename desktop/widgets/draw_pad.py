"""A sheet of paper to draw on with the mouse: dark ink, the right button or *eraser* takes it off again.

It holds one small grey picture and knows nothing of what it is for.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from functools import partial
from typing import cast

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import theme
from desktop.widgets.tips import set_tip

SIDE = 280  # px
PEN, ERASER = 0.075, 0.16  # width, of the side
PAPER, INK = QColor(255, 255, 255), QColor(0, 0, 0)


class DrawPad(QWidget):
    """Signals: `drawn()` the picture has changed · `rested()` the pen was lifted."""

    drawn = Signal()
    rested = Signal()

    def __init__(self, name: str, tip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paper = QImage(SIDE, SIDE, QImage.Format.Format_Grayscale8)
        self._paper.fill(PAPER)
        self._last: QPointF | None = None
        self._erasing = False
        self.setAccessibleName(name)
        set_tip(self, tip)
        self.setFixedSize(SIDE, SIDE)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def clear(self) -> None:
        """An empty sheet."""
        self._paper.fill(PAPER)
        self._tell()

    def write(self, strokes: Sequence[Sequence[tuple[float, float]]]) -> None:
        """Draw lines through points in shares of the sheet, on an empty one."""
        self._paper.fill(PAPER)
        for stroke in strokes:
            spots = [QPointF(x * SIDE, y * SIDE) for x, y in stroke]
            path = QPainterPath(spots[0])
            for corner, after in itertools.pairwise(spots[1:]):  # rounded: through the middles
                path.quadTo(corner, (corner + after) / 2)
            path.lineTo(spots[-1])
            self._ink(partial(_draw_path, path), erase=False)
        self._tell()
        self.rested.emit()

    def grey(self, side: int) -> bytes:
        """The picture at `side` x `side`, row by row: 0 ink … 255 paper."""
        small = self._paper.scaled(
            side,
            side,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        ).convertToFormat(QImage.Format.Format_Grayscale8)
        # PySide says object; it is a memory view, whose lines may be padded.
        rows = [cast("memoryview", small.constScanLine(y)) for y in range(side)]
        return b"".join(bytes(row)[:side] for row in rows)

    def sizeHint(self) -> QSize:
        return QSize(SIDE, SIDE)

    def _line(self, start: QPointF, end: QPointF, *, erase: bool) -> None:
        self._ink(lambda painter: painter.drawLine(start, end), erase=erase)

    def _ink(self, draw: Callable[[QPainter], None], *, erase: bool) -> None:
        painter = QPainter(self._paper)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour, width = (PAPER, ERASER) if erase else (INK, PEN)
        pen = QPen(colour, width * SIDE)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        draw(painter)
        painter.end()

    def _tell(self) -> None:
        self.update()
        self.drawn.emit()

    # --- Qt ---------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.drawImage(QRectF(self.rect()), self._paper)
        painter.setPen(QPen(theme.colour("hairline"), 1))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton):
            self._erasing = event.button() == Qt.MouseButton.RightButton
            self._last = event.position()
            self._line(self._last, self._last + QPointF(0.1, 0), erase=self._erasing)
            self._tell()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._last is not None:
            self._line(self._last, event.position(), erase=self._erasing)
            self._last = event.position()
            self._tell()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._last is not None:
            self._last = None
            self.rested.emit()


def _draw_path(path: QPainterPath, painter: QPainter) -> None:
    painter.drawPath(path)
