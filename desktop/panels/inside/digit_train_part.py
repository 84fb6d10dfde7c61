"""*Train it here*: one of the two small networks from nothing, within minutes, with all that happens."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from core.contract.digits import DigitsConfig, DigitTask, TrainDigits
from core.contract.explain import Explained
from desktop.numbers import number, significant
from desktop.panels.inside.looks import Looks
from desktop.panels.inside.training_view import BatchWords, TrainingView
from desktop.phrases.common import going_on
from desktop.state.inside.lane import Lane
from desktop.state.inside.pictures_folder import PicturesFolder
from desktop.state.observable import bind
from desktop.state.pace import Pace
from desktop.widgets.chart import Curve
from desktop.widgets.labels import Caption
from desktop.widgets.segmented import Segmented

BUTTON = 28  # px
STEPS: dict[DigitTask, int] = {"digit-score": 600, "digit-noise": 900}
MINUTES: dict[DigitTask, int] = {"digit-score": 1, "digit-noise": 3}  # on one core that is free
CHECKPOINT = 100  # steps: also how often a sample stays in the folder


class DigitTrainPart(QWidget):
    """Signals: `told(str)` figures · `begun(str)` the run folder of a training · `progressed(str)` how far it is."""

    told = Signal(str)
    progressed = Signal(str)
    begun = Signal(str)

    def __init__(
        self, lane: Lane, folder: PicturesFolder, looks: Looks, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.lane, self._folder, self._looks = lane, folder, looks
        self._runs = 0
        self._pace = Pace()
        self._losses: list[tuple[float, float]] = []
        self.task = Segmented(
            [
                ("digit-noise", self.tr("Noise predictor")),
                ("digit-score", self.tr("Judge")),
            ]
        )
        self.train = QPushButton(self.tr("Train it here"))
        self.cost = Caption(wrap=True)
        self.view = TrainingView()
        self._build()
        self.train.clicked.connect(self.start)
        self.task.value_changed.connect(lambda _key: self._show_cost())
        lane.answered.connect(self._take)
        bind(lane, "busy", self._show_busy)

    @Slot()
    def start(self) -> None:
        """Teach the chosen network from nothing."""
        task: DigitTask = "digit-score" if self.task.value() == "digit-score" else "digit-noise"
        self._runs += 1
        self._losses.clear()
        self.view.clear()
        run = str(Path(self._folder.path()) / f"{task}-{self._runs}")
        config = DigitsConfig(
            task=task,
            output=run,
            steps=STEPS[task],
            pictures=6000,
            ema_decay=0.99,
            device="cpu",
            checkpoint_every=CHECKPOINT,
            report_every=25,
        )
        self._pace.begin()
        self.lane.ask(TrainDigits(config))
        self.begun.emit(run)

    def steps_seen(self) -> int:
        """How many steps of the training are done, as far as was told."""
        return round(self._losses[-1][0]) if self._losses else 0

    @Slot(object, object)
    def _take(self, question: object, answer: Explained) -> None:
        if not isinstance(question, TrainDigits):
            return
        figures, steps = answer.figures, question.taught.steps
        owner = f"{answer.job}-{answer.part}-{figures['step']}"
        if answer.part == "samples":
            image = self._looks.small(owner, "samples", answer.glances)
            self.view.add_sample(figures["step"], image)
        elif answer.part == "batch":
            step = round(figures["step"])
            self._losses.append((step, figures["loss"]))
            text = self.tr("Training, step {0} of {1}").format(step, steps)
            self.progressed.emit(going_on(text, self._pace.left(step, steps)))
            self.view.show_losses((Curve(self.tr("loss"), list(self._losses)),), steps)
            image = self._looks.small(owner, "batch", answer.glances)
            self.view.show_batch(image, BatchWords(figures["step"], figures["t"], figures["size"]))
            told = self.tr(
                "step {0} of {1} · loss {2} · {3} weights, moved by {4} % since the last look"
            )
            weights = number(round(figures["weights"]))
            moved = significant(100 * figures["moved"], 2)
            self.told.emit(
                told.format(figures["step"], steps, significant(figures["loss"], 3), weights, moved)
            )

    @Slot(object)
    def _show_busy(self, busy: bool) -> None:
        for part in (self.train, self.task):
            part.setEnabled(not busy)
            part.setToolTip(self.tr("It is being trained.") if busy else "")

    def _show_cost(self) -> None:
        task: DigitTask = "digit-score" if self.task.value() == "digit-score" else "digit-noise"
        self.cost.setText(
            self.tr("{0} steps of 64 pictures on the processor, about {1} min").format(
                STEPS[task], MINUTES[task]
            )
        )

    def _build(self) -> None:
        self.train.setFixedHeight(BUTTON)
        self.train.setAutoDefault(False)
        bar = QHBoxLayout()
        bar.setSpacing(8)
        bar.addWidget(self.task)
        bar.addWidget(self.train)
        bar.addWidget(self.cost, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(bar)
        column.addWidget(self.view, 1)
        self._show_cost()
