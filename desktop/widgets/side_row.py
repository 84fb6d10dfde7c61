"""A row of a side list: icon, a text that ends in … where there is no room, a figure at the right. One is chosen."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop import theme
from desktop.widgets.labels import figures
from desktop.widgets.tips import set_tip

HEIGHT = 32  # px
ICON = 18  # px
EDGE = 8  # px
RADIUS = 6.0


class SideRow(QAbstractButton):
    """Checkable. `grey` rows are there and away at the same time; an icon "" takes no room."""

    def __init__(
        self,
        icon: str,
        text: str,
        parent: QWidget | None = None,
        *,
        mode: Qt.TextElideMode = Qt.TextElideMode.ElideRight,
    ) -> None:
        super().__init__(parent)
        self._mode = mode
        self._icon, self._figure, self._hint, self._grey = icon, "", "", False
        self.setText(text)
        self.setCheckable(True)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        figures(self)

    def show_as(self, figure: str, hint: str = "", *, grey: bool = False, icon: str = "") -> None:
        """The figure at the right, a tooltip under the whole text, and whether it is away."""
        self._figure, self._hint, self._grey = figure, hint, grey
        self._icon = icon or self._icon
        set_tip(self, "\n".join(filter(None, (self.text(), hint))))
        self.setAccessibleName(" · ".join(filter(None, (self.text(), figure))))
        self.update()

    def figure(self) -> str:
        return self._figure

    def sizeHint(self) -> QSize:
        return QSize(120, max(HEIGHT, self.fontMetrics().height() + 10))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("selected" if self.isChecked() else "stripe"))
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent_line"), 2.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, RADIUS, RADIUS)
        role = "placeholder" if self._grey else "on_selected" if self.isChecked() else "text"
        if self._icon:
            spot = QRect(EDGE, (self.height() - ICON) // 2, ICON, ICON)
            theme.icon(self._icon, role, ICON).paint(painter, spot)
        font = QFont(self.font())
        if self.isChecked():
            font.setWeight(QFont.Weight.DemiBold)
        painter.setFont(font)
        painter.setPen(theme.colour(role))
        inner = self.rect().adjusted(EDGE + (ICON + 8 if self._icon else 0), 0, -EDGE, 0)
        painter.drawText(inner, int(_RIGHT), self._figure)
        if self._figure:
            inner.setRight(
                inner.right() - painter.fontMetrics().horizontalAdvance(self._figure) - 8
            )
        shown = painter.fontMetrics().elidedText(self.text(), self._mode, inner.width())
        painter.drawText(inner, int(_LEFT), shown)
        painter.end()


_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
