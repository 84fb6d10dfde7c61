"""Named points on two axes. Names that would lie over others are left out; pointing at a point tells its name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import theme
from desktop.widgets.chart import DARK, LIGHT
from desktop.widgets.labels import caption
from desktop.widgets.tips import set_tip

EDGE = 20  # px
DOT = 4.0  # px
NEAR = 12.0  # px around a point


@dataclass(frozen=True)
class NamedPoint:
    """`group`: points of one look."""

    name: str
    x: float
    y: float
    group: int = 0


def paint_mark(painter: QPainter, spot: QPointF, group: int) -> None:
    """The mark of a group: colour and shape, so that neither is needed alone. The painter stays as it was."""
    colours = DARK if theme.roles().dark else LIGHT
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours[group % 3]))
    box = _around(spot)
    if group % 3 == 0:
        painter.drawEllipse(box)
    elif group % 3 == 1:
        painter.drawRect(box)
    else:
        top = QPointF(spot.x(), box.top())
        painter.drawPolygon(QPolygonF([box.bottomLeft(), top, box.bottomRight()]))
    painter.restore()


def _around(spot: QPointF) -> QRectF:
    return QRectF(spot.x() - DOT, spot.y() - DOT, 2 * DOT, 2 * DOT)


class Scatter(QWidget):
    """Shows what it is given; both axes have one scale."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        caption(self)
        self._points: Sequence[NamedPoint] = ()
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setMinimumSize(200, 180)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_points(self, points: Sequence[NamedPoint]) -> None:
        """Other points."""
        self._points = points
        self.setAccessibleDescription(", ".join(point.name for point in points))
        self.update()

    def points(self) -> Sequence[NamedPoint]:
        return self._points

    def spot(self, point: NamedPoint) -> QPointF:
        """Where a point lies in the widget."""
        xs, ys = [p.x for p in self._points], [p.y for p in self._points]
        room = QRectF(self.rect()).adjusted(EDGE, EDGE, -3 * EDGE, -EDGE)
        wide, high = max(xs) - min(xs), max(ys) - min(ys)
        scale = min(room.width() / wide if wide else 1e9, room.height() / high if high else 1e9)
        scale = 0.0 if scale >= 1e9 else scale
        x = room.center().x() + (point.x - (max(xs) + min(xs)) / 2) * scale
        y = room.center().y() - (point.y - (max(ys) + min(ys)) / 2) * scale
        return QPointF(x, y)

    def sizeHint(self) -> QSize:
        return QSize(320, 260)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour("hairline"))
        painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))
        for point in self._points:
            paint_mark(painter, self.spot(point), point.group)
        painter.setPen(theme.colour("text"))
        for name, place in self.names():
            painter.drawText(place, int(Qt.AlignmentFlag.AlignVCenter), name)
        painter.end()

    def names(self) -> list[tuple[str, QRectF]]:
        """The names there is room for, and where: beside their mark, over no mark and no other name."""
        marks = [_around(self.spot(point)) for point in self._points]
        taken, found = list(marks), []
        for point, mark in zip(self._points, marks, strict=True):
            width = self.fontMetrics().horizontalAdvance(point.name) + 2
            middle = mark.center()
            places = (
                QRectF(mark.right() + 2, middle.y() - 8, width, 16),
                QRectF(mark.left() - 2 - width, middle.y() - 8, width, 16),
                QRectF(middle.x() - width / 2, mark.top() - 16, width, 16),
                QRectF(middle.x() - width / 2, mark.bottom(), width, 16),
            )
            for place in places:
                inside = QRectF(self.rect()).contains(place)
                if inside and not any(place.intersects(other) for other in taken):
                    taken.append(place)
                    found.append((point.name, place))
                    break
        return found

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        near = [
            point.name
            for point in self._points
            if (self.spot(point) - event.position()).manhattanLength() <= NEAR
        ]
        set_tip(self, ", ".join(dict.fromkeys(near)))
