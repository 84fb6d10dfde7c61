"""Texts against pictures, and the tokens of the texts on a map. No words, no widgets."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from core.contract import codec
from core.contract import events as ev
from core.contract import explain as ask
from core.contract.errors import InvalidValue, ReverieError
from core.contract.explain import Explained, MissingEncoder
from core.contract.request import GenerationRequest
from desktop.state.inside.lane import Lane
from desktop.state.inside.pictures_folder import PicturesFolder
from desktop.state.observable import Property


@dataclass(frozen=True)
class TokenPoint:
    """A token on the map of two axes."""

    text: int  # number of the text
    token: str
    x: float
    y: float


@dataclass(frozen=True)
class TokenMap:
    """`explained`: the share of all differences that the two axes show, 0 … 1."""

    explained: float
    points: tuple[TokenPoint, ...]


@dataclass(frozen=True)
class Tokens:
    """By the vocabulary's table, and as they are understood in their texts."""

    texts: tuple[str, ...]
    tokens_table: TokenMap
    tokens_context: TokenMap


@dataclass(frozen=True)
class Comparison:
    """Rows are texts, columns pictures."""

    cosine: tuple[tuple[float, ...], ...]  # -1 … 1
    across: tuple[tuple[float, ...], ...]  # each row sums to 1: which picture a text means
    down: tuple[tuple[float, ...], ...]  # each column sums to 1: which text a picture means
    temperature: float


class CompareState(QObject):
    """Signals: `tokens_changed(Tokens | None)` · `found_changed(Comparison | None)` · `busy_changed(bool)` ·
    `missing(MissingEncoder)` · `drawn(path)` one of the examples is there · `failed(ReverieError, details)`.

    Attributes: `texts`, `pictures`: of the present comparison.
    """

    tokens_changed = Signal(object)
    found_changed = Signal(object)
    busy_changed = Signal(object)
    missing = Signal(object)
    drawn = Signal(str)
    failed = Signal(object, str)

    tokens: Property[Tokens | None] = Property(None)
    found: Property[Comparison | None] = Property(None)
    busy = Property(False)

    def __init__(
        self, lane: Lane, drawing: Lane, folder: PicturesFolder, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._lane, self._drawing, self._folder = lane, drawing, folder
        self.texts: tuple[str, ...] = ()
        self.pictures: tuple[str, ...] = ()
        self._to_draw: list[GenerationRequest] = []
        self._wanted: ask.CompareAll | None = None
        lane.answered.connect(self._answered)
        lane.failed.connect(self._failed)
        drawing.drawn.connect(self._drawn)
        drawing.ended.connect(self._draw_next)
        drawing.failed.connect(self.failed)
        for each in (lane, drawing):
            each.busy_changed.connect(self._tell_busy)

    def compare(
        self, model: str, texts: tuple[str, ...], pictures: tuple[str, ...], clip: str | None
    ) -> None:
        """All texts with all pictures; `clip`: a folder of a whole CLIP."""
        self.texts, self.pictures = texts, pictures
        self.found = None
        self._wanted = ask.CompareAll(model, texts, pictures, clip)
        self._lane.ask(self._wanted)

    def forget(self) -> None:
        """Other pictures: neither the numbers nor those on their way belong to them."""
        self._wanted, self.found = None, None

    def draw_examples(self, model: str, prompts: tuple[str, ...], seed: int) -> None:
        """A picture of each, one after the other."""
        self._to_draw = [
            GenerationRequest(
                prompt, self._folder.file(f"example-{n}.png"), seed, model, overwrite=True
            )
            for n, prompt in enumerate(prompts)
        ]
        self._draw_next(False)

    @property
    def left_to_draw(self) -> int:
        """Examples that are still to come."""
        return len(self._to_draw)

    @Slot()
    def stop(self) -> None:
        self._to_draw = []
        self._lane.stop()
        self._drawing.stop()

    @Slot(bool)
    def _draw_next(self, stopped: bool) -> None:
        if self._to_draw and not stopped:
            self._drawing.ask(ask.RecordRun(self._to_draw.pop(0), maps=False))

    @Slot(object)
    def _drawn(self, event: ev.ImageDone) -> None:
        self.drawn.emit(event.path)

    @Slot(object, object)
    def _answered(self, question: ask.Question, answer: Explained) -> None:
        try:
            if answer.part == "tokens":
                self.tokens = codec.from_json(Tokens, answer.figures)
            elif answer.part == "compare" and question == self._wanted:
                known = Comparison.__dataclass_fields__
                figures = {n: v for n, v in answer.figures.items() if n in known}
                self.found = codec.from_json(Comparison, figures)
        except InvalidValue as error:
            self.failed.emit(error, "")

    @Slot(object, str)
    def _failed(self, error: ReverieError, details: str) -> None:
        if isinstance(error, MissingEncoder):
            self.missing.emit(error)
        else:
            self.failed.emit(error, details)

    @Slot()
    def _tell_busy(self, *_ignored: object) -> None:
        self.busy = self._lane.busy or self._drawing.busy
