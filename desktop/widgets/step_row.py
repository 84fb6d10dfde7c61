"""A slider over the steps of something, with its number and a button that plays. Step 0 is shown as 1."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.widgets.icon_button import IconButton
from desktop.widgets.labels import figures
from desktop.widgets.slider_row import QuietSlider


class _Slider(QuietSlider):
    """Space is left to whoever plays."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            event.ignore()
        else:
            super().keyPressEvent(event)


class StepRow(QWidget):
    """Signals: `chosen(int)` by a person · `play_asked()`."""

    chosen = Signal(int)
    play_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.slider = _Slider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName(self.tr("Step"))
        self.play = IconButton("play", self.tr("Play"), self.tr("Play the steps (Space)"))
        self.label = QLabel()
        self.label.setTextFormat(Qt.TextFormat.PlainText)
        figures(self.label)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.play)
        row.addWidget(self.slider, 1)
        row.addWidget(self.label)
        self._count = 1
        self.slider.valueChanged.connect(self._moved)
        self.play.clicked.connect(self.play_asked)
        self.show_steps(1)

    def show_steps(self, count: int) -> None:
        """How many there are."""
        self._count = max(1, count)
        self.slider.blockSignals(True)
        self.slider.setRange(0, self._count - 1)
        self.slider.setPageStep(max(1, self._count // 10))
        self.slider.blockSignals(False)
        widest = self.tr("step {0} of {1}").format(self._count, self._count)
        self.label.setMinimumWidth(self.label.fontMetrics().horizontalAdvance(widest))
        self._tell()

    def show_step(self, step: int) -> None:
        """Show a step; says nothing."""
        self.slider.blockSignals(True)
        self.slider.setValue(step)
        self.slider.blockSignals(False)
        self._tell()

    def show_playing(self, playing: bool) -> None:
        """Whether it moves by itself."""
        name = self.tr("Pause") if playing else self.tr("Play")
        tip = self.tr("Stand still (Space)") if playing else self.tr("Play the steps (Space)")
        self.play.name(name, tip)
        self.play.show_icon("pause" if playing else "play")

    @Slot(int)
    def _moved(self, step: int) -> None:
        self._tell()
        self.chosen.emit(step)

    def _tell(self) -> None:
        text = self.tr("step {0} of {1}").format(self.slider.value() + 1, self._count)
        self.label.setText(text)
