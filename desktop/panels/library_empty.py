"""What stands where the library has nothing to show: what would be here, and a button that helps."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

EDGE = 48  # px


class LibraryEmpty(QWidget):
    """Signals: `clear_asked()` for a search without a hit · `add_asked()` · `hashes_asked()`."""

    hashes_asked = Signal()
    clear_asked = Signal()
    add_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.clear = QPushButton(self.tr("Show everything"))
        self.add = QPushButton(self.tr("Add a folder…"))
        self.hashes = QPushButton()
        for button, signal in (
            (self.hashes, self.hashes_asked),
            (self.clear, self.clear_asked),
            (self.add, self.add_asked),
        ):
            button.setAutoDefault(False)
            button.clicked.connect(signal)
        middle = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setSpacing(12)
        column.addStretch(1)
        column.setContentsMargins(EDGE, 0, EDGE, 0)
        column.addWidget(self._text)
        column.addWidget(self.hashes, 0, middle)
        column.addWidget(self.clear, 0, middle)
        column.addWidget(self.add, 0, middle)
        column.addStretch(2)

    def entry(self) -> QPushButton:
        """The button that helps now."""
        return self.add if self.clear.isHidden() else self.clear

    def say(self, text: str, *, searched: bool, hashes: str = "") -> None:
        """`searched`: things are there, and hidden by what was wished for; `hashes`: what that button says."""
        self.hashes.setText(hashes)
        self.hashes.setVisible(bool(hashes))
        self._text.setText(text)
        self.clear.setVisible(searched)
        self.add.setVisible(not searched)
