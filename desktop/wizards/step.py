"""What the four steps of the wizard have in common: they show a draft and tell a changed one. They save nothing."""

from __future__ import annotations

from dataclasses import replace
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


def scrolled(step: QWidget) -> QVBoxLayout:
    """A column in `step` that scrolls where there is no room for it."""
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
    outer = QVBoxLayout(step)
    outer.setContentsMargins(0, 0, 0, 0)
    outer.addWidget(area)
    return column
