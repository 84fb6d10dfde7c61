"""What an empty canvas says: one sentence and six examples to click. It starts nothing itself."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from desktop.widgets.card import Card
from desktop.widgets.chip import Chip
from desktop.widgets.flow_layout import FlowLayout

# Words the starter knows; prompts stay English in every language, as the models were taught so.
EXAMPLES = (
    "a cute teddy bear on a blue background",
    "a graceful swan on a white background",
    "a fox on a green background",
    "a swan and an apple",
    "a rocket and the moon",
    "a panda and a rainbow",
)
WIDTH_MAX = 480  # px


class EmptyState(Card):
    """Signals: `example_chosen(prompt)`. A card of the frame's colour: it may be wider than that."""

    example_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, fill="field")
        self.edge = "field"
        self.setMaximumWidth(WIDTH_MAX)
        sentence = QLabel(self.tr("Type a prompt, or drop or paste a picture."))
        sentence.setTextFormat(Qt.TextFormat.PlainText)
        sentence.setAlignment(Qt.AlignmentFlag.AlignCenter)
        sentence.setWordWrap(True)
        self._chips = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self._chips.setSizePolicy(policy)
        flow = FlowLayout(self._chips)
        for text in EXAMPLES:
            chip = Chip(text, self.tr("Put these words into the prompt"))
            chip.clicked.connect(lambda _checked=False, text=text: self.example_chosen.emit(text))
            flow.addWidget(chip)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(12)
        column.addWidget(sentence)
        column.addWidget(self._chips)
