"""The strip at the window's foot: what runs now, how far it is, the zoom, and on which device.

One sentence, one bar. Time left is part of the sentence; the strip computes nothing. Drawing goes first: what is
taught is told where nothing else is.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QSizePolicy, QWidget

from desktop.phrases import common as phrases
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.tips import set_tip
from desktop.widgets.zoom_button import HEIGHT, ZoomButton

RANGE = 1000  # steps of the bar
BAR_WIDTH = 160  # px
INTERVAL_MS = 100  # progress is drawn at most ten times a second


class StatusStrip(QWidget):
    """`set_progress` and `show_training` for the left side, `set_device` for the right one.

    Signals: `training_asked()` the page of the training that is told. Attributes: `zoom`, the button that shows the
    canvas' zoom; `show_it`, the one that leads to the training.
    """

    training_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sentence = ElidedLabel(tabular=True)
        self._sentence.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self._bar = QProgressBar(minimum=0, maximum=RANGE, textVisible=False)
        self._bar.setFixedWidth(BAR_WIDTH)
        self._bar.setAccessibleName(self.tr("Progress"))
        policy = self._bar.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._bar.setSizePolicy(policy)
        self._bar.hide()
        self.show_it = QPushButton(self.tr("Show it"))
        self.show_it.setProperty("chip", True)
        self.show_it.setFixedHeight(HEIGHT)
        set_tip(self.show_it, self.tr("Opens the page of this training."))
        self.show_it.clicked.connect(self.training_asked)
        self.show_it.hide()
        self._device = ElidedLabel(role="second")
        self._device.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Preferred)
        self.zoom = ZoomButton()
        policy = self.zoom.sizePolicy()
        policy.setRetainSizeWhenHidden(True)  # the strip stands still from page to page
        self.zoom.setSizePolicy(policy)
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 2, 4, 2)
        row.setSpacing(12)
        row.addWidget(self._sentence)
        row.addWidget(self._bar, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addWidget(self.show_it)
        row.addStretch(1)
        row.addWidget(self._device)
        row.addWidget(self.zoom)  # at the edge: what comes and goes beside it does not move it
        self._job: tuple[float | None, str] = (None, "")
        self._training: tuple[float | None, str] = (None, "")
        self._is_news = False
        self._timer = QTimer(self, singleShot=True, interval=INTERVAL_MS)
        self._timer.timeout.connect(self._draw_next)

    def set_progress(self, fraction: float | None, sentence: str) -> None:
        """`fraction` 0 … 1 of the whole job, None for no bar. Drawn within a tenth of a second."""
        self._job = (fraction, sentence)
        self._draw_soon()

    @Slot(object, str)
    def show_training(self, fraction: float | None, sentence: str) -> None:
        """What is taught meanwhile, "" for nothing; it is read wherever no job and no end of one is told."""
        self._training = (fraction, sentence)
        self._draw_soon()

    def set_device(self, text: str, tooltip: str = "") -> None:
        """What draws, in a few words."""
        self._device.set_text(text)
        self._device.set_hint(tooltip)

    def sentence(self) -> str:
        """What is to be read now."""
        return self._sentence.text()

    def _draw_soon(self) -> None:
        self._is_news = True
        if not self._timer.isActive():
            self._draw_next()

    @Slot()
    def _draw_next(self) -> None:
        if not self._is_news:
            return
        self._is_news = False
        nothing = self._job[0] is None and self._job[1] in ("", phrases.ready_text())
        is_training = nothing and bool(self._training[1])
        fraction, sentence = self._training if is_training else self._job
        self.show_it.setVisible(is_training)
        self._sentence.set_text(sentence)
        # While the bar is seen it never moves to the left: figures come and go before it.
        self._sentence.reserve(fraction is not None)
        self._bar.setVisible(fraction is not None)
        if fraction is not None:
            self._bar.setValue(round(min(max(fraction, 0.0), 1.0) * RANGE))
        self._timer.start()
