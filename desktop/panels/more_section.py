"""More settings, folded: sampler and schedule. Says how many of them are not the model's own."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from desktop import theme
from desktop.state.generation_state import GenerationState
from desktop.state.observable import bind, bind_value
from desktop.widgets.labels import NameLabel
from desktop.widgets.picker import Picker
from desktop.widgets.tips import set_tip


class MoreSection(QWidget):
    """Signals: `folded(bool)` when a person opens (False) or closes it."""

    folded = Signal(bool)

    def __init__(self, state: GenerationState, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self.button = QPushButton()
        self.button.setProperty("fold", True)
        self.button.setIconSize(QSize(16, 16))
        self.button.setFixedHeight(28)
        self.inside = QWidget()
        self.sampler, self.schedule = Picker(), Picker()
        self._build()
        self.button.clicked.connect(self._toggle)
        bind_value(state, "sampler", self.sampler)
        bind_value(state, "schedule", self.schedule)
        bind(state, "sampler", self._count)
        bind(state, "schedule", self._count)
        bind(state, "model", self._fill)
        self.set_open(False)

    def is_open(self) -> bool:
        return not self.inside.isHidden()

    def set_open(self, opened: bool) -> None:
        """Show or fold the settings."""
        self.inside.setVisible(opened)
        theme.set_icon(self.button, "chevron-down" if opened else "chevron-right", size=16)

    def _build(self) -> None:
        self.sampler.setAccessibleName(self.tr("Sampler"))
        set_tip(self.sampler, self.tr("The rule by which a step is taken."))
        self.schedule.setAccessibleName(self.tr("Schedule"))
        set_tip(self.schedule, self.tr("How the steps are spread from much noise to none."))
        grid = QGridLayout(self.inside)
        grid.setContentsMargins(0, 4, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(8)
        grid.addWidget(NameLabel(self.tr("S&ampler"), self.sampler), 0, 0)
        grid.addWidget(self.sampler, 0, 1)
        grid.addWidget(NameLabel(self.tr("S&chedule"), self.schedule), 1, 0)
        grid.addWidget(self.schedule, 1, 1)
        grid.setColumnStretch(1, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.inside)

    @Slot()
    def _fill(self, *_ignored: object) -> None:
        model = self._state.model
        samplers = {
            "dpmpp_2m": self.tr("DPM++ 2M – good default"),
            "euler": self.tr("Euler – plain and steady"),
            "ddim": self.tr("DDIM – the classic"),
        }
        schedules = {
            "model": self.tr("As taught – plain"),
            "karras": self.tr("Karras – finer at the end"),
        }
        own = self.tr("The model's")
        for picker, texts, mine in (
            (self.sampler, samplers, model.preset.sampler if model else ""),
            (self.schedule, schedules, model.preset.schedule if model else ""),
        ):
            picker.clear()
            short = texts.get(mine, "").split(" – ")[0]
            picker.addItem(self.tr("{0}: {1}").format(own, short) if short else own, None)
            for key, text in texts.items():
                picker.addItem(text, key)
        self.sampler.set_value(self._state.sampler)
        self.schedule.set_value(self._state.schedule)

    @Slot()
    def _count(self, *_ignored: object) -> None:
        changed = self._state.hidden_changed()
        text = self.tr("More settings")
        if changed:
            text = self.tr("{0} · {1} changed").format(text, changed)
        self.button.setText(text)
        set_tip(self.button, self.tr("Sampler and schedule"))

    @Slot()
    def _toggle(self) -> None:
        opened = not self.is_open()
        self.set_open(opened)
        self.folded.emit(not opened)
