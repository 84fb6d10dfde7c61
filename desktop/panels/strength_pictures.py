"""The result at several strengths, one of which is the usual one: the same picture with less and more of what was taught."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from core.contract.teaching import STRENGTHS
from desktop.canvas.picture_cache import PictureCache
from desktop.numbers import decimal, number
from desktop.panels.thumb_strip import Thumb, ThumbStrip
from desktop.widgets.labels import Caption, NameLabel

SIDE = 76  # px


class StrengthPictures(QWidget):
    """Signals: `chosen(float)`."""

    chosen = Signal(float)

    def __init__(self, cache: PictureCache, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._says = Caption()
        self.strip = ThumbStrip(cache, self.tr("Strength"), SIDE)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(NameLabel(self.tr("Strength"), self.strip))
        head.addWidget(self._says, 1)
        column.addLayout(head)
        column.addWidget(self.strip)
        self._path, self._step = "", 0
        self.strip.chosen.connect(self._choose)

    def show_strengths(self, path: str, strength: float, step: int) -> None:
        """`path` of all side by side, drawn with what was learned at `step`; `strength`: the usual one."""
        self._path, self._step = path, step
        text = self.tr("of step {0}, from one seed; “Use it” takes the marked one.")
        self._says.setText(text.format(number(step)))
        self.strip.says = self._says.text()
        thumbs = [
            Thumb(each, decimal(each, 1), path, place) for place, each in enumerate(STRENGTHS)
        ]
        usual = next((each for each in STRENGTHS if abs(each - strength) < 0.01), -1.0)
        self.strip.show_thumbs(thumbs, usual)

    def _choose(self, strength: float) -> None:
        """Marked at once: the next arrow key goes on from there."""
        self.show_strengths(self._path, strength, self._step)
        self.chosen.emit(strength)
