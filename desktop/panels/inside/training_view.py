"""What happens in a training: the loss, the last mini-batch, and what comes of the same noise step by step.

It shows what it is given; where that comes from, a live training or a folder, it does not know.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from core.contract.digits import SIDE
from desktop.widgets.chart import Axes, Chart, Curve
from desktop.widgets.labelled_sheet import LabelledSheet
from desktop.widgets.labels import Caption, NameLabel
from desktop.widgets.picture_tile import PictureTile
from desktop.widgets.step_row import StepRow

SAMPLE = 150  # px high


@dataclass(frozen=True)
class BatchWords:
    """What stands under the pictures of a mini-batch; -1: without noise."""

    step: int
    t: Sequence[int]
    size: int  # pictures in the whole of it
    side: int = SIDE  # px of each in the picture of all


class TrainingView(QWidget):
    """Signals: `sample_wanted(int)` the step of a sample that has not been given yet."""

    sample_wanted = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.chart = Chart(self.tr("Loss over the steps"))
        self.batch = LabelledSheet(self.tr("The last mini-batch"), SIDE)
        self.batch_title = NameLabel(self.tr("Mini-batch"))
        self.batch_text = Caption(wrap=True)
        self.sample = PictureTile(self.tr("Samples, always from the same noise"))
        self.steps = StepRow()
        self._samples: dict[int, QImage | None] = {}
        self._follow = True
        self._build()
        self.steps.chosen.connect(self._choose)

    def clear(self) -> None:
        """Another training."""
        self._samples.clear()
        self._follow = True
        self.sample.show_image(None)
        self.sample.show_note(self.tr("none yet: they come with each saved state"))
        self.steps.hide()
        self.batch.show_cells(None, ())
        self.batch_text.setText("")
        self.chart.show_curves((), Axes())

    def show_losses(self, curves: Sequence[Curve], steps: int) -> None:
        """Over `steps` optimiser steps in all."""
        self.chart.show_curves(curves, Axes(self.tr("step"), x=(0, max(1, steps)), log=True))

    def show_batch(self, image: QImage | None, words: BatchWords) -> None:
        """What the network was shown last."""
        texts = [self.tr("clean") if t < 0 else f"t {t}" for t in words.t]
        self.batch.show()
        self.batch.show_cells(image, texts, words.side)
        text = self.tr(
            "{0} of the {1} pictures of step {2}, each with the noise of a time step t of its own. "
            "The mean of their errors is the loss; its slope changes all weights a little."
        )
        self.batch_text.setText(text.format(len(texts), words.size, words.step))

    def show_batch_text(self, text: str) -> None:
        """Where the pictures of a mini-batch are not known."""
        self.batch.hide()
        self.batch_text.setText(text)

    def know_samples(self, steps: Sequence[int]) -> None:
        """The steps for which there is a sample; the last is shown unless a person looks at another."""
        shown = self._at()
        self._samples = {step: self._samples.get(step) for step in sorted(steps)}
        self.steps.show_steps(len(self._samples))
        self.steps.setVisible(len(self._samples) > 1)
        if self._samples:
            last = list(self._samples)[-1]
            self._show(last if self._follow or shown not in self._samples else shown)

    def add_sample(self, step: int, image: QImage | None) -> None:
        """One more, or one that was wanted."""
        shown = self._at()
        self._samples[step] = image
        self._samples = dict(sorted(self._samples.items()))
        self.steps.show_steps(len(self._samples))
        self.steps.setVisible(len(self._samples) > 1)
        self._show(list(self._samples)[-1] if self._follow else shown)

    def samples(self) -> tuple[int, ...]:
        return tuple(self._samples)

    def _at(self) -> int:
        steps = list(self._samples)
        return steps[min(self.steps.slider.value(), len(steps) - 1)] if steps else 0

    def _show(self, step: int) -> None:
        steps = list(self._samples)
        place = steps.index(step) if step in steps else len(steps) - 1
        self.steps.show_step(place)
        image = self._samples[steps[place]]
        if image is None:
            self.sample_wanted.emit(steps[place])
        else:
            self.sample.show_image(image)
        self.sample.show_note(self.tr("after step {0}").format(steps[place]))

    @Slot(int)
    def _choose(self, place: int) -> None:
        steps = list(self._samples)
        if steps:
            self._follow = place == len(steps) - 1
            self._show(steps[min(place, len(steps) - 1)])

    def _build(self) -> None:
        self.sample.sharp = True
        self.steps.hide()
        self.sample.setMinimumHeight(SAMPLE)
        self.sample.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        batch = QVBoxLayout()
        batch.setSpacing(4)
        batch.addWidget(self.batch_title)
        batch.addWidget(self.batch)
        batch.addWidget(self.batch_text)
        batch.addStretch(1)
        self.batch_text.setMinimumHeight(3 * self.batch_text.fontMetrics().lineSpacing())
        upper = QHBoxLayout()
        upper.setSpacing(24)
        upper.addLayout(batch)
        loss = QVBoxLayout()
        loss.setSpacing(4)
        loss.addWidget(NameLabel(self.tr("Loss")))
        loss.addWidget(self.chart)
        loss.addStretch(1)
        upper.addLayout(loss, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(upper)
        column.addWidget(self.sample, 1)
        column.addWidget(self.steps)
