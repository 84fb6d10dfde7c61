"""A digit from the same noise in two ways, side by side: up the score, and by removing predicted noise."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.contract.digits import DIGITS, MakeDigit
from core.contract.explain import Explained
from desktop.numbers import decimal
from desktop.panels.inside.looks import Looks
from desktop.state.inside.lane import Lane
from desktop.state.observable import bind
from desktop.widgets.labels import Caption, NameLabel
from desktop.widgets.number_field import NumberField, NumberKind
from desktop.widgets.picture_tile import PictureTile
from desktop.widgets.step_row import StepRow

BUTTON = 28  # px
TILE = 208  # px
DIGIT = NumberKind(0, DIGITS - 1)
SEED_MAX = 10_000


@dataclass(frozen=True, eq=False)
class Shown:
    """A frame of one way."""

    step: int
    steps: int
    score: float
    t: float | None
    picture: QImage | None


class DigitMakePart(QWidget):
    """Signals: `told(str)` the figures of what is seen."""

    told = Signal(str)

    def __init__(self, lane: Lane, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lane, self._looks = lane, looks
        self._seed = 0
        self._made = 3  # the digit of the frames
        self._frames: dict[str, list[Shown]] = {"climb": [], "diffuse": []}
        self.digit = NumberField(DIGIT)
        self.make, self.again = QPushButton(), QPushButton(self.tr("Other noise"))
        self.tiles = {
            "climb": PictureTile(self.tr("Climbing the score")),
            "diffuse": PictureTile(self.tr("Removing predicted noise")),
        }
        self.notes = {"climb": QLabel(), "diffuse": QLabel()}
        self.steps = StepRow()
        self._build()
        self.make.clicked.connect(self.start)
        self.again.clicked.connect(self._other)
        self.digit.value_changed.connect(lambda _value: self._name_button())
        self.steps.chosen.connect(self._show_at)
        lane.answered.connect(self._take)
        bind(lane, "busy", self._show_busy)

    @Slot()
    def start(self) -> None:
        """Begin both ways from the noise of now."""
        for frames in self._frames.values():
            frames.clear()
        self._made = int(self.digit.now() or 0)
        self.lane.ask(MakeDigit(self._made, self._seed))
        self.steps.slider.setFocus()  # the button rests meanwhile

    @Slot()
    def _other(self) -> None:
        self._seed = (self._seed + 1) % SEED_MAX
        self.start()

    @Slot(object, object)
    def _take(self, question: object, answer: Explained) -> None:
        if not isinstance(question, MakeDigit) or answer.part not in self._frames:
            return
        figures, frames = answer.figures, self._frames[answer.part]
        owner = f"{answer.job}-{answer.part}-{figures['step']}"
        picture = self._looks.small(owner, "picture", answer.glances)
        told = figures["step"], figures["steps"], figures["score"], figures.get("t")
        frames.append(Shown(*told, picture))
        self._show_frame(answer.part, frames[-1])
        self.steps.show_steps(max(map(len, self._frames.values())))
        self.steps.show_step(max(map(len, self._frames.values())) - 1)

    @Slot(int)
    def _show_at(self, step: int) -> None:
        """Both ways at the same share of their steps."""
        most = max(1, max(map(len, self._frames.values())) - 1)
        for way, frames in self._frames.items():
            if frames:
                self._show_frame(way, frames[round((len(frames) - 1) * step / most)])

    def _show_frame(self, way: str, frame: Shown) -> None:
        self.tiles[way].show_image(frame.picture)
        score, digit = decimal(frame.score, 2), self._made
        at = self.tr("step {0} of {1}").format(frame.step, frame.steps)
        self.tiles[way].show_note(at)
        if frame.step < frame.steps:
            text = self.tr("Score as a {0}: {1}").format(digit, score)
        elif way == "climb":
            text = self.tr(
                "Score as a {0}: {1}. A high score is not yet a digit: the judge learned to tell "
                "digits from noise, not to draw. Where it saw neither, its slope leads anywhere."
            ).format(digit, score)
        else:
            text = self.tr(
                "Score as a {0}: {1}. Each step asks what is noise at this level, and takes a little: "
                "so it stays where the network has learned."
            ).format(digit, score)
        self.notes[way].setText(text)
        if frame.t is not None:
            told = self.tr("{0} · seed {1} · time step {2}")
            self.told.emit(
                told.format(self.tr("removing predicted noise"), self._seed, round(frame.t))
            )

    @Slot(object)
    def _show_busy(self, busy: bool) -> None:
        for button in (self.make, self.again):
            button.setEnabled(not busy)
            button.setToolTip(self.tr("It is being made.") if busy else "")

    def _name_button(self) -> None:
        self.make.setText(self.tr("Make a {0}").format(int(self.digit.now() or 0)))

    def _build(self) -> None:
        self.digit.set_value(3)
        self.digit.setAccessibleName(self.tr("Digit"))
        self.digit.setFixedWidth(56)
        self._name_button()
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(NameLabel(self.tr("&Digit"), self.digit))
        bar.addWidget(self.digit)
        for button in (self.make, self.again):
            button.setFixedHeight(BUTTON)
            button.setAutoDefault(False)
            bar.addWidget(button)
        bar.addWidget(Caption(self.tr("both from the same noise, about 1 s"), wrap=True), 1)
        lanes = QHBoxLayout()
        lanes.setSpacing(24)
        for way, tile in self.tiles.items():
            tile.sharp = True
            tile.largest = TILE
            tile.setFixedHeight(TILE + 20)
            tile.setMinimumWidth(TILE)
            note = self.notes[way]
            note.setWordWrap(True)
            note.setAlignment(Qt.AlignmentFlag.AlignTop)
            note.setMinimumHeight(7 * note.fontMetrics().lineSpacing())
            column = QVBoxLayout()
            column.setSpacing(16)
            column.addWidget(tile)
            column.addWidget(note)
            column.addStretch(1)
            lanes.addLayout(column, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(bar)
        column.addLayout(lanes)
        column.addWidget(self.steps)
        column.addStretch(1)
