"""Topic 7, the magical function: a judge of digits, what it can do and what not, and how one is taught."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from desktop.panels.inside.digit_make_part import DigitMakePart
from desktop.panels.inside.digit_pad_part import DigitPadPart
from desktop.panels.inside.digit_train_part import DigitTrainPart
from desktop.panels.inside.looks import Looks
from desktop.panels.inside.topic import Topic
from desktop.state.inside.inside_states import InsideStates
from desktop.state.inside.peek import Peeks
from desktop.state.observable import bind
from desktop.widgets.segmented import Segmented
from desktop.widgets.sheet_role import set_primary

PARTS = ("draw", "make", "train")
TRIED_NOISE = 35  # per cent, that *Try this* puts on


class DigitsTopic(Topic):
    """Signals: `run_begun(str)` the folder of a training that was started here."""

    run_begun = Signal(str)

    def __init__(self, states: InsideStates, looks: Looks) -> None:
        super().__init__(
            self.tr("The magical function"),
            self.tr(
                "Imagine a function that says how much a picture looks like a digit. A small network "
                "learned one from drawn digits with noise. Can changing noise until the score is "
                "high make a digit? See why asking what is noise, step by step, works better. Try a "
                "3: put noise on it, and watch the score."
            ),
            self.tr("Write a 3 and put noise on it"),
        )
        self.peeks = Peeks(states.client, self)
        self.lanes = {"make": states.lane(), "train": states.lane()}
        self.draw = DigitPadPart(self.peeks, looks)
        self.make = DigitMakePart(self.lanes["make"], looks)
        self.train = DigitTrainPart(self.lanes["train"], states.folder, looks)
        self.part = Segmented(
            [
                ("draw", self.tr("Draw and judge")),
                ("make", self.tr("Make a digit")),
                ("train", self.tr("Train it here")),
            ]
        )
        self._verbs = {"draw": self.attempt, "make": self.make.make, "train": self.train.train}
        self._stack = QStackedWidget()
        self._compose()
        self._connect()

    def entry(self) -> QWidget:
        return self.part

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """← → and Space go through the steps of what is seen, where it has any."""
        steps = {"make": self.make.steps, "train": self.train.view.steps}.get(
            PARTS[self._stack.currentIndex()]
        )
        if steps is None or not steps.isVisible() or not steps.take_key(event):
            super().keyPressEvent(event)

    @Slot(str)
    def show_part(self, key: str) -> None:
        """Draw, make or train."""
        self.part.set_value(key)
        self._stack.setCurrentIndex(PARTS.index(key))
        self.tell("")
        for part, button in self._verbs.items():
            set_primary(button, part == key)

    def start_training(self) -> None:
        """Show the training here, and begin it."""
        self.show_part("train")
        self.train.start()

    def _compose(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.part)
        row.addStretch(1)
        self.stage.addLayout(row)
        for part in (self.draw, self.make, self.train):
            self._stack.addWidget(part)
        self.stage.addWidget(self._stack, 1)

    def _connect(self) -> None:
        self.part.value_changed.connect(self.show_part)
        self.try_asked.connect(self._try)
        self.stop_asked.connect(self._stop)
        self.peeks.failed.connect(self.failed)
        self.make.told.connect(self.tell)
        self.train.told.connect(self.tell)
        self.train.begun.connect(self.run_begun)
        self.train.progressed.connect(self.show_running)
        for lane in self.lanes.values():
            lane.failed.connect(self.failed)
            bind(lane, "busy", self._show_busy)

    @Slot()
    def _try(self) -> None:
        self.show_part("draw")
        self.draw.noise.set_value(TRIED_NOISE)
        self.draw.write_three()

    @Slot()
    def _stop(self) -> None:
        for lane in self.lanes.values():
            lane.stop()

    @Slot(object)
    def _show_busy(self, *_ignored: object) -> None:
        if self.lanes["train"].busy:
            self.show_running(self.tr("Training"))
        elif self.lanes["make"].busy:
            self.show_running(self.tr("Making a digit"))
        else:
            self.show_running("")
