"""Draw a digit, and see at once how much the judge takes it for one; noise on it or not."""

from __future__ import annotations

import base64

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.contract.digits import SIDE, TIMES, ScoreDigit
from core.contract.explain import Explained
from desktop.panels.inside.looks import Looks
from desktop.state.inside.peek import Peeks
from desktop.widgets.draw_pad import DrawPad
from desktop.widgets.labels import Caption
from desktop.widgets.number_field import NumberKind
from desktop.widgets.picture_tile import PictureTile
from desktop.widgets.score_meter import ScoreMeter
from desktop.widgets.slider_row import SliderRow, SliderTexts

BUTTON = 28  # px
SEEN = 168  # px of the tile
NOISE = NumberKind(0, 100, 1, unit=" %")
# A 3 as one would write it, in shares of the sheet.
THREE = (
    (
        *((0.34, 0.22), (0.40, 0.17), (0.50, 0.14), (0.60, 0.17), (0.65, 0.25), (0.64, 0.34)),
        *((0.57, 0.42), (0.46, 0.46), (0.57, 0.49), (0.65, 0.56), (0.68, 0.66), (0.64, 0.77)),
        *((0.55, 0.84), (0.44, 0.86), (0.33, 0.81)),
    ),
)


class DigitPadPart(QWidget):
    """Attributes: `pad`, `noise`, `meter`, `seen`."""

    def __init__(self, peeks: Peeks, looks: Looks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._peeks, self._looks = peeks, looks
        self._answers = 0
        self.pad = DrawPad(
            self.tr("Sheet to draw on"),
            self.tr("Draw with the left button, take away with the right one"),
        )
        self.clear = QPushButton(self.tr("Empty sheet"))
        self.three = QPushButton(self.tr("Write a 3"))
        self.seen = PictureTile(
            self.tr("What the judge sees"),
            self.tr("Your drawing at {0} × {0} pixels, with the noise").format(SIDE),
        )
        self.meter = ScoreMeter(self.tr("Looks like a digit"))
        self.verdict = Caption(wrap=True)
        self.noise = SliderRow(
            SliderTexts(
                self.tr("N&oise on it"),
                self.tr("Noise on it"),
                self.tr("How far along the {0} time steps, from no noise to nothing else").format(
                    TIMES
                ),
                self.tr("none"),
                self.tr("nothing else"),
            ),
            NOISE,
        )
        self._build()
        self.pad.drawn.connect(self._ask)
        self.clear.clicked.connect(self.pad.clear)
        self.three.clicked.connect(self.write_three)
        self.noise.value_changed.connect(self._ask)
        peeks.answered.connect(self._show)

    @Slot()
    def write_three(self) -> None:
        """Draw the example."""
        self.pad.write(THREE)

    def question(self) -> ScoreDigit:
        """What is asked about the sheet of now."""
        percent = float(self.noise.field.now() or 0)
        t = None if percent == 0 else round((TIMES - 1) * percent / 100)
        return ScoreDigit(base64.b64encode(self.pad.grey(SIDE)).decode("ascii"), t)

    @Slot()
    def _ask(self, *_ignored: object) -> None:
        self._peeks.ask(self.question())

    @Slot(object, object)
    def _show(self, question: object, answer: Explained) -> None:
        if not isinstance(question, ScoreDigit):
            return
        figures = answer.figures
        self._answers += 1
        self.meter.show_score(figures["score"], figures["each"])
        self.seen.show_image(self._looks.small(answer.job, "judged", answer.glances))
        self.verdict.setText(self._words(figures["score"], figures["digit"], figures.get("t")))

    def _words(self, score: float, digit: int, t: int | None) -> str:
        if score >= 0.5:
            text = self.tr("Most like a {0}.").format(digit)
        elif score >= 0.1:
            text = self.tr("A little like a {0}.").format(digit)
        else:
            text = self.tr("Like no digit.")
        if t is not None:
            text += " " + self.tr("Time step {0} of {1}.").format(t, TIMES)
        return text

    def _build(self) -> None:
        for button in (self.clear, self.three):
            button.setFixedHeight(BUTTON)
            button.setAutoDefault(False)
        self.seen.sharp = True
        self.seen.largest = SEEN
        self.seen.setFixedSize(SEEN, SEEN + 20)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.three)
        buttons.addWidget(self.clear)
        buttons.addStretch(1)
        left = QVBoxLayout()
        left.setSpacing(8)
        left.addWidget(self.pad)
        left.addLayout(buttons)
        left.addStretch(1)
        self.noise.setMaximumWidth(560)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self.meter)
        right.addWidget(self.verdict)
        right.addWidget(self.noise)
        right.addWidget(self.seen)
        right.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(24)
        row.addLayout(left)
        row.addLayout(right, 4)
        row.addStretch(1)
        self.meter.setMaximumWidth(560)
