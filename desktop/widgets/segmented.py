"""A few choices of which one holds, as joined buttons. Arrow keys move, disabled ones say why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QWidget

from desktop.widgets.tips import set_tip

HEIGHT = 28  # px


class _Segment(QPushButton):
    """One choice; keeps its width when its text turns semi-bold."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setProperty("seg", True)
        self.setCheckable(True)
        self.setFixedHeight(HEIGHT)
        bold = QFont(self.font())
        bold.setWeight(QFont.Weight.DemiBold)
        self.setMinimumWidth(QFontMetrics(bold).horizontalAdvance(text) + 20)


class Segmented(QWidget):
    """Signals: `value_changed(str)` for what a person chose."""

    value_changed = Signal(object)

    def __init__(self, choices: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        """`choices`: key and text, in order."""
        super().__init__(parent)
        self._keys = [key for key, _text in choices]
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for place, (_key, text) in enumerate(choices):
            segment = _Segment(text)
            ends = {0: "first", len(choices) - 1: "last"}
            segment.setProperty("at", ends.get(place, "middle"))
            self._group.addButton(segment, place)
            row.addWidget(segment, 1)
        self._group.idClicked.connect(lambda place: self.value_changed.emit(self._keys[place]))
        self._group.button(0).setChecked(True)
        self.setFocusProxy(self._group.button(0))

    def value(self) -> str:
        return self._keys[self._group.checkedId()]

    def set_value(self, key: str) -> None:
        """Show `key` as chosen; says nothing."""
        button = self.button(key)
        button.setChecked(True)
        self.setFocusProxy(button)

    def button(self, key: str) -> QPushButton:
        found = self._group.button(self._keys.index(key))
        assert isinstance(found, QPushButton)  # noqa: S101 - the group holds nothing else
        return found

    def set_possible(self, key: str, possible: bool, tooltip: str) -> None:
        """Enable or disable a choice; the tooltip says what it is, or why it cannot be."""
        button = self.button(key)
        button.setEnabled(possible)
        set_tip(button, tooltip)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if steps is None:
            super().keyPressEvent(event)
            return
        place = self._group.checkedId() + steps
        if 0 <= place < len(self._keys) and self._group.button(place).isEnabled():
            self._group.button(place).setFocus()
            self._group.button(place).click()
