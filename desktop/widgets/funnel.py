"""Sizes on the way through something that narrows and widens again: a bar a stage, as high as its picture."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop import theme
from desktop.widgets.labels import caption, figures
from desktop.widgets.tips import set_tip

HEIGHT = 88  # px
LABEL = 32  # px under the bars
GAP = 6  # px
WIDEST = 72  # px of a bar


@dataclass(frozen=True)
class Bar:
    """`share` 0 … 1 of the largest side; two short lines below; a longer text for the tooltip."""

    share: float
    first: str
    second: str
    hint: str
    accent: bool = False  # the narrowest


class Funnel(QWidget):
    """Shows what it is given."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        caption(self)
        figures(self)
        self._bars: Sequence[Bar] = ()
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Other stages."""
        self._bars = bars
        self.setAccessibleDescription("; ".join(bar.hint for bar in bars))
        self.update()

    def bars(self) -> Sequence[Bar]:
        return self._bars

    def sizeHint(self) -> QSize:
        return QSize(320, HEIGHT)

    def place(self, number: int) -> QRectF:
        """Where a bar stands, with its text."""
        width = min((self.width() + GAP) / max(1, len(self._bars)) - GAP, WIDEST)
        return QRectF(number * (width + GAP), 0, width, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        middle = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        high = self.height() - LABEL
        for number, bar in enumerate(self._bars):
            place = self.place(number)
            height = max(3.0, high * bar.share)
            box = QRectF(place.x(), (high - height) / 2, place.width(), height)
            painter.fillRect(box, theme.colour("accent_line" if bar.accent else "edge"))
            painter.setPen(theme.colour("text" if bar.accent else "second"))
            for line, text in enumerate((bar.first, bar.second)):
                under = QRectF(place.x() - GAP, high + line * 15, place.width() + 2 * GAP, 16)
                if self.fontMetrics().horizontalAdvance(text) > place.width() + GAP:
                    text = text.removeprefix("× ")  # no room for the sign
                painter.drawText(under, middle, text)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        for number, bar in enumerate(self._bars):
            if self.place(number).contains(event.position()):
                set_tip(self, bar.hint)
                return
        set_tip(self, "")
