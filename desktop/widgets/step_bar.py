"""The numbered steps of a wizard: the open one is marked, those that can be opened are buttons."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from desktop.widgets.tips import set_tip

HEIGHT = 28  # px


class StepBar(QWidget):
    """Signals: `chosen(int)` a person wants that step, 0 …"""

    chosen = Signal(int)

    def __init__(self, texts: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, text in enumerate(texts):
            button = QPushButton(f"{place + 1}  {text}")
            button.setProperty("seg", True)
            ends = {0: "first", len(texts) - 1: "last"}
            button.setProperty("at", ends.get(place, "middle"))
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setFixedHeight(HEIGHT)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self._group.addButton(button, place)
            row.addWidget(button, 1)
        self._group.idClicked.connect(self.chosen)
        self._group.button(0).setChecked(True)

    def button(self, step: int) -> QPushButton:
        found = self._group.button(step)
        assert isinstance(found, QPushButton)  # noqa: S101 - the group holds nothing else
        return found

    def show_step(self, step: int) -> None:
        """Mark the open step; says nothing."""
        self.button(step).setChecked(True)

    def allow(self, step: int, why_not: str = "") -> None:
        """Whether a step can be opened; the tooltip says why not."""
        self.button(step).setEnabled(not why_not)
        set_tip(self.button(step), why_not)
