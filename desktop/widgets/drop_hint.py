"""What dropping does here, over the whole place where it does; seen only while something is dragged."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop import theme

EDGE = 8  # px
RADIUS = 8.0
LINE = 2.0  # px
OPACITY = 0.92


class DropHint(QWidget):
    """Catches no mouse: the drag goes on to what lies below."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._text = text
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAccessibleName(text)
        self.hide()

    def show_over(self, host: QWidget) -> None:
        """As large as `host`, its parent, on top of all in it."""
        self.setGeometry(host.rect())
        self.raise_()
        self.show()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(EDGE, EDGE, -EDGE, -EDGE)
        painter.setOpacity(OPACITY)
        painter.setBrush(theme.colour("selected"))
        painter.setPen(QPen(theme.colour("accent_line"), LINE, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        painter.setOpacity(1.0)
        painter.setPen(theme.colour("on_selected"))
        painter.drawText(
            box, int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap), self._text
        )
        painter.end()
