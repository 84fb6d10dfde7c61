"""The words of before: a button that drops the list of the last prompts, with a search."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from core.files.prompt_log import Entry
from desktop.state.generation_state import GenerationState
from desktop.state.prompt_history import PromptHistory
from desktop.widgets.icon_button import IconButton
from desktop.widgets.search_popup import Row, SearchPopup

SIZE = 24  # px: it stands in a line of text


class HistoryButton(IconButton):
    """A click on a row brings its words into both fields; Undo brings back what was there."""

    def __init__(
        self, state: GenerationState, history: PromptHistory, parent: QWidget | None = None
    ) -> None:
        super().__init__("history", "", "", parent)
        self.setFixedSize(SIZE, SIZE)
        self.name(self.tr("Earlier prompts"), self.tr("Earlier prompts (Alt+↑ in the field)"))
        self._state, self._history = state, history
        self._shown: list[Entry] = []
        self.popup = SearchPopup(
            self.tr("Search earlier prompts"),
            self.tr("The words of every picture you draw are kept here: the last 200."),
            self,
        )
        self.popup.searched.connect(self._search)
        self.popup.chosen.connect(self._choose)
        self.clicked.connect(lambda: self.popup.open_under(self))

    @Slot(str)
    def _search(self, text: str) -> None:
        self._shown = self._history.found(text)
        rows = [Row(" ".join(e.prompt.split()), _all_of(e)) for e in self._shown]
        self.popup.set_rows(rows)

    @Slot(int)
    def _choose(self, row: int) -> None:
        entry = self._shown[row]
        self._state.prompt, self._state.negative = entry.prompt, entry.negative


def _all_of(entry: Entry) -> str:
    return f"{entry.prompt}\n– {entry.negative}" if entry.negative else entry.prompt
