"""What a branch does otherwise from its step on: words, guidance, and where it may."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QWidget

from core.contract.request import GenerationRequest
from desktop.state.inside.film import Run
from desktop.widgets.card import Card
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.labels import NameLabel
from desktop.widgets.number_field import NumberField, NumberKind

BUTTON = 28  # px
GUIDANCE = NumberKind(1, 20, 0.5, 1)


class BranchForm(Card):
    """Signals: `mask_asked()` a picture is to be chosen · `branched(prompt, negative, guidance, mask)` ·
    `closed()`.
    """

    mask_asked = Signal()
    branched = Signal(str, str, float, str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.prompt, self.negative = QLineEdit(), QLineEdit()
        self.guidance = NumberField(GUIDANCE)
        self.mask_name = ElidedLabel(role="second")
        self.choose_mask = QPushButton(self.tr("Only where a mask is white…"))
        self.leave = QPushButton(self.tr("Close"))
        self.draw = QPushButton(self.tr("Draw the branch"))
        self._mask = ""
        self.show_mask("")
        self._title = NameLabel("")
        self._build()

    def show_for(self, run: Run, step: int) -> None:
        """Start from what the run was told."""
        request: GenerationRequest = run.request
        self.prompt.setText(request.prompt)
        self.negative.setText(request.negative or "")
        self.guidance.set_value(run.film.guidance_scale)
        self.show_mask("")
        self.show_step(step)

    def show_step(self, step: int) -> None:
        """Where it leaves."""
        self._title.setText(self.tr("Go another way from step {0} on").format(step + 1))

    def show_mask(self, path: str) -> None:
        """The picture that says where the branch may differ; "" for everywhere."""
        self._mask = path
        everywhere = self.tr("everywhere; drag a frame over the guess for a part of it")
        self.mask_name.set_text(Path(path).name if path else everywhere)

    @Slot(str)
    def show_frame(self, path: str) -> None:
        """The mask of a frame that was drawn over the picture; "" for everywhere."""
        self.show_mask(path)
        if path:
            self.mask_name.set_text(self.tr("only in the frame that you drew"))

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def _build(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 8, 12, 10)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(6)
        grid.addWidget(self._title, 0, 0, 1, 4)
        rows = (
            (self.tr("Prompt"), self.prompt),
            (self.tr("Negative prompt"), self.negative),
        )
        for place, (text, field) in enumerate(rows, 1):
            field.setFixedHeight(BUTTON)
            field.setAccessibleName(text)
            grid.addWidget(NameLabel(text, field), place, 0)
            grid.addWidget(field, place, 1, 1, 3)
        self.guidance.setAccessibleName(self.tr("Guidance"))
        self.guidance.setFixedWidth(self.guidance.preferred_width())
        grid.addWidget(NameLabel(self.tr("Guidance"), self.guidance), 3, 0)
        grid.addWidget(self.guidance, 3, 1)
        grid.addWidget(self.choose_mask, 3, 2)
        grid.addWidget(self.mask_name, 3, 3)
        grid.setColumnStretch(3, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        for button in (self.choose_mask, self.draw, self.leave):
            button.setFixedHeight(BUTTON)
            button.setAutoDefault(False)
        self.draw.setProperty("primary", True)
        foot.addStretch(1)
        foot.addWidget(self.leave)
        foot.addWidget(self.draw)
        grid.addLayout(foot, 4, 0, 1, 4)
        self.draw.clicked.connect(self._tell)
        self.prompt.returnPressed.connect(self._tell)
        self.choose_mask.clicked.connect(self.mask_asked)
        self.leave.clicked.connect(self.closed)

    @Slot()
    def _tell(self) -> None:
        texts = self.prompt.text(), self.negative.text()
        self.branched.emit(*texts, float(self.guidance.now()), self._mask)
