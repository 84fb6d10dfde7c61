"""A meter from 0 to 1 with its number, and ten small ones below it. It shows numbers and computes none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import theme
from desktop.numbers import decimal
from desktop.widgets.labels import figures

BAR = 20  # px
NUMBER = 44  # px for the number
GAP = 6  # px
SMALL_BAR = 64  # px high


class ScoreMeter(QWidget):
    """How much something is so, and how much it is each of some."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._value: float | None = None
        self._each: tuple[float, ...] = ()
        self._name = name
        self.setAccessibleName(name)
        figures(self)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_score(self, value: float | None, each: Sequence[float] = ()) -> None:
        """Other numbers, each 0 … 1; None where there is nothing to be judged."""
        self._value, self._each = value, tuple(each)
        self.setAccessibleDescription("" if value is None else decimal(value, 2))
        self.update()

    def value(self) -> float | None:
        return self._value

    def sizeHint(self) -> QSize:
        return QSize(240, self._line() + BAR + GAP + SMALL_BAR + self._line())

    def _line(self) -> int:
        return self.fontMetrics().height() + 4

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        line, width = self._line(), float(self.width())
        painter.setPen(theme.colour("text"))
        painter.drawText(QRectF(0, 0, width, line), int(Qt.AlignmentFlag.AlignLeft), self._name)
        bar = QRectF(0.5, line + 0.5, width - NUMBER - GAP - 1, BAR - 1)
        self._paint_bar(painter, bar, self._value or 0.0, across=True)
        font = QFont(self.font())
        font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        text = "–" if self._value is None else decimal(self._value, 2)
        painter.setPen(theme.colour("text"))
        place = QRectF(width - NUMBER, line, NUMBER, BAR)
        flags = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(place, int(flags), text)
        self._paint_each(painter, line + BAR + GAP, width)
        painter.end()

    def _paint_each(self, painter: QPainter, top: float, width: float) -> None:
        painter.setFont(self.font())
        each = self._each or (0.0,) * 10
        room = width / len(each)
        for place, value in enumerate(each):
            box = QRectF(place * room + 2.5, top + 0.5, room - 5, SMALL_BAR - 1)
            self._paint_bar(painter, box, value, across=False)
            painter.setPen(theme.colour("second"))
            name = QRectF(place * room, top + SMALL_BAR, room, self._line())
            painter.drawText(name, int(Qt.AlignmentFlag.AlignHCenter), str(place))

    @staticmethod
    def _paint_bar(painter: QPainter, box: QRectF, value: float, *, across: bool) -> None:
        share = min(max(value, 0.0), 1.0)
        filled = QRectF(box)
        if across:
            filled.setWidth(box.width() * share)
        else:
            filled.setTop(box.bottom() - box.height() * share)
        painter.fillRect(filled, theme.colour("accent_line"))
        painter.setPen(theme.colour("edge"))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
