"""The way of a training across two axes: faithfulness to the right, likeness up, one mark for each judged step.

Shapes carry the meaning, colours repeat it: star = chosen, ring = copies a photo, half = leaks into the plain
noun, square = follows words badly. The corners of a frame stand around the step that is seen. Arrow keys walk the way.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import theme
from desktop.numbers import decimal
from desktop.widgets.labels import caption, figures
from desktop.widgets.tips import set_tip

Flaw = Literal["", "copying", "leak", "faithfulness"]
MARK = 5.0  # px, half of a mark
REACH = 14.0  # px around a mark that count as it
LEFT, BOTTOM, EDGE = 40, 36, 12  # px left, below and right of the plot
GAP = 4  # px above and below the line over the plot
TICK_PX = 60.0  # at least between two numbers of an axis


@dataclass(frozen=True)
class ChartPoint:
    """A judged step: `x` faithfulness, `y` likeness, each with its error."""

    step: int
    x: float
    y: float
    x_error: float = 0.0
    y_error: float = 0.0
    flaw: Flaw = ""


@dataclass(frozen=True)
class ChartTexts:
    """What the axes say, and the whole for screen readers."""

    across: str
    up: str
    spoken: str


class PathChart(QWidget):
    """Signals: `chosen(int)` the step a person clicked or walked to · `hovered(int)` under the pointer, -1 for none."""

    chosen = Signal(int)
    hovered = Signal(int)

    def __init__(self, texts: ChartTexts, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = texts
        self._points: tuple[ChartPoint, ...] = ()
        self._taken = self._shown = self._under = -1
        self._least = 0.0  # of x that is acceptable
        self.setAccessibleName(texts.spoken)
        set_tip(self, f"{texts.up}\n{texts.across}")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        caption(self)
        figures(self)

    def sizeHint(self) -> QSize:
        return QSize(420, 320)

    def minimumSizeHint(self) -> QSize:
        return QSize(220, 180)

    def show_points(self, points: Sequence[ChartPoint], taken: int, least: float) -> None:
        """`taken`: the step that is chosen, -1 for none; `least`: acceptable from there to the right."""
        self._points, self._taken, self._least = tuple(points), taken, least
        steps = {point.step for point in self._points}
        if self._shown not in steps:
            self._shown = taken if taken in steps else -1
        self.update()

    def show_step(self, step: int) -> None:
        """Frame the step whose pictures are seen; says nothing."""
        self._shown = step
        self.update()

    def place_of(self, step: int) -> QPointF | None:
        """Where the mark of a step is, px."""
        point = next((p for p in self._points if p.step == step), None)
        return self._spot(point.x, point.y) if point else None

    # --- geometry ---------------------------------------------------------------------------------

    def _plot(self) -> QRectF:
        top = GAP + self.fontMetrics().height() + GAP  # what the upright axis says stands above it
        return QRectF(self.rect()).adjusted(LEFT, top, -EDGE, -BOTTOM)

    def _ranges(self) -> tuple[float, float, float, float]:
        """Low and high of x and y, with all points and their errors inside."""
        points = [p for p in self._points if math.isfinite(p.x) and math.isfinite(p.y)]
        x_low = min([0.5, *(p.x - p.x_error - 0.05 for p in points)])
        x_high = max([1.05, *(p.x + p.x_error + 0.05 for p in points)])
        y_low = min([0.0, *(p.y - p.y_error - 0.05 for p in points)])
        y_high = max([1.0, *(p.y + p.y_error + 0.05 for p in points)])
        return x_low, x_high, y_low, y_high

    def _spot(self, x: float, y: float) -> QPointF:
        plot = self._plot()
        x_low, x_high, y_low, y_high = self._ranges()
        across = (x - x_low) / (x_high - x_low)
        up = (y - y_low) / (y_high - y_low)
        return QPointF(plot.left() + across * plot.width(), plot.bottom() - up * plot.height())

    def _at(self, place: QPointF) -> int:
        """The step under a place, -1 for none."""
        near = [
            (math.hypot(spot.x() - place.x(), spot.y() - place.y()), point.step)
            for point in self._points
            if (spot := self._spot(point.x, point.y))
        ]
        distance, step = min(near, default=(REACH, -1))
        return step if distance < REACH else -1

    # --- painting ---------------------------------------------------------------------------------

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot = self._plot()
        painter.fillRect(plot, theme.colour("field"))
        if self._least > 0:
            zone = QRectF(plot)
            corner = self._spot(self._least, 0)  # below, nothing is more alike than before
            zone.setLeft(min(max(corner.x(), plot.left()), plot.right()))
            zone.setBottom(min(corner.y(), plot.bottom()))
            painter.fillRect(zone, theme.colour("good_fill"))
        self._paint_axes(painter, plot)
        self._paint_way(painter)
        for point in self._points:
            self._paint_mark(painter, point)
        painter.setPen(theme.colour("text"))
        for place, name in self.names(painter.fontMetrics()):
            painter.drawText(place, name)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent_line"), 2.0))
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 6, 6)
        painter.end()

    def names(self, metrics: QFontMetrics) -> list[tuple[QPointF, str]]:
        """The steps that are written, and where; of two on one place the taken or shown one, else the later one."""
        first = (self._taken, self._shown)
        named: list[tuple[QPointF, str]] = []
        full: list[QRectF] = []
        for point in sorted(self._points, key=lambda p: (p.step not in first, -p.step)):
            spot, name = self._spot(point.x, point.y), str(point.step)
            place = QPointF(spot.x() + 2 * MARK, spot.y() - MARK)
            box = QRectF(metrics.boundingRect(name)).translated(place)
            if not any(box.intersects(other) for other in full):
                full.append(box)
                named.append((place, name))
        return named

    def _paint_axes(self, painter: QPainter, plot: QRectF) -> None:
        x_low, x_high, y_low, y_high = self._ranges()
        painter.setPen(QPen(theme.colour("edge"), 1.0))
        painter.drawLine(plot.bottomLeft(), plot.bottomRight())
        painter.drawLine(plot.bottomLeft(), plot.topLeft())
        painter.setPen(theme.colour("second"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        high = painter.fontMetrics().height()
        for y in round_numbers(y_low, y_high, int(plot.height() / TICK_PX)):
            spot = self._spot(x_low, y)
            middle = min(
                spot.y(), plot.bottom() - high / 2
            )  # not down among those of the other axis
            painter.drawText(QRectF(0, middle - 10, LEFT - 6, 20), int(right), decimal(y, 1))
        for x in round_numbers(x_low, x_high, int(plot.width() / TICK_PX)):
            spot = self._spot(x, y_low)
            box = QRectF(spot.x() - 20, plot.bottom() + 3, 40, high)
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), decimal(x, 1))
        below = QRectF(plot.left(), plot.bottom() + high, plot.width(), high + 2)
        cut = Qt.TextElideMode.ElideRight
        across = painter.fontMetrics().elidedText(self._texts.across, cut, int(below.width()))
        painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), across)
        above = QRectF(GAP, GAP, self.width() - 2 * GAP, high)
        up = painter.fontMetrics().elidedText(self._texts.up, cut, int(above.width()))
        painter.drawText(above, int(Qt.AlignmentFlag.AlignLeft), up)

    def _paint_way(self, painter: QPainter) -> None:
        painter.setPen(QPen(theme.colour("chart_1"), 1.5))
        spots = [self._spot(point.x, point.y) for point in self._points]
        painter.drawPolyline(QPolygonF(spots))

    def _paint_mark(self, painter: QPainter, point: ChartPoint) -> None:
        spot = self._spot(point.x, point.y)
        colour = theme.colour("chart_2" if point.flaw else "chart_1")
        painter.setPen(QPen(theme.colour("edge"), 1.0))
        wide = abs(self._spot(point.x + point.x_error, point.y).x() - spot.x())
        high = abs(self._spot(point.x, point.y + point.y_error).y() - spot.y())
        painter.drawLine(QPointF(spot.x() - wide, spot.y()), QPointF(spot.x() + wide, spot.y()))
        painter.drawLine(QPointF(spot.x(), spot.y() - high), QPointF(spot.x(), spot.y() + high))
        painter.setPen(QPen(colour, 1.5))
        painter.setBrush(colour)
        box = QRectF(spot.x() - MARK, spot.y() - MARK, 2 * MARK, 2 * MARK)
        if point.step == self._taken:
            painter.setBrush(theme.colour("accent"))
            painter.setPen(QPen(theme.colour("text"), 1.0))
            painter.drawPolygon(star(spot, 1.8 * MARK))
        elif point.flaw == "copying":
            painter.setBrush(theme.colour("field"))
            painter.drawEllipse(box)
        elif point.flaw == "leak":
            painter.setBrush(theme.colour("field"))
            painter.drawEllipse(box)
            painter.setBrush(colour)
            painter.drawPie(box, 90 * 16, 180 * 16)
        elif point.flaw == "faithfulness":
            painter.drawRect(box)
        else:
            painter.drawEllipse(box)
        if point.step == self._shown:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent_line"), 2.0))
            painter.drawPath(corners(spot, 2.2 * MARK))

    # --- the person -------------------------------------------------------------------------------

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        under = self._at(event.position())
        if under != self._under:
            self._under = under
            self.setCursor(
                Qt.CursorShape.PointingHandCursor if under >= 0 else Qt.CursorShape.ArrowCursor
            )
            self.hovered.emit(under)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        if self._under >= 0:
            self._under = -1
            self.hovered.emit(-1)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        step = self._at(event.position())
        if step >= 0:
            self._choose(step)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        move = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        steps = [point.step for point in self._points]
        if move is None or not steps:
            super().keyPressEvent(event)
            return
        place = steps.index(self._shown) + move if self._shown in steps else len(steps) - 1
        self._choose(steps[min(max(place, 0), len(steps) - 1)])

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def _choose(self, step: int) -> None:
        self.show_step(step)
        self.chosen.emit(step)


def round_numbers(low: float, high: float, most: int) -> list[float]:
    """Tenths, fifths, halves or wholes between two numbers, about `most` of them at most: what an axis may say."""
    step = next((s for s in (0.1, 0.2, 0.5, 1.0) if (high - low) / s <= max(most, 1)), 2.0)
    first, last = math.ceil(low / step - 1e-9), math.floor(high / step + 1e-9)
    return [place * step for place in range(first, last + 1)]


def star(centre: QPointF, radius: float) -> QPolygonF:
    """Five points, the first up."""
    corners = []
    for turn in range(10):
        reach = radius if turn % 2 == 0 else 0.45 * radius
        angle = math.pi * turn / 5
        corners.append(
            QPointF(centre.x() + reach * math.sin(angle), centre.y() - reach * math.cos(angle))
        )
    return QPolygonF(corners)


def corners(centre: QPointF, half: float) -> QPainterPath:
    """Of a frame around a mark: no mark of ours looks like it."""
    path = QPainterPath()
    for across, down in ((-1, -1), (1, -1), (1, 1), (-1, 1)):
        corner = QPointF(centre.x() + across * half, centre.y() + down * half)
        path.moveTo(corner - QPointF(across * half / 2, 0))
        path.lineTo(corner)
        path.lineTo(corner - QPointF(0, down * half / 2))
    return path
