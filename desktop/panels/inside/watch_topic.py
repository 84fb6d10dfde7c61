"""Topic 8, watch it learn: what any training, running or finished, has written into its run folder."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from core.contract.digits import ShowRun
from core.contract.explain import Explained
from desktop.numbers import significant
from desktop.panels.inside.looks import Looks
from desktop.panels.inside.topic import Topic
from desktop.panels.inside.training_view import BatchWords, TrainingView
from desktop.state.inside.inside_states import InsideStates
from desktop.state.inside.peek import Peeks
from desktop.widgets.chart import Curve, Mark
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.picker import Picker

BUTTON = 28  # px
PICKER = 220  # px
LOOK_MS = 2000  # between two looks at a training that runs
# Of the log; where nothing is held out, as with a few photos, the third stands for the second.
CURVES: tuple[tuple[str, int, Mark], ...] = (
    ("mean_loss", 0, "none"),
    ("held_out_loss", 1, "square"),
    ("photo_loss", 1, "square"),
)


class WatchTopic(Topic):
    """Signals: `run_asked()` a run folder is to be chosen · `train_asked()` the digits are to be taught ·
    `teach_asked()` something of the person's own is.
    """

    run_asked = Signal()
    train_asked = Signal()
    teach_asked = Signal()

    def __init__(self, states: InsideStates, looks: Looks) -> None:
        super().__init__(
            self.tr("Watch it learn"),
            self.tr(
                "In each step a network sees a mini-batch: a few pictures, each with the noise of a "
                "time step of its own. How wrong it was is the loss; all weights move a little so that "
                "it would be less. Try the slider: the same noise becomes better pictures. The loss "
                "alone says little about them."
            ),
        )
        self.peeks = Peeks(states.client, self)
        self.looks = looks
        self.runs = Picker()
        self.choose, self.empty_choose = self._button(), self._button()
        self.empty_train = QPushButton(self.tr("Train the digit net"))
        self.empty_teach = QPushButton(self.tr("Teach something…"))
        self.view = TrainingView()
        self.path = ""
        self._stack, self._empty = QStackedWidget(), QWidget()
        self._clock = QTimer(self, interval=LOOK_MS)
        self._compose()
        self._connect()

    def entry(self) -> QWidget:
        if not self.path:
            return self.empty_train
        return self.view.steps.slider if self.view.samples() else self.choose

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """← → and Space go through the samples."""
        if not self.view.steps.isVisible() or not self.view.steps.take_key(event):
            super().keyPressEvent(event)

    def add_run(self, path: str, name: str = "") -> None:
        """One more to choose from, by `name` or its folder's; shown where none is."""
        if self.runs.findData(path) < 0:
            self.runs.addItem(name or Path(path).name, path)
        if not self.path:
            self.watch(path)

    @Slot(str)
    def watch(self, path: str) -> None:
        """Look at a run folder, from now on again and again while it grows."""
        self.path = path
        self.add_run(path)
        self.runs.set_value(path)
        self.view.clear()
        self.view.batch.show()
        self._show_choice(True)
        self._stack.setCurrentWidget(self.view)
        self.look()
        self._clock.start()

    @Slot()
    def look(self) -> None:
        """Ask for what there is now."""
        if self.path and self.isVisible() and not self.peeks.busy:
            self.peeks.ask(ShowRun(self.path))

    @Slot(object, object)
    def _take(self, question: object, answer: Explained) -> None:
        if not isinstance(question, ShowRun) or question.run_folder != self.path:
            return
        figures, log = answer.figures, answer.figures["log"]
        names = {
            "mean_loss": self.tr("loss"),
            "held_out_loss": self.tr("loss on unseen pictures"),
            "photo_loss": self.tr("loss on the photos, always with the same noise"),
        }
        curves = [
            Curve(
                names[key], [(line["step"], line[key]) for line in log if key in line], tone, mark
            )
            for key, tone, mark in CURVES
        ]
        self.view.show_losses([curve for curve in curves if curve.points], figures["steps"])
        if "sample" in answer.glances and question.sample is not None:
            owner = f"{answer.job}-{question.sample}"
            image = self.looks.small(owner, "sample", answer.glances)
            self.view.add_sample(question.sample, image)
        else:
            self.view.know_samples(figures["samples"])
        batch = figures.get("batch")
        if batch is not None:
            image = self.looks.small(answer.job, "batch", answer.glances)
            words = BatchWords(batch["step"], batch["t"], figures["batch_size"], batch["side"])
            self.view.show_batch(image, words)
        else:
            self.view.show_batch_text(self._batch_text(figures["batch_size"]))
        self._tell(figures)
        if figures["finished"]:
            self._clock.stop()

    def _tell(self, figures: dict[str, object]) -> None:
        log = figures["log"]
        last = log[-1] if isinstance(log, list) and log else {}
        state = self.tr("finished") if figures["finished"] else self.tr("not finished")
        told = self.tr("{0} · step {1} of {2} · loss {3} · {4}")
        loss = significant(last["mean_loss"], 3) if "mean_loss" in last else "–"
        self.tell(told.format(figures["task"], last.get("step", 0), figures["steps"], loss, state))

    def _batch_text(self, size: int) -> str:
        return self.tr(
            "{0} pictures a step. What it is shown is written down with each saved state; there is none yet."
        ).format(size)

    @Slot(int)
    def _want(self, step: int) -> None:
        self.peeks.ask(ShowRun(self.path, step))

    def _connect(self) -> None:
        self.choose.clicked.connect(self.run_asked)
        self.empty_choose.clicked.connect(self.run_asked)
        self.empty_train.clicked.connect(self.train_asked)
        self.empty_teach.clicked.connect(self.teach_asked)
        self.runs.value_changed.connect(self.watch)
        self.view.sample_wanted.connect(self._want)
        self.peeks.answered.connect(self._take)
        self.peeks.failed.connect(self._fail)
        self._clock.timeout.connect(self.look)

    @Slot(object, str)
    def _fail(self, error: object, details: str) -> None:
        self._clock.stop()
        self.view.clear()
        self.view.sample.show_note("")
        self.view.show_batch_text(self.tr("It could not be read: choose another one."))
        self.failed.emit(error, details)

    def _compose(self) -> None:
        self.stop.hide()  # a training is stopped where it was started
        self.runs.setFixedWidth(PICKER)
        self.runs.setAccessibleName(self.tr("Training that is looked at"))
        self.top.addWidget(self.runs)
        self.top.addWidget(self.choose)
        sentence = QLabel(self.tr("Nothing has been taught yet. Teach a model from your photos, teach a small "
                                  "network on digits here, which takes minutes, or choose the folder of a "
                                  "training."))  # fmt: skip
        sentence.setWordWrap(True)
        for button in (self.empty_train, self.empty_teach):
            button.setFixedHeight(BUTTON)
            button.setAutoDefault(False)
        self.empty_train.setProperty("primary", True)
        buttons = QWidget()
        row = FlowLayout(buttons, 8, centred=False)
        for button in (self.empty_train, self.empty_teach, self.empty_choose):
            row.addWidget(button)
        column = QVBoxLayout(self._empty)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(12)
        column.addWidget(sentence)
        column.addWidget(buttons)
        column.addStretch(1)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.view)
        self.stage.addWidget(self._stack, 1)
        self._show_choice(False)

    def _show_choice(self, there: bool) -> None:
        """What to choose from stands above only where there is something."""
        self.runs.setVisible(there)
        self.choose.setVisible(there)

    def _button(self) -> QPushButton:
        button = QPushButton(self.tr("Choose a training…"))
        button.setFixedHeight(BUTTON)
        button.setAutoDefault(False)
        return button

    # --- Qt ---------------------------------------------------------------------------------------

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.path:
            self.look()
            self._clock.start()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._clock.stop()
