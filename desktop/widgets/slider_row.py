"""A name, a number field, a slider under both and what its two ends mean.

Slider and field are one value. Optional ones start as "the model's own" (None), shown in grey; a
double click on the slider brings that back. No meaning of its own: texts and range come in.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QGridLayout, QSlider, QWidget

from desktop.widgets.labels import Caption, NameLabel
from desktop.widgets.number_field import NumberField, NumberKind
from desktop.widgets.tips import set_tip

FIELD = 64  # px, least width of the number field


@dataclass(frozen=True)
class SliderTexts:
    """What a row says."""

    name: str  # with mnemonic
    spoken: str  # without
    tooltip: str
    low_end: str = ""
    high_end: str = ""


class QuietSlider(QSlider):
    """A horizontal slider that leaves the wheel to the panel unless it has the focus."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


class SliderRow(QWidget):
    """Signals: `value_changed(float | int | None)` for what a person set."""

    value_changed = Signal(object)

    def __init__(self, texts: SliderTexts, kind: NumberKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.kind = kind
        self.field = NumberField(kind)
        self.slider = QuietSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(round(kind.low / kind.step), round(kind.high / kind.step))
        self.slider.setPageStep(max(1, (self.slider.maximum() - self.slider.minimum()) // 10))
        self.slider.installEventFilter(self)
        widest = self.field.fontMetrics().horizontalAdvance("100 %") + 26  # all rows alike
        self.field.setFixedWidth(max(FIELD, widest, self.field.preferred_width()))
        self._label = NameLabel(texts.name, self.field)
        self._build(texts)
        self.field.value_changed.connect(self._from_field)
        self.slider.valueChanged.connect(self._from_slider)
        self._sync()

    def set_value(self, value: float | None) -> None:
        """Show `value`; says nothing."""
        self.field.set_value(value)
        self._sync()

    def set_own(self, own: float) -> None:
        """What None stands for."""
        self.field.set_own(own)
        self._sync()

    def set_tooltip(self, text: str) -> None:
        """One tooltip for the whole row."""
        for part in (self._label, self.field, self.slider):
            set_tip(part, text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseButtonDblClick and self.kind.optional:
            self._tell(None)
            return True
        return super().eventFilter(watched, event)

    def _build(self, texts: SliderTexts) -> None:
        self.set_tooltip(texts.tooltip)
        self.field.setAccessibleName(texts.spoken)
        self.slider.setAccessibleName(texts.spoken)
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        grid.addWidget(self._label, 0, 0)
        grid.addWidget(self.field, 0, 1, Qt.AlignmentFlag.AlignRight)
        grid.addWidget(self.slider, 1, 0, 1, 2)
        if texts.low_end:
            grid.addWidget(Caption(texts.low_end), 2, 0)
            end = Caption(texts.high_end)
            grid.addWidget(end, 2, 1, Qt.AlignmentFlag.AlignRight)
        grid.setColumnStretch(0, 1)

    @Slot(object)
    def _from_field(self, value: float | None) -> None:
        self._sync()
        self.value_changed.emit(value)

    @Slot(int)
    def _from_slider(self, position: int) -> None:
        self._tell(self.kind.within(round(position * self.kind.step, 6)))

    def _tell(self, value: float | None) -> None:
        self.field.set_value(value)
        self._sync()
        self.value_changed.emit(value)

    def _sync(self) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(round(self.field.now() / self.kind.step))
        self.slider.blockSignals(False)
