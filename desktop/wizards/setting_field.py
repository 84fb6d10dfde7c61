"""How one setting of a training is entered, as its type wants it: a box to tick, a list of choices, a line of text.

All of them show the text of a changed value, "" for the usual one, and tell what a person entered as text.
"""

from __future__ import annotations

from typing import Any, Literal, TypeAlias, get_args, get_origin, get_type_hints

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from core.contract.draft import Draft
from desktop import theme
from desktop.phrases import teach_settings
from desktop.state.draft_config import CONFIG_OF, method_of
from desktop.widgets.marks import CheckMark
from desktop.widgets.picker import Picker
from desktop.widgets.tips import rich

NARROW, WIDE = 120, 240  # px: a number or a choice; words
HEIGHT = 28  # px
YES, NO = "true", "false"


class TextField(QLineEdit):
    """Signals: `edited(str)`."""

    edited = Signal(str)

    def __init__(self, width: int = NARROW, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(width, HEIGHT)
        self.textEdited.connect(self.edited)

    def show_value(self, text: str, usual: str) -> None:
        """Show it, the usual one in grey; says nothing."""
        self.setPlaceholderText(usual)
        if self.text() != text and not self.hasFocus():
            self.setText(text)

    def mark(self, why: str, role: str) -> None:
        """A sign in it that something is wrong, "" for none."""
        for old in self.actions():
            self.removeAction(old)
        if why:
            icon = theme.icon("triangle-alert", role, 16)
            place = QLineEdit.ActionPosition.TrailingPosition
            self.addAction(icon, place).setToolTip(rich(why))


class TickField(CheckMark):
    """Signals: `edited(str)`."""

    edited = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedSize(NARROW, HEIGHT)
        self.clicked.connect(lambda on: self.edited.emit(YES if on else NO))

    def show_value(self, text: str, usual: str) -> None:
        """Show it; says nothing."""
        self.setChecked((text or usual) == YES)

    def mark(self, why: str, role: str) -> None:
        """It can only be on or off."""


class ChoiceField(Picker):
    """Signals: `edited(str)`."""

    edited = Signal(str)

    def __init__(self, name: str, choices: tuple[str, ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFixedWidth(NARROW)
        for choice in choices:
            self.addItem(teach_settings.choice_text(name, choice), choice)
        self.value_changed.connect(self.edited.emit)

    def show_value(self, text: str, usual: str) -> None:
        """Show it, in grey where it is none of the choices; says nothing."""
        self.setPlaceholderText(text)
        self.set_value(text or usual)

    def mark(self, why: str, role: str) -> None:
        """Nothing beyond the grey."""


SettingField: TypeAlias = TextField | TickField | ChoiceField


def field_for(draft: Draft, name: str) -> SettingField:
    """The field of a setting of the draft's method."""
    hint: Any = get_type_hints(CONFIG_OF[method_of(draft)])[name]
    if hint is bool:
        return TickField()
    if get_origin(hint) is Literal:
        return ChoiceField(name, get_args(hint))
    return TextField(WIDE if str in (hint, *get_args(hint)) else NARROW)
