"""A square button that is only an icon: it has a tooltip and a spoken name, always."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QToolButton, QWidget

from desktop import theme
from desktop.widgets.tips import set_tip

SIZE = 32  # px


class IconButton(QToolButton):
    """Flat; `checkable` ones change their icon with `show_icon`."""

    def __init__(self, icon: str, spoken: str, tooltip: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("flat", True)
        self.setFixedSize(SIZE, SIZE)
        self.setIconSize(QSize(theme.ICON_SIZE, theme.ICON_SIZE))
        self.name(spoken, tooltip)
        self.show_icon(icon)

    def name(self, spoken: str, tooltip: str) -> None:
        """What screen readers say, and the tooltip."""
        self.setAccessibleName(spoken)
        set_tip(self, tooltip)

    def show_icon(self, icon: str) -> None:
        """Change the icon."""
        theme.set_icon(self, icon)
