"""A slider over the steps of something, with its number and a button that plays. Step 0 is shown as 1.

← and → go a step on or back and Space plays, also where somebody else hears the keys (`take_key`).
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from desktop.widgets.icon_button import IconButton
from desktop.widgets.labels import figures
from desktop.widgets.slider_row import QuietSlider

PLAY_MS = 150  # a step
SPACING = 8  # px
HANDLE = 20  # px of the slider, with the edge around it


class _Slider(QuietSlider):
    """Space is left to whoever plays."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            event.ignore()
        else:
            super().keyPressEvent(event)


class StepRow(QWidget):
    """Signals: `chosen(int)` by a person, or while it plays."""

    chosen = Signal(int)

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
        row.setSpacing(SPACING)
        row.addWidget(self.play)
        row.addWidget(self.slider, 1)
        row.addWidget(self.label)
        self._count = 1
        self._clock = QTimer(self, interval=PLAY_MS)
        self._clock.timeout.connect(self._play_on)
        self.slider.valueChanged.connect(self._moved)
        self.play.clicked.connect(self.toggle)
        self.show_steps(1)

    def right_of_last(self) -> int:
        """px between the middle of the handle at the last step and the right edge."""
        return HANDLE // 2 + SPACING + self.label.minimumWidth()

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

    @Slot()
    def toggle(self) -> None:
        """From step to step, or stand still; at the end from the beginning."""
        if self._clock.isActive():
            self._stand_still()
            return
        if self.slider.value() == self._count - 1:
            self.slider.setValue(0)
        self._clock.start()
        self._show_playing(True)

    def take_key(self, event: QKeyEvent) -> bool:
        """←, → and Space; False for any other key."""
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None:
            self.slider.setValue(self.slider.value() + step)
        elif event.key() == Qt.Key.Key_Space:
            self.toggle()
        else:
            return False
        return True

    @Slot()
    def _play_on(self) -> None:
        if self.slider.value() + 1 < self._count:
            self.slider.setValue(self.slider.value() + 1)
        else:
            self._stand_still()

    def _stand_still(self) -> None:
        self._clock.stop()
        self._show_playing(False)

    def _show_playing(self, playing: bool) -> None:
        name = self.tr("Pause") if playing else self.tr("Play")
        tip = self.tr("Stand still (Space)") if playing else self.tr("Play the steps (Space)")
        self.play.name(name, tip)
        self.play.show_icon("pause" if playing else "play")

    @Slot(int)
    def _moved(self, step: int) -> None:
        self._tell()
        self.chosen.emit(step)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._stand_still()

    def _tell(self) -> None:
        text = self.tr("step {0} of {1}").format(self.slider.value() + 1, self._count)
        self.label.setText(text)
