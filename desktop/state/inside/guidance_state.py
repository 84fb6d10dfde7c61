"""A step of a recorded picture under another guidance, and the sheet over many. No words, no widgets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.contract import explain as ask
from core.contract.errors import ReverieError
from core.contract.explain import SCALES, Explained
from core.contract.request import GenerationRequest
from desktop.state.inside.film import Run, figure
from desktop.state.inside.lane import Lane
from desktop.state.observable import Property

REST_MS = 300


@dataclass(frozen=True)
class Guided:
    """One step under one guidance. `pictures` are there when somebody has rested on it."""

    name: str  # tells answers apart
    run: str
    step: int
    scale: float
    figures: Mapping[str, float]
    glances: Mapping[str, str]
    pictures: Mapping[str, str]


@dataclass(frozen=True)
class SheetCell:
    """A whole picture of the sheet."""

    scale: float
    has_negative: bool
    picture: str  # path


class GuidanceState(QObject):
    """Signals: `shown_changed(Guided | None)` · `sheet_changed(tuple of SheetCell)` · `drawing_changed(bool)` ·
    `failed(ReverieError, details)`.
    """

    shown_changed = Signal(object)
    sheet_changed = Signal(object)
    drawing_changed = Signal(object)
    failed = Signal(object, str)

    shown: Property[Guided | None] = Property(None)
    sheet: Property[tuple[SheetCell, ...]] = Property(())
    drawing = Property(False)  # the sheet

    def __init__(self, quick: Lane, slow: Lane, whole: Lane, parent: QObject | None = None) -> None:
        """`quick` for glances, `slow` (impatient) for developed tiles, `whole` for the sheet."""
        super().__init__(parent)
        self._quick, self._slow, self._whole = quick, slow, whole
        self._wanted: ask.GuideStep | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._develop)
        for lane in (quick, slow):
            lane.answered.connect(self._answered)
            lane.failed.connect(self.failed)
        whole.answered.connect(self._drawn)
        whole.failed.connect(self.failed)
        whole.busy_changed.connect(self._tell_drawing)

    def show(self, run: Run, step: int, scale: float, *, developed: bool = True) -> None:
        """Put a step together anew; at full size when somebody rests on it and `developed`."""
        self._wanted = ask.GuideStep(run.name, step, scale)
        self._quick.ask(self._wanted)
        if developed:
            self._rest.start()

    def draw_sheet(self, request: GenerationRequest) -> None:
        """Whole pictures over guidance 1 … 15, with the negative prompt and without."""
        self.sheet = ()
        self._whole.ask(ask.DrawSheet(request))

    @Slot()
    def stop(self) -> None:
        """What was drawn of the sheet stays."""
        self._whole.stop()
        self._slow.stop()

    @Slot()
    def _develop(self) -> None:
        if self._wanted is not None:
            self._slow.ask(replace(self._wanted, developed=True))

    @Slot(object, object)
    def _answered(self, question: ask.Question, answer: Explained) -> None:
        wanted = self._wanted
        if not isinstance(question, ask.GuideStep) or wanted is None:
            return
        if question.developed and replace(question, developed=False) != wanted:
            return  # somebody has gone on
        numbers = {k: v for k, v in answer.figures.items() if isinstance(v, (int, float))}
        self.shown = Guided(
            answer.job,
            question.run,
            question.guided_step,
            question.scale,
            numbers,
            answer.glances,
            answer.pictures,
        )

    @Slot(object, object)
    def _drawn(self, _question: ask.Question, answer: Explained) -> None:
        if answer.part != "cell":
            return
        try:
            scale = float(figure(answer, "guidance_scale", int, float))
            has_negative = bool(figure(answer, "has_negative", bool))
        except ReverieError as error:
            self.failed.emit(error, "")
            return
        cell = SheetCell(scale, has_negative, answer.pictures.get("picture", ""))
        self.sheet = (*self.sheet, cell)

    @Slot(object)
    def _tell_drawing(self, busy: bool) -> None:
        self.drawing = busy


def sheet_size(request: GenerationRequest) -> int:
    """How many pictures a sheet of it has: up to guidance 1 the negative is not read."""
    return len(SCALES) + (sum(scale > 1 for scale in SCALES) if request.negative else 0)
