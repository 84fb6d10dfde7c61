"""How long a picture will take here: from what was measured on this machine, never guessed.

Keeps, per model and device, the seconds of a step for a million px and network pass, and the seconds
of all the rest. Says nothing (None) for a model that has drawn nothing here yet.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QObject, Signal

NEW_SHARE = 0.5  # weight of the newest measurement against what was known
MEGAPIXEL = 1_000_000
FAR = 8.0  # times larger or smaller: there a network's time is no longer in proportion


@dataclass(frozen=True)
class Work:
    """What is asked of the machine for one picture."""

    model: str
    width: int  # px
    height: int  # px
    steps: int
    passes: int  # of the network at once
    looks: int = 1  # how often a step of the sampler asks the network

    def amount(self) -> float:
        """Megapixels through the network."""
        return self.steps * self.area() * self.passes * self.looks

    def area(self) -> float:
        """Megapixels of the picture."""
        return self.width * self.height / MEGAPIXEL


@dataclass(frozen=True)
class Measured:
    """Seconds, as seen so far."""

    step: float  # a megapixel and network pass
    load: float  # the model, once a session
    words: float  # reading the words, once a job
    rest: float  # decoding and saving, for each megapixel
    area: float = 1.0  # megapixels of the picture that showed it

    def near(self, area: float) -> bool:
        """Whether it says something about pictures of `area` megapixels."""
        return area / FAR <= self.area <= area * FAR

    def mixed(self, newer: Measured) -> Measured:
        """Old and new together; a load that did not happen (0) keeps the old one.

        Of a picture of quite another size only the new counts.
        """
        if not self.near(newer.area):
            return replace(newer, load=newer.load or self.load)

        def mix(old: float, new: float) -> float:
            return new if old <= 0 else old if new <= 0 else old + NEW_SHARE * (new - old)

        return Measured(
            mix(self.step, newer.step),
            mix(self.load, newer.load),
            mix(self.words, newer.words),
            mix(self.rest, newer.rest),
            newer.area,
        )


class Promise(QObject):
    """The measurements of this machine."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.device = ""  # as EngineReady names it; "" before
        self._known: dict[str, Measured] = {}

    def known(self, model: str, area: float | None = None) -> Measured | None:
        """What was measured of the model, for pictures of about `area` megapixels."""
        found = self._known.get(self._key(model))
        return found if found and (area is None or found.near(area)) else None

    def learn(self, model: str, seen: Measured) -> None:
        """Take in what one picture took."""
        before = self.known(model)
        self._known[self._key(model)] = before.mixed(seen) if before else seen
        self.changed.emit()

    def seconds(self, work: Work, count: int = 1, *, loaded: bool = True) -> float | None:
        """For `count` pictures, with the model in memory or not; None: not measured yet."""
        known = self.known(work.model, work.area())
        if known is None:
            return None
        rest = known.rest * work.area()
        once = known.words + (0.0 if loaded else known.load)
        return once + count * (known.step * work.amount() + rest)

    def saved(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            key: [value.step, value.load, value.words, value.rest, value.area]
            for key, value in self._known.items()
        }

    def restore(self, saved: dict[str, Any]) -> None:
        """Take over what is five numbers; the rest is left out."""
        for key, value in saved.items():
            if isinstance(value, list) and len(value) == 5 and all(map(_positive, value)):
                self._known[key] = Measured(*value)
        self.changed.emit()

    def _key(self, model: str) -> str:
        return f"{model}|{self.device}"


def _positive(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value < 1e6
