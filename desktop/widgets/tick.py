"""A box to tick, painted by the roles: the style's own has an edge that cannot be seen in dark."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from desktop import theme

BOX, SIZE = 16, 24  # px: the box, and what can be hit
ROUND = 4  # px


class Tick(QCheckBox):
    """On or off, without a text of its own: whoever places it gives it a spoken name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(SIZE, SIZE)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        place = QRect(0, 0, BOX, BOX)
        place.moveCenter(self.rect().center())
        box = QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5)
        on = self.isChecked()
        focused = self.hasFocus()
        painter.setPen(
            QPen(theme.colour("accent_line" if focused else "edge"), 2 if focused else 1)
        )
        painter.setBrush(theme.colour("accent" if on else "field"))
        painter.drawRoundedRect(box, ROUND, ROUND)
        if on:
            inner = place.adjusted(1, 1, -1, -1)
            theme.icon("check", "on_accent", inner.width()).paint(
                painter, inner, Qt.AlignmentFlag.AlignCenter
            )
        painter.end()
