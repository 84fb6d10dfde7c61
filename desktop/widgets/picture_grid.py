"""Small pictures in rows and columns with names at both edges; a click chooses one. It loads nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import theme
from desktop.widgets.labels import caption, figures
from desktop.widgets.tips import set_tip

GAP = 4  # px
TOP = 18  # px for the names of columns
LEAST, MOST = 36, 128  # px of a picture

Spot = tuple[int, int]  # row, column


class PictureGrid(QWidget):
    """Signals: `chosen(row, column)`."""

    chosen = Signal(int, int)

    def __init__(self, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        caption(self)
        figures(self)
        self._rows: Sequence[str] = ()
        self._columns: Sequence[str] = ()
        self._paths: Mapping[Spot, str] = {}
        self._get: Callable[[str], QImage | None] = lambda _path: None
        self._over: Spot | None = None
        self.setAccessibleName(name)
        set_tip(self, hint)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_pictures(
        self,
        rows: Sequence[str],
        columns: Sequence[str],
        paths: Mapping[Spot, str],
        get: Callable[[str], QImage | None],
    ) -> None:
        """`paths` of those that are there; `get` gives a picture, or None for now."""
        self._rows, self._columns, self._paths, self._get = rows, columns, paths, get
        self.updateGeometry()
        self.update()

    def paths(self) -> Mapping[Spot, str]:
        return self._paths

    def place(self, row: int, column: int) -> QRectF:
        """Where a picture lies."""
        side = self._side()
        left = self._left() + column * (side + GAP)
        return QRectF(left, TOP + row * (side + GAP), side, side)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return TOP + len(self._rows) * (self._side(width) + GAP)

    def sizeHint(self) -> QSize:
        return QSize(320, self.heightForWidth(max(self.width(), 320)))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def _left(self) -> int:
        widest = max((self.fontMetrics().horizontalAdvance(row) for row in self._rows), default=0)
        return min(widest, 120) + 8

    def _side(self, width: int | None = None) -> int:
        room = (self.width() if width is None else width) - self._left()
        return int(min(max(room / max(1, len(self._columns)) - GAP, LEAST), MOST))

    def _at(self, spot: QPointF) -> Spot | None:
        for found in self._paths:
            if self.place(*found).contains(spot):
                return found
        return None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(theme.colour("second"))
        middle = int(Qt.AlignmentFlag.AlignCenter)
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for column, name in enumerate(self._columns):
            place = self.place(0, column)
            painter.drawText(QRectF(place.x(), 0, place.width(), TOP), middle, name)
        for row, name in enumerate(self._rows):
            place = self.place(row, 0)
            box = QRectF(0, place.y(), self._left() - 8, place.height())
            shown = self.fontMetrics().elidedText(
                name, Qt.TextElideMode.ElideRight, int(box.width())
            )
            painter.drawText(box, right, shown)
            for column in range(len(self._columns)):
                self._paint_one(painter, (row, column))
        painter.end()

    def _paint_one(self, painter: QPainter, spot: Spot) -> None:
        place, path = self.place(*spot), self._paths.get(spot, "")
        image = self._get(path) if path else None
        if image is None:
            painter.fillRect(place, theme.colour("stripe"))
        else:
            painter.drawImage(place, image)
        if spot == self._over and path:
            painter.setPen(QPen(theme.colour("accent_line"), 2))
            painter.drawRect(place.adjusted(1, 1, -1, -1))
            painter.setPen(theme.colour("second"))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._at(event.position())
        if over != self._over:
            self._over = over
            self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._over = None
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and found is not None:
            self.chosen.emit(*found)
