"""A picture through the autoencoder, with a number of its latents changed, and mixed with another.

No words, no widgets.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from core.contract import codec
from core.contract import explain as ask
from core.contract.errors import InvalidValue
from core.contract.explain import Explained
from desktop.state.inside.lane import Lane
from desktop.state.observable import Property


@dataclass(frozen=True)
class StageSize:
    """What comes out of one stage."""

    name: str
    channels: int
    height: int
    width: int


@dataclass(frozen=True)
class ChannelRange:
    """The numbers of one latent channel."""

    low: float
    high: float
    std: float


@dataclass(frozen=True)
class PassageFigures:
    """Sizes, and how much is lost."""

    stages: tuple[StageSize, ...]
    pixels: tuple[int, ...]  # height, width, 3
    latents: tuple[int, ...]  # height, width, channels
    fewer: float
    channels: tuple[ChannelRange, ...]
    psnr: float | None  # dB; None: nothing was lost


@dataclass(frozen=True)
class Passage:
    """There and back."""

    name: str  # tells answers apart
    model: str
    source: str
    figures: PassageFigures
    glances: dict[str, str]
    pictures: dict[str, str]


@dataclass(frozen=True)
class PokeFigures:
    """One number that was changed, and the box of its surroundings: left, top, right, bottom in px."""

    box: tuple[int, ...]
    was: float
    now: float
    channel: int
    row: int
    column: int


@dataclass(frozen=True)
class Poke:
    """What one changed number does."""

    name: str
    figures: PokeFigures
    near: str  # small PNG in base64
    whole: str  # path, "" until it was developed


class AutoencoderState(QObject):
    """Signals: `passage_changed` · `poke_changed` · `blend_changed(dict of paths)` · `busy_changed(bool)` ·
    `failed(ReverieError, details)`.
    """

    passage_changed = Signal(object)
    poke_changed = Signal(object)
    blend_changed = Signal(object)
    busy_changed = Signal(object)
    failed = Signal(object, str)

    passage: Property[Passage | None] = Property(None)
    poke: Property[Poke | None] = Property(None)
    blend: Property[dict[str, str]] = Property({})
    busy = Property(False)

    def __init__(
        self, passing: Lane, poking: Lane, blending: Lane, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._passing, self._poking, self._blending = passing, poking, blending
        self._lanes = (passing, poking, blending)
        self._poked: ask.PokeLatent | None = None  # the change that is looked at
        for lane in self._lanes:
            lane.answered.connect(self._answered)
            lane.failed.connect(self.failed)
            lane.busy_changed.connect(self._tell_busy)

    def pass_through(self, model: str, picture: str) -> None:
        """There and back."""
        self.undo()
        self._passing.ask(ask.PassPicture(model, picture))

    def undo(self) -> None:
        """No number is changed; an answer that is on its way tells of one that was."""
        self._poked, self.poke = None, None
        self._poking.stop()

    def poke_at(
        self, model: str, picture: str, cell: tuple[int, int, int], amount: float, *, whole: bool
    ) -> None:
        """Change the number at channel, row and column of `cell` by `amount`."""
        self._poked = ask.PokeLatent(model, picture, *cell, amount, whole)
        self._poking.ask(self._poked)

    def mix(self, model: str, one: str, other: str, share: float) -> None:
        """`share` 0 … 1 of the other picture, in latents and in pixels."""
        self._blending.ask(ask.BlendPictures(model, one, other, share))

    @Slot()
    def stop(self) -> None:
        for lane in self._lanes:
            lane.stop()

    @Slot(object, object)
    def _answered(self, question: ask.Question, answer: Explained) -> None:
        try:
            match question:
                case ask.PassPicture():
                    figures = codec.from_json(PassageFigures, answer.figures)
                    glances, pictures = dict(answer.glances), dict(answer.pictures)
                    about = question.model, question.passed
                    self.passage = Passage(answer.job, *about, figures, glances, pictures)
                case ask.PokeLatent():
                    wanted = self._poked
                    about = question.model, question.poked
                    if wanted is None or (wanted.model, wanted.poked) != about:
                        return  # another picture is looked at
                    told = codec.from_json(PokeFigures, _renamed(answer.figures))
                    near, whole = answer.glances.get("near", ""), answer.pictures.get("whole", "")
                    self.poke = Poke(answer.job, told, near, whole)
                case ask.BlendPictures():
                    self.blend = dict(answer.pictures)
        except InvalidValue as error:
            self.failed.emit(error, "")

    @Slot()
    def _tell_busy(self, *_ignored: object) -> None:
        self.busy = any(lane.busy for lane in self._lanes)


def _renamed(figures: dict[str, Any]) -> dict[str, Any]:
    """`is` is no name of a field."""
    return {"now" if name == "is" else name: value for name, value in figures.items()}
