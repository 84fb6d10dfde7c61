"""A box to tick and a round one of several, each with its text, painted by the roles: the style's own edges cannot be
seen in dark.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton

from desktop import theme

MARK = 16  # px
GAP = 8  # px to the text
ROUND = 4  # px
INSET = 4  # px around a mark that can be hit


class CheckMark(QCheckBox):
    """On or off; without a text only the box, and whoever places it gives it a spoken name."""

    def sizeHint(self) -> QSize:
        return _size(self)

    def minimumSizeHint(self) -> QSize:
        return _size(self)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = _begin(painter, self)
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), ROUND, ROUND)
        if self.isChecked():
            role = "on_accent" if self.isEnabled() else "disabled"
            theme.icon("check", role, MARK - 2).paint(painter, place.adjusted(1, 1, -1, -1))
        _text(painter, self)
        painter.end()


class RadioMark(QRadioButton):
    """One of several."""

    def sizeHint(self) -> QSize:
        return _size(self)

    def minimumSizeHint(self) -> QSize:
        return _size(self)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        place = _begin(painter, self)
        painter.drawEllipse(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5))
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("on_accent" if self.isEnabled() else "disabled"))
            painter.drawEllipse(QRectF(place).adjusted(5, 5, -5, -5))
        _text(painter, self)
        painter.end()


def _size(button: QAbstractButton) -> QSize:
    metrics = button.fontMetrics()
    text = GAP + metrics.horizontalAdvance(button.text()) + 4 if button.text() else 2 * INSET
    return QSize(MARK + text, max(MARK + 2 * INSET, metrics.height() + 6))


def _begin(painter: QPainter, button: QAbstractButton) -> QRect:
    """Pen and brush of the mark, and its place."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    filled = button.isChecked() and button.isEnabled()
    ring = "text" if filled else "accent_line"  # on the accent one of its colour is not seen
    edge = ring if button.hasFocus() else "edge" if button.isEnabled() else "hairline"
    painter.setPen(QPen(theme.colour(edge), 2 if button.hasFocus() else 1))
    painter.setBrush(theme.colour("accent" if filled else "field"))
    left = 1 if button.text() else INSET
    return QRect(left, (button.height() - MARK) // 2, MARK, MARK)


def _text(painter: QPainter, button: QAbstractButton) -> None:
    painter.setPen(theme.colour("text" if button.isEnabled() else "disabled"))
    place = button.rect().adjusted(MARK + GAP, 0, 0, 0)
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextShowMnemonic
    painter.drawText(place, int(flags), button.text())
