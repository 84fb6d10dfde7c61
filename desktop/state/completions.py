"""What the words panel can complete: words of the model, LoRAs, embeddings and lists of words by name.

Folders are walked on a worker thread when the field is entered, and not again within some seconds; no
file of them is opened.
"""

from __future__ import annotations

import time
from contextlib import suppress

from PySide6.QtCore import QObject, Signal

from core.contract.errors import ReverieError
from core.files import wildcards
from core.files.catalogue import addition_folders
from core.files.models.library import ModelInfo
from core.prompt.completion import Offer, word_offers
from core.prompt.emphasis import escaped
from desktop.aside import Aside

FRESH_SECONDS = 10.0


class Completions(QObject):
    """Signals: `changed()` when there is something else to offer."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._words: list[Offer] = []
        self._files: list[Offer] = []
        self._looked = float("-inf")
        self._aside = Aside(self)

    def offers(self) -> list[Offer]:
        return [*self._words, *self._files]

    def use_model(self, model: ModelInfo | None) -> None:
        """Offer the words that a model says it knows."""
        self._words = word_offers(model.words or ()) if model else []
        self.changed.emit()

    def look(self) -> None:
        """Look what lies in the folders, unless that was done just now."""
        now = time.monotonic()
        if now - self._looked < FRESH_SECONDS:
            return
        self._looked = now
        self._aside.run(file_offers, self._take)

    def _take(self, offers: list[Offer]) -> None:
        if offers != self._files:
            self._files = offers
            self.changed.emit()


def file_offers() -> list[Offer]:
    """LoRAs, embeddings and lists of words in the person's folders, by name."""
    found: list[Offer] = []
    with suppress(ReverieError, OSError):
        names = sorted(addition_folders.lora_files(), key=str.casefold)
        found += [Offer("lora", name, f"<lora:{name}:1>") for name in names]
    with suppress(ReverieError, OSError):
        names = sorted(addition_folders.embedding_files(), key=str.casefold)
        found += [Offer("word", name, escaped(name)) for name in names]
    with suppress(ReverieError, OSError):
        found += [Offer("wildcard", name, f"__{name}__") for name in wildcards.names()]
    return found
