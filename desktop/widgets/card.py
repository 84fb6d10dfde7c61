"""A floating card: panel colour, one hairline, round corners. It holds things and means nothing."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop import theme

RADIUS = 8.0


def fitting_height(widget: QWidget, width: int) -> int:
    """How high a widget with a layout must be for its wrapped texts at `width`, px."""
    layout = widget.layout()
    if layout is None:
        return widget.sizeHint().height()
    layout.invalidate()
    layout.activate()
    height = layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else 0
    return height or layout.totalMinimumSize().height()


class Card(QWidget):
    """Painted, not styled: the sheet has no rule for plain widgets.

    Attributes: `fill`, `edge`: names of roles.
    """

    def __init__(self, parent: QWidget | None = None, fill: str = "panel") -> None:
        super().__init__(parent)
        self.fill = fill
        self.edge = "hairline"

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour(self.edge), 1.0))
        painter.setBrush(theme.colour(self.fill))
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, RADIUS, RADIUS, Qt.SizeMode.AbsoluteSize)
        painter.end()
