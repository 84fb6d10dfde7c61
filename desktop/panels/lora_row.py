"""One LoRA of the stack: on or off, its name, its weight as a slider and as a number, and away with it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QWidget

from core.contract.additions import LORA_WEIGHT_MAX
from desktop.state.lora_choice import LoraChoice
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.icon_button import IconButton
from desktop.widgets.marks import CheckMark
from desktop.widgets.number_field import NumberField, NumberKind
from desktop.widgets.slider_row import QuietSlider
from desktop.widgets.tips import set_tip

WEIGHT = NumberKind(-LORA_WEIGHT_MAX, LORA_WEIGHT_MAX, step=0.05, decimals=2)
SLIDER_MAX = 2.0  # what is usual; the field takes more, and less than 0
SLIDER, FIELD = 84, 56  # px


class LoraRow(QWidget):
    """Signals: `changed(LoraChoice)` for what a person set; `removed()`."""

    changed = Signal(object)
    removed = Signal()

    def __init__(self, choice: LoraChoice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.choice = choice
        self.switch = CheckMark()
        self.name = ElidedLabel(choice.name)
        self.name.set_hint(choice.path)
        self.slider = QuietSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, round(SLIDER_MAX / WEIGHT.step))
        self.slider.setFixedWidth(SLIDER)
        self.field = NumberField(WEIGHT)
        self.field.setFixedWidth(max(FIELD, self.field.preferred_width()))
        self.away = IconButton(
            "x",
            self.tr("Remove the LoRA {0}").format(choice.name),
            self.tr("Out of the stack; the file stays."),
        )
        self._build(choice.name)
        self.show_choice(choice)
        self.switch.toggled.connect(self._switched)
        self.slider.valueChanged.connect(self._slid)
        self.field.value_changed.connect(self._entered)
        self.away.clicked.connect(self.removed)

    def show_choice(self, choice: LoraChoice) -> None:
        """Show what holds now; says nothing."""
        self.choice = choice
        for part in (self.switch, self.slider):
            part.blockSignals(True)
        self.switch.setChecked(choice.is_on)
        self.slider.setValue(round(choice.weight / WEIGHT.step))
        for part in (self.switch, self.slider):
            part.blockSignals(False)
        self.field.set_value(choice.weight)
        self.name.setEnabled(choice.is_on)
        hint = self.tr(
            "How much it counts. 1 is its full strength; below 0 it works the other way."
        )
        if not choice.is_on:
            hint = self.tr("It is switched off. Tick it to change its weight.")
        for weight in (self.slider, self.field):
            weight.setEnabled(choice.is_on)
            set_tip(weight, hint)

    def _build(self, name: str) -> None:
        self.switch.setAccessibleName(self.tr("Use the LoRA {0}").format(name))
        set_tip(self.switch, self.tr("On or off, without losing its weight."))
        spoken = self.tr("Weight of the LoRA {0}").format(name)
        for part in (self.slider, self.field):
            part.setAccessibleName(spoken)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        line.addWidget(self.switch)
        line.addWidget(self.name, 1)
        line.addWidget(self.slider)
        line.addWidget(self.field)
        line.addWidget(self.away)

    @Slot(bool)
    def _switched(self, on: bool) -> None:
        self._tell(replace(self.choice, is_on=on))

    @Slot(int)
    def _slid(self, position: int) -> None:
        self._tell(replace(self.choice, weight=round(position * WEIGHT.step, 6)))

    @Slot(object)
    def _entered(self, value: float) -> None:
        self._tell(replace(self.choice, weight=float(value)))

    def _tell(self, choice: LoraChoice) -> None:
        self.show_choice(choice)
        self.changed.emit(choice)
