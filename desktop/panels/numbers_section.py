"""Guidance and steps: the model's own until somebody moves them."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.state.generation_state import GenerationState
from desktop.state.observable import bind, bind_value
from desktop.widgets.number_field import NumberKind
from desktop.widgets.slider_row import SliderRow, SliderTexts


class NumbersSection(QWidget):
    """Bound to the state; emits nothing of its own."""

    def __init__(self, state: GenerationState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        own = self.tr(
            "Grey: the model’s own value; an empty field or a double click brings it back."
        )
        self.guidance = SliderRow(
            SliderTexts(
                name=self.tr("&Guidance"),
                spoken=self.tr("Guidance"),
                tooltip=self.tr(
                    "How hard each step is pulled towards your words. Low: softer, may ignore "
                    "words. Above about 12: harsh colours."
                )
                + "\n"
                + own,
                low_end=self.tr("dreams freely"),
                high_end=self.tr("takes it literally"),
            ),
            NumberKind(1, 20, step=0.5, decimals=1, optional=True),
        )
        self.steps = SliderRow(
            SliderTexts(
                name=self.tr("&Steps"),
                spoken=self.tr("Steps"),
                tooltip=self.tr(
                    "How many small corrections turn noise into a picture. Time grows with it; "
                    "beyond 30 little changes."
                )
                + "\n"
                + own,
            ),
            NumberKind(1, 150, optional=True),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.guidance)
        column.addWidget(self.steps)
        bind(state, "model", self._show_own)
        bind_value(state, "guidance", self.guidance)
        bind_value(state, "steps", self.steps)

    @Slot()
    def _show_own(self, *_ignored: object) -> None:
        self.guidance.set_own(self._state.own_guidance())
        self.steps.set_own(self._state.own_steps())
