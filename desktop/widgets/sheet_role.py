"""What the style sheet knows a widget by: a property of it, changed while it is shown."""

from __future__ import annotations

from PySide6.QtWidgets import QPushButton, QWidget


def set_sheet_role(widget: QWidget, name: str, value: bool | str) -> None:
    """Set the property and have the sheet applied again, which Qt does not do by itself."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def set_primary(button: QPushButton, primary: bool) -> None:
    """Whether a button is the page's accented one at the moment."""
    set_sheet_role(button, "primary", primary)
