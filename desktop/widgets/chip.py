"""A chip: a short text to click, 22 px high. It acts at once and is never on or off."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.widgets.tips import set_tip

HEIGHT = 22  # px
PADDING = 22  # px left and right of the text together, as the sheet has it


class Chip(QPushButton):
    """Looks by the sheet's rule for `[chip]`; its text is plain, an `&` in it is shown.

    Where there is no room for the text it ends in …, and the tooltip has it all.
    """

    def __init__(self, text: str, hint: str = "", parent: QWidget | None = None) -> None:
        """`hint`: what a click does."""
        super().__init__(_shown(text), parent)
        self._text, self._hint = text, hint
        set_tip(self, hint)
        self.setProperty("chip", True)
        self.setAccessibleName(text)
        self.setFixedHeight(HEIGHT)  # less, and Qt leaves out the sheet's round corners
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)

    def sizeHint(self) -> QSize:
        """For the whole text, also while there is less room."""
        return QSize(self.fontMetrics().horizontalAdvance(self._text) + PADDING + 2, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 4 * HEIGHT), HEIGHT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.width() - PADDING
        text = self.fontMetrics().elidedText(self._text, Qt.TextElideMode.ElideRight, room)
        self.setText(_shown(text))
        cut = "" if text == self._text else self._text
        set_tip(self, "\n".join(filter(None, (cut, self._hint))))


def _shown(text: str) -> str:
    return text.replace("&", "&&")
