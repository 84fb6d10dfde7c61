"""F6: the keyboard goes from one part of the window to the next. It shows and hides nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


@dataclass(frozen=True)
class Region:
    """`entry` gets the keyboard; any widget within `whole` counts as being there."""

    whole: QWidget
    entry: QWidget

    def holds(self, widget: QWidget | None) -> bool:
        return widget is not None and (self.whole is widget or self.whole.isAncestorOf(widget))


def go_on(regions: Sequence[Region], focused: QWidget | None) -> None:
    """To the region after the one that holds `focused`; the last one that does counts."""
    there = [r for r in regions if r.entry.isVisible() and r.entry.isEnabled()]
    if not there:
        return
    place = max((i for i, region in enumerate(there) if region.holds(focused)), default=-1)
    there[(place + 1) % len(there)].entry.setFocus(Qt.FocusReason.TabFocusReason)
