"""What pictures of the model can be judged with: says what is missing and leads to where it can be fetched."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from core.files.trainings.judging_encoders import ALL, JudgingEncoder
from desktop.phrases import judging as phrases
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.labels import Caption
from desktop.widgets.tips import set_tip


class JudgesRow(QWidget):
    """Signals: `fetch_asked(repository)` a person wants to see what the hub has of it."""

    fetch_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.says = Caption(wrap=True)
        self.buttons = {encoder.repo: QPushButton() for encoder in ALL}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.says)
        verbs = QWidget()
        row = FlowLayout(verbs, 8, centred=False)
        for encoder in ALL:
            button = self.buttons[encoder.repo]
            button.setText(phrases.fetch_text(encoder))
            button.setFixedHeight(28)
            button.setAutoDefault(False)
            set_tip(button, phrases.fetch_hint())
            button.clicked.connect(lambda _on=False, repo=encoder.repo: self.fetch_asked.emit(repo))
            row.addWidget(button)
        column.addWidget(verbs)
        self.show_missing(())

    def show_missing(self, missing: Sequence[JudgingEncoder], *, late: bool = False) -> None:
        """Nothing is seen where nothing is missing. `late`: a training has begun without them and stays so."""
        repos = {encoder.repo for encoder in missing}
        for repo, button in self.buttons.items():
            button.setVisible(repo in repos)
        text = phrases.late_text() if late else phrases.missing_text(missing)
        self.says.setText(text)
        self.setVisible(bool(missing))
