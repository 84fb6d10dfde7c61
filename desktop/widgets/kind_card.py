"""A card to choose: icon over a word, with a sentence as its tooltip. One of several holds."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QWidget

from desktop import theme
from desktop.widgets.tips import set_tip

SIZE = QSize(120, 96)  # px
ICON = 32  # px
RADIUS = 8.0


class KindCard(QAbstractButton):
    """Checkable; the chosen one is filled, semi-bold and has a line under it."""

    def __init__(self, icon: str, text: str, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setText(text)
        self.setAccessibleName(text)
        set_tip(self, hint)
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return QSize(
            max(SIZE.width(), self.fontMetrics().horizontalAdvance(self.text()) + 32), SIZE.height()
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(88, SIZE.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        fill = "selected" if self.isChecked() else "stripe" if self.underMouse() else "button"
        ring = "accent_line" if self.hasFocus() else "edge"
        painter.setPen(QPen(theme.colour(ring), 2.0 if self.hasFocus() else 1.0))
        painter.setBrush(theme.colour(fill))
        painter.drawRoundedRect(box, RADIUS, RADIUS)
        if self.isChecked():
            painter.fillRect(
                QRectF(box.left() + 12, box.bottom() - 4, box.width() - 24, 3),
                theme.colour("accent_line"),
            )
        role = "on_selected" if self.isChecked() else "text"
        spot = QRect((self.width() - ICON) // 2, 16, ICON, ICON)
        theme.icon(self._icon, role, ICON).paint(painter, spot)
        font = QFont(self.font())
        if self.isChecked():
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme.colour(role))
        below = QRect(4, 16 + ICON + 4, self.width() - 8, self.height() - ICON - 28)
        text = painter.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, below.width()
        )
        painter.drawText(below, int(Qt.AlignmentFlag.AlignCenter), text)
        painter.end()
