"""The zoom as a small figure to click. It shows what it is told and zooms nothing itself."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QToolButton, QWidget

from desktop.widgets.labels import figures
from desktop.widgets.tips import set_tip

HEIGHT = 22  # px
PADDING = 12  # px left and right of the figure together


class ZoomButton(QToolButton):
    """Always as wide as the longest figure, so that nothing beside it moves."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("flat", True)
        figures(self)
        widest = self.fontMetrics().horizontalAdvance(self.tr("{0} %").format(8888))
        self.setFixedSize(widest + PADDING, HEIGHT)
        set_tip(
            self,
            self.tr(
                "Zoom. A click shows the picture at 100 % (Ctrl+1), the next one the whole frame "
                "(Ctrl+0); the wheel over the canvas zooms, too."
            ),
        )
        self.show_zoom(1.0)

    @Slot(float)
    def show_zoom(self, zoom: float) -> None:
        """1.0 is one pixel of the picture for one of the screen."""
        self.setText(self.tr("{0} %").format(max(1, round(zoom * 100))))
        self.setAccessibleName(self.tr("Zoom {0}").format(self.text()))
