"""How strongly what was taught counts: a few of them, one of which is the usual one."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from core.contract.teaching import STRENGTHS
from desktop.numbers import decimal
from desktop.widgets.labels import NameLabel
from desktop.widgets.tips import set_tip


class StrengthRow(QWidget):
    """Signals: `chosen(float)`. Attribute: a button for each strength."""

    chosen = Signal(float)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons: dict[float, QPushButton] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        name = NameLabel(self.tr("Strength"))
        name.setContentsMargins(8, 0, 8, 0)
        row.addWidget(name)
        tip = self.tr("“Use it” takes this strength from now on.")
        for place, strength in enumerate(STRENGTHS):
            button = QPushButton(decimal(strength, 1))
            button.setProperty("seg", True)
            button.setProperty("at", {0: "first", len(STRENGTHS) - 1: "last"}.get(place, "middle"))
            button.setCheckable(True)
            button.setAutoExclusive(True)
            button.setFixedHeight(28)
            set_tip(button, tip)
            button.clicked.connect(lambda _on=False, strength=strength: self.chosen.emit(strength))
            self.buttons[strength] = button
            row.addWidget(button)

    def show_strength(self, strength: float) -> None:
        """The usual one."""
        for value, button in self.buttons.items():
            button.setChecked(abs(value - strength) < 0.01)
