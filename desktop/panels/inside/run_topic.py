"""A topic about a recorded picture: which one is looked at, or how to come by one."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.canvas.dropped import accept_picture_file
from desktop.panels.inside.empty_card import EmptyCard
from desktop.panels.inside.looks import Looks
from desktop.panels.inside.run_names import run_name
from desktop.panels.inside.topic import Topic
from desktop.state.inside.film import Run
from desktop.state.inside.inside_states import InsideStates
from desktop.state.observable import bind
from desktop.state.results_model import ResultRole
from desktop.widgets.picker import Picker
from desktop.widgets.step_row import StepRow

PICKER = 220  # px


class RunTopic(Topic):
    """Fills `body`; hears of runs by `show_run` and of steps by `show_step`."""

    def __init__(
        self, states: InsideStates, looks: Looks, title: str, text: str, attempt: str = ""
    ) -> None:
        super().__init__(title, text, attempt)
        self.states, self.looks = states, looks
        self.runs, self.empty, self.steps = Picker(), EmptyCard(), StepRow()
        self._body = QWidget()
        self.body = QVBoxLayout(self._body)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(8)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.empty)
        self._stack.addWidget(self._body)
        self.stage.addWidget(self._stack, 1)
        self.runs.setFixedWidth(PICKER)
        self.runs.setAccessibleName(self.tr("Picture that is looked into"))
        self.runs.set_hint(self.tr("Pictures that were recorded since the window was opened"))
        self.top.addWidget(self.runs)
        self.setAcceptDrops(True)
        self._connect()

    def attend(self) -> None:
        """Show what is there, from now on; called by the topic when all its parts are made."""
        state = self.states.run
        bind(state, "recording", self._show_recording)
        bind(state, "runs", self._show_runs)
        bind(state, "run", self._show_run)
        state.step_changed.connect(self._show_step)
        self.seen.connect(lambda: self._show_step(self.step()))

    def run(self) -> Run | None:
        """What is looked at."""
        return self.states.run.run

    def step(self) -> int:
        """Number of the step that is looked at, 0 …"""
        run = self.run()
        return min(self.states.run.step, run.steps - 1) if run is not None else 0

    def show_run(self, run: Run) -> None:
        """For the topic: another run, or more is known of this one."""

    def show_step(self, run: Run, step: int) -> None:
        """For the topic: another step."""

    def entry(self) -> QWidget:
        return self.steps.slider if self.run() is not None else self.empty.draw

    @Slot(int)
    def go_to(self, step: int) -> None:
        """Look at another step, within the run."""
        run = self.run()
        if run is not None:
            self.states.run.step = min(max(step, 0), run.steps - 1)

    def _connect(self) -> None:
        state = self.states.run
        self.runs.value_changed.connect(state.choose)
        self.steps.chosen.connect(self.go_to)
        self.empty.draw_asked.connect(self.draw_asked)
        self.empty.newest_asked.connect(self._ask_newest)
        self.empty.open_asked.connect(lambda: self.pick_asked.emit(self.look_asked.emit))
        self.stop_asked.connect(state.stop)
        state.progressed.connect(self.show_event)
        self.states.results.rowsInserted.connect(self._show_empty)
        self.states.results.modelReset.connect(self._show_empty)
        self._show_empty()

    @Slot()
    def _show_empty(self, *_ignored: object) -> None:
        self.empty.show_possible(
            self.tr("No picture has been recorded yet. Draw one, or take one of yours: it is "
                    "drawn once more, the same to the last bit, and everything is written down."),
            bool(self._newest()),
        )  # fmt: skip

    def _newest(self) -> str:
        results = self.states.results
        return str(results.index(0, 0).data(ResultRole.PATH)) if results.rowCount() else ""

    @Slot()
    def _ask_newest(self) -> None:
        if self._newest():
            self.look_asked.emit(self._newest())

    @Slot(object)
    def _show_recording(self, recording: bool) -> None:
        for button in (self.empty.draw, self.empty.open):
            button.setEnabled(not recording)
        self.show_recording(recording)

    @Slot(object)
    def _show_runs(self, runs: tuple[Run, ...]) -> None:
        self.runs.clear()
        for run in runs:
            self.runs.addItem(run_name(run), run.name)
        self.runs.setVisible(bool(runs))
        if self.run() is not None:
            self.runs.set_value(self.states.run.run.name if self.states.run.run else "")

    @Slot(object)
    def _show_run(self, run: Run | None) -> None:
        had_keyboard = self.empty.isAncestorOf(self.focusWidget() or self)
        self._stack.setCurrentWidget(self._body if run is not None else self.empty)
        if had_keyboard and run is not None and self.isVisible():
            self.entry().setFocus()
        self.attempt.setVisible(run is not None and bool(self.attempt.toolTip()))
        if run is None:
            return
        self.runs.set_value(run.name)
        self.steps.show_steps(run.steps)
        self.show_run(run)
        self._show_step(self.step())

    @Slot(object)
    def _show_step(self, _step: int) -> None:
        run = self.run()
        if run is not None:
            self.steps.show_step(self.step())
            self.show_step(run, self.step())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        accept_picture_file(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """A picture of ours, that is drawn once more, recorded."""
        if path := accept_picture_file(event):
            self.look_asked.emit(path)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.run() is None or not self.steps.take_key(event):
            super().keyPressEvent(event)
