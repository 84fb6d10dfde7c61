"""Where no picture has been recorded yet: what can be looked into, as buttons."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.widgets.flow_layout import FlowLayout

BUTTON = 28  # px


class EmptyCard(QWidget):
    """Signals: `draw_asked()` · `newest_asked()` · `open_asked()`."""

    draw_asked = Signal()
    newest_asked = Signal()
    open_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sentence = QLabel()
        self.sentence.setTextFormat(Qt.TextFormat.PlainText)
        self.sentence.setWordWrap(True)
        self.draw = self._button(self.tr("Draw a swan and look inside"))
        self.draw.setProperty("primary", True)
        self.newest = self._button(self.tr("Look into the newest picture"))
        self.open = self._button(self.tr("Choose a picture…"))
        self.draw.clicked.connect(self.draw_asked)
        self.newest.clicked.connect(self.newest_asked)
        self.open.clicked.connect(self.open_asked)
        buttons = QWidget()
        row = FlowLayout(buttons, 8, centred=False)
        for button in (self.draw, self.newest, self.open):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.sentence)
        column.addWidget(buttons)
        column.addStretch(1)

    def show_possible(self, sentence: str, has_newest: bool) -> None:
        """What to read, and whether there is a picture to look into."""
        self.sentence.setText(sentence)
        self.newest.setEnabled(has_newest)
        self.newest.setToolTip(
            ""
            if has_newest
            else self.tr("There is none yet: pictures that you draw are listed on the Create page.")
        )

    def _button(self, text: str) -> QPushButton:
        button = QPushButton(text)
        button.setFixedHeight(BUTTON)
        button.setAutoDefault(False)
        return button
