"""What the four steps of the wizard have in common: they show a draft and tell a changed one. They save nothing."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from core.contract.draft import Draft
from desktop.state.draft_config import carried_over

EDGE = 16  # px
GROUP = 16  # px between groups


class WizardStep(QWidget):
    """Signals: `edited(Draft)` by a person."""

    edited = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.draft = Draft()
        self.area: QScrollArea | None = None  # of a step that scrolls

    def begin(self) -> None:
        """Another draft comes: nothing stays as the one before left it."""
        if self.area is not None:
            self.area.verticalScrollBar().setValue(0)

    def show_draft(self, draft: Draft) -> None:
        """Show it; says nothing."""
        self.draft = draft

    def entry(self) -> QWidget:
        """Where the keyboard begins."""
        return self

    def problem(self) -> str:
        """Why one cannot go on, "" where one can."""
        return ""

    def change(self, **values: Any) -> None:
        """What a person changed."""
        draft = carried_over(self.draft, replace(self.draft, **values))
        if draft != self.draft:
            self.show_draft(draft)
            self.edited.emit(draft)


def scrolled(step: WizardStep) -> QVBoxLayout:
    """A column in `step` that scrolls where there is no room for it; the bar takes its width from the right edge."""
    inside = QWidget()
    inside.setProperty("content", True)
    column = QVBoxLayout(inside)
    column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
    column.setSpacing(8)
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    area.verticalScrollBar().rangeChanged.connect(partial(_make_room, area, column))
    step.area = area
    outer = QVBoxLayout(step)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(area)
    return column


def _make_room(area: QScrollArea, column: QVBoxLayout, _low: int, high: int) -> None:
    """Columns stay where they are, whether the bar is there or not."""
    bar = area.verticalScrollBar().sizeHint().width() if high > 0 else 0
    column.setContentsMargins(EDGE, EDGE, max(0, EDGE - bar), EDGE)
