"""The words that were drawn, newest first: kept on the disk, searched, and walked through by key."""

from __future__ import annotations

from contextlib import suppress

from PySide6.QtCore import QObject

from core.contract.errors import ReverieError
from core.contract.request import PROMPT_MAX
from core.files import prompt_log
from core.files.prompt_log import KEPT, Entry


class PromptHistory(QObject):
    """Reads the file when it is first asked for."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._entries: list[Entry] | None = None
        self._draft: Entry | None = None  # what was written before walking back
        self._at = -1  # the entry that is shown; -1: the draft

    def entries(self) -> list[Entry]:
        """All there are, at most 200."""
        if self._entries is None:
            self._entries = list(prompt_log.read())
        return self._entries

    def add(self, entry: Entry) -> None:
        """Put what is drawn now first. A disk that refuses it takes nothing from the pictures."""
        self._at, self._draft = -1, None
        too_long = max(len(entry.prompt), len(entry.negative)) > PROMPT_MAX
        if not entry.prompt.strip() or too_long or self.entries()[:1] == [entry]:
            return
        self._entries = [entry, *(old for old in self.entries() if old != entry)][:KEPT]
        with suppress(ReverieError):
            prompt_log.write(self._entries)

    def found(self, search: str) -> list[Entry]:
        """The entries with all words of `search`."""
        words = search.split()
        return [entry for entry in self.entries() if entry.has(words)]

    def step(self, now: Entry, by: int) -> Entry | None:
        """From `now` to older (1) or newer (-1) words; None at the end.

        Words that were changed meanwhile are the draft to come back to.
        """
        entries = self.entries()
        if not 0 <= self._at < len(entries) or entries[self._at] != now:
            self._at, self._draft = -1, now
        place = self._at + by
        if self._at == -1 and by > 0 and entries[:1] == [now]:
            place += 1  # what is shown already
        if place >= len(entries) or place < -1:
            return None
        self._at = place
        return self._draft if place == -1 else entries[place]
