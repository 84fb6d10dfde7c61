"""The foot of the words panel: the promise, Generate, how many, Stop. Always in the same place."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton, QVBoxLayout, QWidget

from core.contract.memory import MemoryPlan
from desktop import theme
from desktop.phrases.common import memory_hint, memory_text, promise_text, use_size_text
from desktop.state.generation_state import TWO_LOOKS, GenerationState
from desktop.state.jobs_state import JobsState
from desktop.state.observable import bind, bind_value
from desktop.state.promise import Promise, Work
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.number_field import NumberField, NumberKind
from desktop.widgets.sheet_role import set_primary
from desktop.widgets.tips import set_tip

HEIGHT = 36  # px
COUNT_MOST = 100  # pictures a click; more belong to the command line
EDGE = 12  # px


class GenerateBar(QFrame):
    """Signals: `generate_asked()`, `stop_asked()`."""

    generate_asked = Signal()
    stop_asked = Signal()

    def __init__(
        self,
        state: GenerationState,
        jobs: JobsState,
        promise: Promise,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._state, self._jobs, self._promise = state, jobs, promise
        self.promise_line = ElidedLabel(role="second")
        self.smaller = QToolButton()  # beside a picture that does not fit
        self._memory: MemoryPlan | None = None
        self.generate = QPushButton(self.tr("Generate"))
        self.count = NumberField(NumberKind(1, COUNT_MOST, before="× "))
        self.stop = QPushButton(self.tr("Stop"))
        self._build()
        self.generate.clicked.connect(self.generate_asked)
        self.stop.clicked.connect(self.stop_asked)
        bind_value(state, "count", self.count)
        state.any_changed.connect(self._promise_again)
        promise.changed.connect(self._promise_again)
        bind(jobs, "running", self._allow_stop)
        bind(jobs, "stopping", self._allow_stop)
        self._promise_again()

    def _build(self) -> None:
        self.generate.setProperty("primary", True)
        self.generate.setFixedHeight(HEIGHT)
        set_tip(
            self.generate,
            self.tr("Draw this (Ctrl+Enter). While another picture is drawn it waits its turn."),
        )
        self.count.setFixedSize(max(52, self.count.preferred_width() - 8), HEIGHT)
        self.count.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.count.setAccessibleName(self.tr("How many pictures"))
        set_tip(self.count, self.tr("How many pictures, each from the next seed"))
        theme.set_icon(self.stop, "stop", size=16)
        self.stop.setIconSize(QSize(16, 16))
        self.stop.setFixedHeight(HEIGHT)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.generate, 1)
        row.addWidget(self.count)
        row.addWidget(self.stop)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, 8, EDGE, EDGE)
        column.setSpacing(4)
        self.smaller.setText(self.tr("Draw smaller"))  # until it is known how much smaller
        self.smaller.setProperty("flat", True)
        # No higher than the line, so that nothing moves when it comes.
        self.smaller.setFixedHeight(self.promise_line.sizeHint().height())
        self.smaller.hide()
        self.smaller.clicked.connect(self._take_smaller)
        promise = QHBoxLayout()
        promise.addWidget(self.promise_line, 1)
        promise.addWidget(self.smaller)
        column.addLayout(promise)
        column.addLayout(row)

    def set_primary(self, primary: bool) -> None:
        """Whether Generate is the page's accented button at the moment."""
        set_primary(self.generate, primary)

    def sentence_width(self) -> int:
        """Room for the usual sentences, px."""
        return self.fontMetrics().horizontalAdvance(promise_text(None, 1)) + 4

    @Slot()
    def _promise_again(self) -> None:
        state = self._state
        seconds = self._promise.seconds(
            work_of(state), state.count, loaded=self._jobs.is_loaded(model_of(state))
        )
        text, plan = promise_text(seconds, state.count), self._memory
        role = "second"
        if plan is not None:
            # No room for both where the time says only that nobody measured it.
            alone = not plan.fits or (bool(plan.savings) and seconds is None)
            text = memory_text(plan) if alone else f"{text} · {memory_text(plan)}"
            role = "bad" if not plan.fits else "warning" if plan.savings else "second"
        self.promise_line.role = role
        self.promise_line.set_text(text)
        self.promise_line.set_hint(memory_hint(plan) if plan else "")

    @Slot(object)
    def show_memory(self, plan: MemoryPlan | None) -> None:
        """What the engine says of the picture that is set now; None where it says nothing."""
        self._memory = plan
        fitting = plan.fitting if plan is not None else ()
        self.smaller.setVisible(bool(fitting))
        if fitting:
            self.smaller.setText(use_size_text(fitting))
            set_tip(self.smaller, self.tr("The largest size of this shape that fits"))
        self._promise_again()

    @Slot()
    def _take_smaller(self) -> None:
        if self._memory is not None and self._memory.fitting:
            width, height = self._memory.fitting
            self._state.own_size, self._state.shape = (width, height), "own"

    @Slot()
    def _allow_stop(self, *_ignored: object) -> None:
        self.stop.setEnabled(self._jobs.running)
        if not self._jobs.running:
            tip = self.tr("Nothing is being drawn.")
        elif self._jobs.stopping:
            tip = self.tr("Stopping. Once more (Esc) ends the engine at once.")
        else:
            tip = self.tr("Stop the picture that is drawn (Esc). Finished ones are kept.")
        set_tip(self.stop, tip)


def model_of(state: GenerationState) -> str:
    """The model as requests name it."""
    return state.model.path if state.model else "starter"


def work_of(state: GenerationState) -> Work:
    """What the next picture asks of the machine."""
    width, height = state.size_now()
    looks = 2 if state.sampler_now() in TWO_LOOKS else 1
    return Work(model_of(state), width, height, state.steps_run(), state.passes(), looks)
