"""Branches of a recorded picture, hung below its curve: each a line from the step where it left."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import theme
from desktop.panels.inside.run_names import run_name
from desktop.state.inside.film import Run
from desktop.widgets.chart import DARK, LEFT, LIGHT, RIGHT
from desktop.widgets.labels import caption

ROW = 22  # px
DOT = 4.0  # px


class BranchTree(QWidget):
    """Lies under a `Chart` over the same steps. Signals: `chosen(name)` of a run."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        caption(self)
        self._rows: list[Run] = []
        self._current = ""
        self.setAccessibleName(self.tr("Branches"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def show_runs(self, runs: Sequence[Run], current: Run) -> None:
        """The family of `current`: the run that all come from, then its branches."""
        self._rows = family(runs, current)
        self._current = current.name
        self.setVisible(len(self._rows) > 1)
        self.updateGeometry()
        self.update()

    def rows(self) -> list[Run]:
        """What is shown, from top to bottom."""
        return self._rows

    def sizeHint(self) -> QSize:
        return QSize(240, ROW * len(self._rows))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor((DARK if theme.roles().dark else LIGHT)[0])
        names = [run.name for run in self._rows]
        room = self.width() - LEFT - RIGHT
        for place, run in enumerate(self._rows):
            y = place * ROW + ROW / 2
            start = run.left[1] if run.left is not None else 0
            x = LEFT + room * start / max(1, run.steps - 1)
            is_current = run.name == self._current
            painter.setPen(QPen(colour, 2.5 if is_current else 1.25))
            painter.drawLine(QPointF(x, y), QPointF(self.width() - RIGHT, y))
            if run.left is not None and run.left[0] in names:
                above = names.index(run.left[0]) * ROW + ROW / 2
                painter.drawLine(QPointF(x, above), QPointF(x, y))
            painter.setBrush(colour if is_current else theme.colour("window"))
            painter.drawEllipse(QPointF(x, y), DOT, DOT)
            self._paint_name(painter, run, x, y, is_current)
        painter.end()

    def _paint_name(self, painter: QPainter, run: Run, x: float, y: float, bold: bool) -> None:
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        painter.setFont(font)
        text = run_name(run)
        if run.left is not None and run.identical:
            text = self.tr("{0} · identical").format(text)
        metrics = painter.fontMetrics()
        most = self.width() - RIGHT - 16
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, most)
        width = metrics.horizontalAdvance(text) + 8
        left = min(x + 2 * DOT, self.width() - RIGHT - width)
        box = QRectF(left, y - ROW / 2 + 2, width, ROW - 4)
        painter.fillRect(box, theme.colour("window"))
        painter.setPen(theme.colour("text"))
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), text)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        place = int(event.position().y() // ROW)
        if 0 <= place < len(self._rows):
            self.chosen.emit(self._rows[place].name)


def family(runs: Sequence[Run], member: Run) -> list[Run]:
    """All runs that come from where `member` comes from, each below the one that it left."""
    known = {run.name: run for run in runs}
    top = member
    while top.left is not None and top.left[0] in known:
        top = known[top.left[0]]
    found: list[Run] = []

    def add(run: Run) -> None:
        found.append(run)
        for other in runs:
            if other.left is not None and other.left[0] == run.name:
                add(other)

    add(top)
    return found
