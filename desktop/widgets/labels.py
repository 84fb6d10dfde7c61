"""Labels of the words panel: the name of a control, and the small second text. Always plain text."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QLabel, QWidget

CAPTION, TITLE = 0.92, 1.25  # of the system's type size


class NameLabel(QLabel):
    """The semi-bold name over or before a control, its buddy."""

    def __init__(self, text: str, buddy: QWidget | None = None) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        font = self.font()
        font.setWeight(QFont.Weight.DemiBold)
        self.setFont(font)
        if buddy is not None:
            self.setBuddy(buddy)


class Caption(QLabel):
    """A smaller line in the second text colour; wraps where `wrap` says so."""

    def __init__(self, text: str = "", *, wrap: bool = False) -> None:
        super().__init__(text)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("caption", True)
        self.setWordWrap(wrap)
        caption(self)

    def say(self, text: str) -> None:
        """Show `text`; an empty one takes no room."""
        self.setText(text)
        self.setVisible(bool(text))


def caption(widget: QWidget) -> None:
    """Give a widget the small type of captions."""
    font = widget.font()
    font.setPointSizeF(font.pointSizeF() * CAPTION)
    widget.setFont(font)


def title(widget: QWidget) -> None:
    """Give a widget the type of a page's title."""
    font = widget.font()
    font.setPointSizeF(font.pointSizeF() * TITLE)
    font.setWeight(QFont.Weight.DemiBold)
    widget.setFont(font)


def figures(widget: QWidget) -> None:
    """Let all digits of a widget's font be of one width, so that changing numbers stand still."""
    font = widget.font()
    font.setFeature(QFont.Tag("tnum"), 1)
    widget.setFont(font)
