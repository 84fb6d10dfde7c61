"""Start from Words or Picture, why it is so, and how much of the picture may change."""

from __future__ import annotations

from typing import cast

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.phrases.common import reason_text
from desktop.state.generation_state import GenerationState, StartFrom
from desktop.state.observable import bind, bind_value
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.labels import NameLabel
from desktop.widgets.number_field import NumberKind
from desktop.widgets.segmented import Segmented
from desktop.widgets.slider_row import SliderRow, SliderTexts


class StartSection(QWidget):
    """Bound to the state; emits nothing of its own."""

    def __init__(self, state: GenerationState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.choice = Segmented((("words", self.tr("Words")), ("picture", self.tr("Picture"))))
        self.choice.setAccessibleName(self.tr("Start from"))
        self.reason = ElidedLabel(role="second")
        self.strength = SliderRow(
            SliderTexts(
                name=self.tr("S&trength"),
                spoken=self.tr("Strength"),
                tooltip="",
                low_end=self.tr("keep the picture"),
                high_end=self.tr("redraw it"),
            ),
            NumberKind(0, 1, step=0.01, factor=100, unit=" %"),
        )
        self._build()
        self.choice.value_changed.connect(self._choose)
        bind(state, "start_from", self._show)
        bind(state, "start_reason", self._show)
        bind(state, "picture", self._show)
        bind_value(state, "strength", self.strength)
        state.any_changed.connect(self._explain)
        self._explain()

    def _build(self) -> None:
        name = NameLabel(self.tr("Start fro&m"), self.choice)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(name)
        head.addWidget(self.reason, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.choice)
        column.addWidget(self.strength)

    @Slot()
    def _show(self, *_ignored: object) -> None:
        state = self._state
        self.choice.set_possible("words", True, self.tr("Only your words say what is drawn."))
        possible = state.picture is not None
        self.choice.set_possible(
            "picture",
            possible,
            self.tr("What lies in the frame is redrawn after your words.")
            if possible
            else self.tr("There is no picture on the canvas yet: drop, paste or open one."),
        )
        self.choice.set_value(state.start_from)
        self.reason.set_text(reason_text(state.start_reason))
        self.strength.setVisible(state.start_from == "picture")

    @Slot(object)
    def _choose(self, key: str) -> None:
        self._state.choose_start(cast("StartFrom", key))

    @Slot()
    def _explain(self) -> None:
        text = self.tr(
            "How much may change. 30 %: new surface, same shapes. 60 %: same layout. "
            "90 %: hardly a trace. Runs {0} of the {1} steps."
        )
        state = self._state
        self.strength.set_tooltip(text.format(state.steps_run(), state.steps_now()))
