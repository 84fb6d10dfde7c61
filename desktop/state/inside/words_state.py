"""Where the words of a recorded picture were looked up: maps as numbers, asked for and kept."""

from __future__ import annotations

import array
import sys
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal, Slot

from core.contract import codec
from core.contract import explain as ask
from core.contract.errors import InvalidValue
from core.contract.explain import Explained
from desktop.state.inside.film import Run, unpacked
from desktop.state.inside.lane import Lane
from desktop.state.observable import Property


@dataclass(frozen=True)
class TokenShare:
    """A piece of the text, or the starts or ends, with its mean share of all attention 0 … 1."""

    text: str
    kind: str  # "start", "word", "end"
    word: int | None
    share: float


@dataclass(frozen=True)
class WordShare:
    """A word with its mean share among words."""

    text: str
    share: float


@dataclass(frozen=True)
class _Answer:
    """The figures of an answer."""

    tokens: tuple[TokenShare, ...]
    sum: float
    words: tuple[WordShare, ...]
    told: int
    first: int
    last: int | None
    stages: tuple[str, ...]
    shape: tuple[int, ...]  # words, h, w
    values: str


class WordMaps:
    """The maps of one text: for each word and cell its share of all attention there."""

    def __init__(self, answer: Explained) -> None:
        """Raises `InvalidValue` for an answer that holds something else."""
        told = codec.from_json(_Answer, answer.figures)
        values = array.array("f")
        packed = unpacked(told.values)
        if len(told.shape) != 3 or len(packed) % 4:
            raise InvalidValue("Explained.shape", list(told.shape), "words, height and width")
        values.frombytes(packed)
        if sys.byteorder == "big":
            values.byteswap()
        count, self.height, self.width = told.shape
        if len(values) != count * self.height * self.width or len(told.words) != count:
            raise InvalidValue("Explained.values", len(values), "one number a word and cell")
        self._values = values
        self.told, self.first, self.last = told.told, told.first, told.last
        self.stages, self.sum, self.tokens = told.stages, told.sum, told.tokens
        self.words = tuple(word.text for word in told.words)
        self.shares = tuple(word.share for word in told.words)  # among words

    @property
    def by_word(self) -> tuple[float, ...]:
        """Each word's share of all attention, its pieces added up."""
        return tuple(
            sum(token.share for token in self.tokens if token.word == number)
            for number in range(len(self.words))
        )

    def strength(self, words: tuple[int, ...]) -> bytes:
        """h × w bytes, row by row: how strong the strongest of some words is, on a scale of its own."""
        size = self.height * self.width
        total = array.array("f", bytes(4 * size))
        for word in words:
            part = self._values[word * size : (word + 1) * size]
            low, high = min(part), max(part)
            scale = 1.0 / max(high - low, 1e-12)
            total = array.array("f", map(max, total, ((value - low) * scale for value in part)))
        return bytes(int(255 * min(value, 1.0)) for value in total)

    def at(self, x: float, y: float, *, all_tokens: bool = False) -> list[tuple[str, float]]:
        """Words by their share at a place (0 … 1 both ways), the largest first."""
        size = self.height * self.width
        column = min(int(x * self.width), self.width - 1)
        cell = min(int(y * self.height), self.height - 1) * self.width + column
        found = [self._values[word * size + cell] for word in range(len(self.words))]
        whole = 1.0 if all_tokens else max(sum(found), 1e-12)
        ranked = sorted(zip(self.words, found, strict=True), key=lambda pair: -pair[1])
        return [(word, value / whole) for word, value in ranked]


class WordsState(QObject):
    """Signals: `maps_changed(WordMaps | None)` · `failed(ReverieError, details)`."""

    maps_changed = Signal(object)
    failed = Signal(object, str)

    maps: Property[WordMaps | None] = Property(None)

    def __init__(self, lane: Lane, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lane = lane
        self._wanted: ask.ShowWords | None = None
        lane.answered.connect(self._answered)
        lane.failed.connect(self._failed)

    def clear(self) -> None:
        """Another picture: nothing is shown, and what is on its way is not of it."""
        self._wanted, self.maps = None, None

    def show(self, run: Run, told: int, first: int, last: int, stages: tuple[str, ...]) -> None:
        """Maps of a text, over steps (both included) and stages (none: all)."""
        wanted = ask.ShowWords(run.name, told, min(first, last), max(first, last), stages)
        if wanted != self._wanted:
            self._wanted = wanted
            self._lane.ask(wanted)

    @Slot(object, object)
    def _answered(self, question: ask.Question, answer: Explained) -> None:
        if question != self._wanted:
            return
        try:
            self.maps = WordMaps(answer)
        except InvalidValue as error:
            self.failed.emit(error, "")

    @Slot(object, str)
    def _failed(self, error: Exception, details: str) -> None:
        self._wanted = None
        self.failed.emit(error, details)
