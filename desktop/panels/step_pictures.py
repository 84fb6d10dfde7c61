"""What a training draws, step by step: one sheet large, the steps under it to flip through."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QSlider, QVBoxLayout, QWidget

from core.files.trainings import run_folders
from desktop.canvas.picture_cache import PictureCache
from desktop.numbers import number
from desktop.panels.sheet_view import SheetView
from desktop.panels.thumb_strip import Thumb, ThumbStrip
from desktop.widgets.icon_button import IconButton
from desktop.widgets.labels import Caption
from desktop.widgets.tips import set_tip

THUMB = 52  # px
LARGE = 2560  # px: a sheet of ten rows whole
UNTRAINED = 0  # the step before the first one
SHARES = 100  # of the slider


class StepPictures(QWidget):
    """Signals: `chosen(int)` the step a person looks at."""

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.cache = PictureCache(LARGE, 96 << 20, self)
        self._sheets: dict[int, str] = {}
        self.step = -1
        self.large = SheetView(self.cache)
        self.strip = ThumbStrip(self.cache, self.tr("Steps"), THUMB)
        self.title = Caption()
        self.compare = QSlider(Qt.Orientation.Horizontal)
        self.compare.setRange(0, SHARES)
        self.compare.setAccessibleName(self.tr("Before teaching"))
        self.before, self.after = Caption(self.tr("before teaching")), Caption(self.tr("now"))
        set_tip(
            self.compare, self.tr("Lays what the untrained model drew from the same seeds over it.")
        )
        self.earlier = IconButton(
            "chevron-left", self.tr("Earlier"), self.tr("An earlier step (←)")
        )
        self.later = IconButton("chevron-right", self.tr("Later"), self.tr("A later step (→)"))
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.earlier)
        top.addWidget(self.later)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(top)
        column.addWidget(self.large, 1)
        between = QHBoxLayout()
        between.setSpacing(8)
        between.addWidget(self.after)  # each at the end where nothing else is seen
        between.addWidget(self.compare, 1)
        between.addWidget(self.before)
        column.addLayout(between)
        column.addWidget(self.strip)
        self.earlier.clicked.connect(lambda: self.strip.walk(-1))
        self.later.clicked.connect(lambda: self.strip.walk(1))
        self.strip.chosen.connect(lambda step: self.chosen.emit(int(step)))
        self.compare.valueChanged.connect(self._compare)
        self.cache.ready.connect(self._repaint)

    def show_sheets(self, sheets: Mapping[int, str], step: int, asked: Sequence[str] = ()) -> None:
        """`sheets`: step → picture; `step`: the one that is looked at, −1 for the last one. `asked`: the sentence of
        each row of those that were judged.
        """
        self._sheets = dict(sheets)
        if step not in self._sheets:
            step = max(
                (s for s in self._sheets if s <= step), default=max(self._sheets, default=-1)
            )
        self.step = step
        self.large.path = self._sheets.get(step, "")
        self.large.show_rows(asked if run_folders.is_judged(self.large.path) else ())
        steps = sorted(self._sheets)
        self.strip.show_thumbs([Thumb(s, number(s), self._sheets[s]) for s in steps], step)
        text = self.tr("Drawn after step {0}, always from the same seeds")
        if step == UNTRAINED:
            text = self.tr("Drawn before teaching, always from the same seeds")
        self.title.setText(text.format(number(step)) if step >= 0 else "")
        self.large.before = self._sheets.get(UNTRAINED, "") if step != UNTRAINED else ""
        for widget in (self.after, self.compare, self.before):
            widget.setVisible(bool(self.large.before))
        self.earlier.setEnabled(bool(steps) and step != steps[0])
        self.later.setEnabled(bool(steps) and step != steps[-1])
        self.strip.setVisible(len(steps) > 1)

    @Slot(int)
    def _compare(self, value: int) -> None:
        self.large.share = value / SHARES
        self.large.update()

    @Slot()
    def _repaint(self, *_ignored: object) -> None:
        self.large.update()
