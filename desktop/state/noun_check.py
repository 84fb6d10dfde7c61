"""Whether the noun fits the photos, as the engine's encoder sees them: asked when the draft rests. No words here.

It speaks only where it is sure: an encoder is always of some opinion, and a wrong advice costs more than none.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance, Slot

from core.contract import events as ev
from core.contract.draft import Draft

REST_MS = 700  # after the last change
SURE = 0.7  # of all nouns, as a mean over the photos
NOUNS: tuple[str, ...] = (
    *("dog", "cat", "horse", "rabbit", "bird", "hamster", "parrot", "fish"),
    *("person", "woman", "man", "girl", "boy", "child", "baby"),
    *("toy", "teddy bear", "doll", "robot", "monster", "car", "bicycle", "backpack", "bag", "shoe"),
    *("cup", "bowl", "vase", "teapot", "bottle", "can", "clock", "chair", "lamp", "guitar"),
    *(
        "house",
        "plant",
        "flower",
        "cake",
        "candle",
        "glasses",
        "hat",
        "jacket",
        "watch",
        "figurine",
    ),
)


class Engine(Protocol):
    """The part of `desktop.engine.client.EngineClient` that is used here."""

    @property
    def heard(self) -> SignalInstance: ...
    def submit(self, job: ev.AskNouns) -> None: ...


@dataclass(frozen=True)
class NounSeen:
    """What the photos look like; `noun` is the draft's own. Shares 0 … 1."""

    noun: str
    share: float
    best: str
    best_share: float

    @property
    def fits(self) -> bool:
        return self.best == self.noun and self.share >= SURE

    @property
    def is_another(self) -> bool:
        """Whether another noun fits better, surely."""
        return self.best != self.noun and self.best_share >= SURE


class NounCheck(QObject):
    """Signals: `seen(NounSeen | None)`: the answer for the draft as it is, None while nobody knows."""

    seen = Signal(object)

    def __init__(self, client: Engine, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._asked: tuple[str, str, tuple[str, ...]] | None = None  # model, noun, photos
        self._job = ""
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._ask)
        client.heard.connect(self._hear)

    def show(self, draft: Draft) -> None:
        """Somebody looks at the noun of this draft."""
        wanted = _wanted(draft)
        if wanted != self._asked:
            self._asked, self._job = wanted, ""
            self.seen.emit(None)
            self._rest.stop()
            if wanted is not None:
                self._rest.start()

    @Slot()
    def _ask(self) -> None:
        if self._asked is not None:
            model, noun, photos = self._asked
            self._job = uuid.uuid4().hex
            self._client.submit(ev.AskNouns(self._job, model, photos, noun, NOUNS))

    @Slot(object)
    def _hear(self, event: object) -> None:
        if isinstance(event, ev.PhotosShow) and event.job == self._job:
            self.seen.emit(NounSeen(event.noun, event.share, event.best, event.best_share))


def _wanted(draft: Draft) -> tuple[str, str, tuple[str, ...]] | None:
    """What would be asked; None where there is nothing to ask."""
    noun = draft.noun.strip().lower()
    if draft.kind == "style" or not noun or not draft.used or not draft.model:
        return None
    return draft.model, noun, tuple(photo.path for photo in draft.used)
