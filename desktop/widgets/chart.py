"""A small chart: lines or dots over one axis, a marker, a band. It shows numbers and computes none."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from PySide6.QtCore import QLocale, QPointF, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import theme
from desktop.widgets.labels import caption, figures

LEFT, RIGHT, TOP, BOTTOM = 50, 12, 8, 20  # px around the lines
DOT = 3.0  # px
HEIGHT = 132  # px
LIGHT, DARK = ("#0072B2", "#B45309", "#00796B"), ("#5CC8FF", "#F2BE5C", "#4FD1B5")
Mark = Literal["none", "circle", "square"]


@dataclass(frozen=True)
class Curve:
    """Some points and how they look; `tone` 0 … 2 is one of three colours that also blind people tell apart."""

    name: str
    points: Sequence[tuple[float, float]]
    tone: int = 0
    mark: Mark = "none"
    line: bool = True
    bands: Sequence[tuple[float, float, float]] = ()  # x, low, high


@dataclass(frozen=True)
class Axes:
    """What the axes mean; `x` and `y` fix their ends, else the numbers do. `log`: y by powers of ten."""

    x_name: str = ""
    x: tuple[float, float] | None = None
    y: tuple[float, float] | None = None
    log: bool = False
    marks: Sequence[float] = field(default=())  # at the lower axis; empty: the two ends


class Chart(QWidget):
    """Signals: `pointed(float)` where on the lower axis a person clicked or drags."""

    pointed = Signal(float)

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        caption(self)
        figures(self)
        self._curves: tuple[Curve, ...] = ()
        self._axes = Axes()
        self._ends = ((0.0, 1.0), (0.0, 1.0))  # of both axes, as they are scaled
        self._drawn = QPixmap()  # all but the marker, which moves often
        self._marker: float | None = None
        self._right = RIGHT
        theme.theme().changed.connect(self._forget)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_curves(self, curves: Sequence[Curve], axes: Axes) -> None:
        """Other numbers."""
        self._curves, self._axes = tuple(curves), axes
        self._ends = (self._x_ends(), self._y_ends())
        self._forget()

    @Slot()
    def _forget(self) -> None:
        self._drawn = QPixmap()
        self.update()

    def show_marker(self, x: float | None) -> None:
        """A standing line at `x`."""
        if x != self._marker:
            self._marker = x
            self.update()

    def end_with(self, right: int) -> None:
        """Leave `right` px free beside the lines, so that they end under something else."""
        if right != self._right:
            self._right = right
            self._forget()

    def stretch(self) -> None:
        """As high as there is room, instead of as low as all charts are."""
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def curves(self) -> tuple[Curve, ...]:
        return self._curves

    def sizeHint(self) -> QSize:
        return QSize(320, HEIGHT)

    # --- places -----------------------------------------------------------------------------------

    def field(self) -> QRectF:
        """Where the lines are."""
        return QRectF(self.rect()).adjusted(LEFT, TOP, -self._right, -BOTTOM)

    def x_of(self, x: float) -> float:
        """A number of the lower axis as px of the widget."""
        (low, high), room = self._ends[0], self.field()
        return room.left() + room.width() * (x - low) / ((high - low) or 1.0)

    def y_of(self, y: float) -> float:
        """A number of the standing axis as px of the widget."""
        low, high = self._ends[1]
        room = self.field()
        share = (self._scaled(y) - low) / ((high - low) or 1.0)
        return room.bottom() - room.height() * min(max(share, 0.0), 1.0)

    def _scaled(self, y: float) -> float:
        return math.log10(max(y, 1e-12)) if self._axes.log else y

    def _x_ends(self) -> tuple[float, float]:
        if self._axes.x is not None:
            return self._axes.x
        numbers = [x for curve in self._curves for x, _ in curve.points] or [0.0, 1.0]
        return min(numbers), max(numbers)

    def _y_ends(self) -> tuple[float, float]:
        if self._axes.y is not None:
            low, high = self._axes.y
            return self._scaled(low), self._scaled(high)
        numbers = [self._scaled(y) for curve in self._curves for _, y in curve.points]
        numbers += [self._scaled(y) for c in self._curves for band in c.bands for y in band[1:]]
        if not numbers:
            return 0.0, 1.0
        low, high = min(numbers), max(numbers)
        if not self._axes.log:
            low = min(low, 0.0)
        return low, high if high > low else low + 1.0

    # --- Qt ---------------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        ratio = self.devicePixelRatio()
        if self._drawn.isNull() or self._drawn.deviceIndependentSize().toSize() != self.size():
            self._drawn = QPixmap(self.size() * ratio)
            self._drawn.setDevicePixelRatio(ratio)
            self._drawn.fill(Qt.GlobalColor.transparent)
            self._paint_all(QPainter(self._drawn))
        painter = QPainter(self)
        painter.drawPixmap(0, 0, self._drawn)
        if self._marker is not None:
            painter.setPen(QPen(theme.colour("text"), 1, Qt.PenStyle.DashLine))
            x, room = round(self.x_of(self._marker)), self.field()
            painter.drawLine(QPointF(x, room.top()), QPointF(x, room.bottom()))
        painter.end()

    def _paint_all(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self.font())
        room = self.field()
        painter.setPen(QPen(theme.colour("hairline"), 1))
        painter.drawLine(room.bottomLeft(), room.bottomRight())
        painter.drawLine(room.topLeft(), room.bottomLeft())
        self._paint_numbers(painter, room)
        painter.setClipRect(room.adjusted(-DOT - 1, -DOT - 1, DOT + 1, DOT + 1))
        for curve in self._curves:
            self._paint_curve(painter, curve)
        painter.end()

    def _paint_curve(self, painter: QPainter, curve: Curve) -> None:
        colour = QColor((DARK if theme.roles().dark else LIGHT)[curve.tone % 3])
        spots = [QPointF(self.x_of(x), self.y_of(y)) for x, y in curve.points]
        if curve.bands:
            pale = QColor(colour)
            pale.setAlphaF(0.25)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(pale)
            upper = [QPointF(self.x_of(x), self.y_of(high)) for x, _, high in curve.bands]
            lower = [QPointF(self.x_of(x), self.y_of(low)) for x, low, _ in curve.bands]
            painter.drawPolygon(QPolygonF(upper + lower[::-1]))
        painter.setPen(QPen(colour, 1.75))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if curve.line:
            painter.drawPolyline(QPolygonF(spots))
        if curve.mark != "none" or len(spots) == 1:  # one point makes no line
            painter.setBrush(colour)
            for spot in spots:
                box = QRectF(spot.x() - DOT, spot.y() - DOT, 2 * DOT, 2 * DOT)
                if curve.mark == "square":
                    painter.drawRect(box)
                else:
                    painter.drawEllipse(box)

    def _paint_numbers(self, painter: QPainter, room: QRectF) -> None:
        painter.setPen(theme.colour("second"))
        low, high = self._ends[1]
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for value, y in ((high, room.top()), (low, room.bottom())):
            number = 10**value if self._axes.log else value
            painter.drawText(QRectF(0, y - 9, LEFT - 6, 18), right, short(number))
        left, last = self._ends[0]
        for x in self._axes.marks or (left, last):
            box = QRectF(self.x_of(x) - 40, room.bottom() + 2, 80, BOTTOM - 2)
            side = Qt.AlignmentFlag.AlignHCenter
            if box.right() > self.width():
                side = Qt.AlignmentFlag.AlignRight
                box.moveRight(self.width())
            painter.drawText(box, int(side | Qt.AlignmentFlag.AlignTop), short(x))
        flags = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        names = [f"{_SIGNS[c.mark]} {c.name}" for c in self._curves if c.name]
        title = " · ".join(filter(None, (self._axes.x_name, *names)))
        middle = room.adjusted(44, room.height() + 2, -44, BOTTOM)
        shown = self.fontMetrics().elidedText(
            title, Qt.TextElideMode.ElideRight, int(middle.width())
        )
        painter.drawText(middle, flags, shown)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._point(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._point(event.position())

    def _point(self, spot: QPointF) -> None:
        (low, high), room = self._ends[0], self.field()
        share = min(max((spot.x() - room.left()) / (room.width() or 1.0), 0.0), 1.0)
        self.pointed.emit(low + share * (high - low))


_SIGNS: dict[Mark, str] = {"none": "—", "circle": "●", "square": "■"}


def short(number: float) -> str:
    """A number for an axis: three digits, no zeros behind."""
    if number == int(number) and abs(number) < 1e5:
        return QLocale().toString(int(number))
    if 1e3 <= abs(number) < 1e5:
        return QLocale().toString(float(f"{number:.3g}"), "f", 0)
    if 1e-3 <= abs(number) < 1e3:
        return QLocale().toString(number, "g", 3 if abs(number) >= 0.01 else 2)
    digits, _, power = f"{number:.1e}".partition("e")
    return f"{QLocale().toString(float(digits), 'g', 2)}e{int(power)}"
