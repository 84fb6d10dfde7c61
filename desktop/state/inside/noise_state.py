"""A picture at any time step, and how wrong the network is over all of them. No words, no widgets."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.contract import codec
from core.contract import explain as ask
from core.contract.errors import InvalidValue
from core.contract.explain import Explained
from core.contract.request import GenerationRequest
from desktop.state.inside.lane import Lane
from desktop.state.observable import Property

REST_MS = 300


@dataclass(frozen=True)
class Curves:
    """What the model was trained on, a number for each time step."""

    beta: tuple[float, ...]
    alpha_cumprod: tuple[float, ...]
    snr: tuple[float, ...]
    sigma: tuple[float, ...]


@dataclass(frozen=True)
class ErrorPoint:
    """How wrong the network is at one time step: mean squared error for several noises."""

    t: int
    errors: tuple[float, ...]
    mean: float
    low: float
    high: float


@dataclass(frozen=True)
class Noised:
    """The picture at one time step."""

    name: str  # tells answers apart
    t: int
    error: float
    glances: dict[str, str]
    pictures: dict[str, str]


@dataclass(frozen=True)
class _Figures:
    t: int
    seed: int
    error: float


class NoiseState(QObject):
    """Signals: `shown_changed(Noised | None)` · `curves_changed(Curves | None)` · `points_changed(tuple)` ·
    `measuring_changed(bool)` · `failed(ReverieError, details)`.
    """

    shown_changed = Signal(object)
    curves_changed = Signal(object)
    points_changed = Signal(object)
    measuring_changed = Signal(object)
    failed = Signal(object, str)

    shown: Property[Noised | None] = Property(None)
    curves: Property[Curves | None] = Property(None)
    points: Property[tuple[ErrorPoint, ...]] = Property(())
    measuring = Property(False)

    def __init__(
        self, quick: Lane, slow: Lane, measuring: Lane, parent: QObject | None = None
    ) -> None:
        """`quick` for glances, `slow` (impatient) for developed pictures."""
        super().__init__(parent)
        self._quick, self._slow, self._measuring = quick, slow, measuring
        self._wanted: ask.NoiseAt | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._develop)
        self._unfinished: ask.MeasureErrors | None = None
        slow.ended.connect(self._go_on)
        for lane in (quick, slow, measuring):
            lane.answered.connect(self._answered)
            lane.failed.connect(self.failed)
        measuring.busy_changed.connect(self._tell_measuring)

    @property
    def is_unfinished(self) -> bool:
        """Whether the error curve has points to come."""
        return self._unfinished is not None

    def show(self, request: GenerationRequest, t: int, noise: int) -> None:
        """The picture of `request` (its `init`) at time step `t`, with noise number `noise`."""
        self._wanted = ask.NoiseAt(request, t, noise, developed=False)
        if self._measuring.busy and self.is_unfinished:  # goes on by itself; curves alone would not
            self._measuring.stop()
        self._quick.ask(self._wanted)
        self._rest.start()

    def measure(self, request: GenerationRequest, points: int, noises: int) -> None:
        """The error over all time steps, point by point; goes on by itself after an interruption."""
        self.points = ()
        self._unfinished = ask.MeasureErrors(request, points, noises)
        self._measuring.ask(self._unfinished)

    def forget(self) -> None:
        """Another picture or model: what was measured, and what is to come of it, is not of that."""
        self._unfinished, self.points = None, ()
        self._measuring.stop()

    def ask_curves(self, request: GenerationRequest) -> None:
        """What the model was trained on, and no more."""
        self._measuring.ask(ask.MeasureErrors(request, 1, 1))

    @Slot()
    def stop(self) -> None:
        self._unfinished = None
        for lane in (self._quick, self._slow, self._measuring):
            lane.stop()

    @Slot()
    def _develop(self) -> None:
        if self._wanted is not None:
            self._slow.ask(replace(self._wanted, developed=True))

    @Slot(bool)
    def _go_on(self, stopped: bool) -> None:
        """With what was interrupted, once somebody rests."""
        left = self._unfinished
        if left is not None and not stopped and not self._measuring.busy:
            self._measuring.ask(replace(left, begin=len(self.points)))

    @Slot(object, object)
    def _answered(self, question: ask.Question, answer: Explained) -> None:
        try:
            if isinstance(question, ask.NoiseAt):
                self._show(question, answer)
            elif answer.part == "curves":
                self.curves = codec.from_json(Curves, answer.figures)
            elif answer.part == "error" and self._is_wanted(question):
                self.points = (*self.points, codec.from_json(ErrorPoint, answer.figures))
                if self._unfinished is not None and len(self.points) >= self._unfinished.points:
                    self._unfinished = None
        except InvalidValue as error:
            self.failed.emit(error, "")

    def _is_wanted(self, question: ask.Question) -> bool:
        """Whether an answer to it belongs to the curve that is drawn."""
        if not isinstance(question, ask.MeasureErrors):
            return False
        return replace(question, begin=0) == self._unfinished

    def _show(self, question: ask.NoiseAt, answer: Explained) -> None:
        if question.developed and replace(question, developed=False) != self._wanted:
            return  # somebody has gone on
        told = codec.from_json(_Figures, answer.figures)
        glances, pictures = dict(answer.glances), dict(answer.pictures)
        self.shown = Noised(answer.job, told.t, told.error, glances, pictures)

    @Slot(object)
    def _tell_measuring(self, busy: bool) -> None:
        self.measuring = busy
