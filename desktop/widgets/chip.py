"""A chip: a short text to click, 22 px high. It acts at once and is never on or off."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget

HEIGHT = 22  # px


class Chip(QPushButton):
    """Looks by the sheet's rule for `[chip]`; its text is plain, an `&` in it is shown."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self.setProperty("chip", True)
        self.setAccessibleName(text)
        self.setFixedHeight(HEIGHT)  # less, and Qt leaves out the sheet's round corners
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAutoDefault(False)
