"""The strip at the window's foot: what runs now, how far it is, the zoom, and on which device.

One sentence, one bar. Time left is part of the sentence; the strip computes nothing.
"""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QSizePolicy, QWidget

from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.zoom_button import ZoomButton

RANGE = 1000  # steps of the bar
BAR_WIDTH = 160  # px
INTERVAL_MS = 100  # progress is drawn at most ten times a second


class StatusStrip(QWidget):
    """`set_progress` for the left side, `set_device` for the right one.

    Attributes: `zoom`, the button that shows the canvas' zoom.
    """

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
        row.addStretch(1)
        row.addWidget(self._device)
        row.addWidget(self.zoom)  # at the edge: what comes and goes beside it does not move it
        self._next: tuple[float | None, str] | None = None
        self._timer = QTimer(self, singleShot=True, interval=INTERVAL_MS)
        self._timer.timeout.connect(self._draw_next)

    def set_progress(self, fraction: float | None, sentence: str) -> None:
        """`fraction` 0 … 1 of the whole job, None for no bar. Drawn within a tenth of a second."""
        self._next = (fraction, sentence)
        if not self._timer.isActive():
            self._draw_next()

    def set_device(self, text: str, tooltip: str = "") -> None:
        """What draws, in a few words."""
        self._device.set_text(text)
        self._device.set_hint(tooltip)

    def sentence(self) -> str:
        """What is to be read now."""
        return self._sentence.text()

    @Slot()
    def _draw_next(self) -> None:
        if self._next is None:
            return
        fraction, sentence = self._next
        self._next = None
        self._sentence.set_text(sentence)
        # While the bar is seen it never moves to the left: figures come and go before it.
        self._sentence.reserve(fraction is not None)
        self._bar.setVisible(fraction is not None)
        if fraction is not None:
            self._bar.setValue(round(min(max(fraction, 0.0), 1.0) * RANGE))
        self._timer.start()
