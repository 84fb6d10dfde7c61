"""One curve over steps: what was measured as faint dots, its moving mean as a line."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import theme
from desktop.numbers import decimal
from desktop.widgets.labels import caption, figures

LEFT, BOTTOM, EDGE = 48, 20, 8  # px
SMOOTH = 0.9  # of the mean so far that stays with each point
DOTS_MAX = 1500


class LineChart(QWidget):
    """Shows what it is given; nothing can be done with it."""

    def __init__(self, spoken: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._points: list[tuple[int, float]] = []
        self.setAccessibleName(spoken)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        caption(self)
        figures(self)

    def sizeHint(self) -> QSize:
        return QSize(420, 132)

    def show_points(self, points: Sequence[tuple[int, float]]) -> None:
        """(step, value), rising by step."""
        self._points = thinned(points)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        plot = QRectF(self.rect()).adjusted(LEFT, EDGE, -EDGE, -BOTTOM)
        painter.fillRect(plot, theme.colour("field"))
        if len(self._points) > 1:
            self._paint(painter, plot)
        painter.end()

    def _paint(self, painter: QPainter, plot: QRectF) -> None:
        means = smoothed([value for _step, value in self._points])
        low, high = min(means), max(means)
        room = (high - low) * 0.15 or 0.05
        low, high = low - room, high + room
        first, last = self._points[0][0], max(self._points[-1][0], self._points[0][0] + 1)

        def spot(step: int, value: float) -> QPointF:
            x = plot.left() + plot.width() * (step - first) / (last - first)
            return QPointF(x, plot.bottom() - plot.height() * (value - low) / (high - low))

        painter.save()
        painter.setClipRect(plot)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("hairline"))
        for step, value in self._points:
            painter.drawEllipse(spot(step, value), 1.5, 1.5)
        painter.setPen(QPen(theme.colour("chart_3"), 1.5))
        line = [spot(step, mean) for (step, _v), mean in zip(self._points, means, strict=True)]
        painter.drawPolyline(QPolygonF(line))
        painter.restore()
        painter.setPen(theme.colour("second"))
        right = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for value, y in ((high, plot.top() + 8), (low, plot.bottom() - 8)):
            painter.drawText(QRectF(0, y - 10, LEFT - 6, 20), right, decimal(value, 3))
        below = QRectF(plot.left(), plot.bottom() + 1, plot.width(), BOTTOM - 2)
        painter.drawText(below, int(Qt.AlignmentFlag.AlignLeft), str(first))
        painter.drawText(below, int(Qt.AlignmentFlag.AlignRight), str(last))


def smoothed(values: Sequence[float]) -> list[float]:
    """Exponential mean, right from the first value on (the start is not pulled to 0)."""
    means, mean, weight = [], 0.0, 0.0
    for value in values:
        mean = SMOOTH * mean + (1 - SMOOTH) * value
        weight = SMOOTH * weight + (1 - SMOOTH)
        means.append(mean / weight)
    return means


def thinned(points: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    """At most `DOTS_MAX` of them, evenly taken; the last one is among them."""
    every = -(-len(points) // DOTS_MAX) or 1
    kept = list(points[::every])
    if points and kept[-1] != points[-1]:
        kept.append(points[-1])
    return kept
