"""The pages of the window, one of them seen, and the rail that chooses. It knows no page from another."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop.widgets.rail import Rail
from desktop.widgets.rule import Rule


@dataclass(frozen=True)
class PageSpec:
    """A page, how the rail calls it, and where the keyboard begins there."""

    key: str
    text: str
    icon: str
    tooltip: str
    page: QWidget
    entry: Callable[[], QWidget]


class PageStack(QWidget):
    """Pages keep their state while others are seen. Signals: `changed(key)`. Attributes: `rail`, `key`."""

    changed = Signal(str)

    def __init__(self, specs: tuple[PageSpec, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._specs = {spec.key: spec for spec in specs}
        self.key = specs[0].key
        self.rail = Rail()
        self._stack = QStackedWidget()
        for spec in specs:
            self.rail.add(spec.key, spec.text, spec.icon, spec.tooltip)
            self._stack.addWidget(spec.page)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addWidget(Rule(Qt.Orientation.Vertical))
        row.addWidget(self._stack, 1)
        self.rail.chosen.connect(self.show_page)

    @Slot(str)
    def show_page(self, key: str) -> None:
        """Show a page as it was left; the keyboard goes to where one begins there."""
        spec = self._specs[key]
        self.key = key
        self._stack.setCurrentWidget(spec.page)
        self.rail.choose(key)
        self.changed.emit(key)
        spec.entry().setFocus()
