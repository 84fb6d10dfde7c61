"""The pages of the window, one of them seen, and the rail that chooses. It knows no page from another."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop.pages.regions import Region, go_on
from desktop.widgets.rail import Rail
from desktop.widgets.rule import Rule


@dataclass(frozen=True)
class PageSpec:
    """A page, how the rail calls it, where the keyboard begins there, and the parts between which F6 goes.

    `page`: gives it, and is asked when it is first shown, so that a page may be made then. `actions`: of the
    window's table of actions those that belong to the page; they show it first.
    """

    key: str
    text: str
    icon: str
    tooltip: str
    page: Callable[[], QWidget]
    entry: Callable[[], QWidget]
    regions: Callable[[], Sequence[Region]]
    actions: Mapping[str, Callable[[], object]] = field(default_factory=dict)


class PageStack(QWidget):
    """Pages keep their state while others are seen. Signals: `changed(key)`. Attributes: `rail`, `key`."""

    changed = Signal(str)

    def __init__(self, specs: Sequence[PageSpec], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._specs = {spec.key: spec for spec in specs}
        self.key = specs[0].key
        self.rail = Rail()
        self._stack = QStackedWidget()
        for spec in specs:
            self.rail.add(spec.key, spec.text, spec.icon, spec.tooltip)
        self._stack.addWidget(specs[0].page())
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
        page = spec.page()
        if self._stack.indexOf(page) < 0:
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        self.rail.choose(key)
        self.changed.emit(key)
        spec.entry().setFocus()

    def acts(self) -> dict[str, Callable[[], object]]:
        """By name what each page's actions do, and "show_…" for every page."""
        found: dict[str, Callable[[], object]] = {}
        for key, spec in self._specs.items():
            found[f"show_{key}"] = partial(self.show_page, key)
            for name in spec.actions:
                found[name] = partial(self._act, key, name)
        return found

    def _act(self, key: str, name: str) -> None:
        self.show_page(key)
        self._specs[key].actions[name]()

    def next_region(self, focused: QWidget | None, *more: Region) -> None:
        """The keyboard goes on to the next part of the page, or to one of `more`."""
        go_on([*self._specs[self.key].regions(), *more], focused)
