"""A list under the caret with what the word there may become. Esc takes it away; it takes no key else
until a row was chosen with the arrows.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QObject, QStringListModel, Qt, Slot
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QCompleter, QListView, QPlainTextEdit

from core.prompt.completion import Offer, completions
from desktop.widgets.prompt_places import to_characters

ROWS_MAX = 10
ROOM = 32  # px beside the longest row: edges and scroll bar
GAP = 4  # px under the line that is being written
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class PromptCompleter(QObject):
    """Belongs to one field, which hands it its keys first."""

    def __init__(self, edit: QPlainTextEdit) -> None:
        super().__init__(edit)
        self._edit = edit
        self._offers: Sequence[Offer] = ()
        self._shown: Sequence[Offer] = ()
        self._begun = 0  # characters before the caret that an offer replaces
        self._model = QStringListModel(self)
        self._rows = QListView()  # the completer becomes its owner
        self._rows.setProperty("drop", True)
        self._completer = QCompleter(self._model, self)
        self._completer.setPopup(self._rows)
        self._completer.setWidget(edit)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(ROWS_MAX)
        self._completer.activated.connect(self._take)

    def set_offers(self, offers: Sequence[Offer]) -> None:
        self._offers = offers

    def popup(self) -> QListView:
        """The list."""
        return self._rows

    def is_open(self) -> bool:
        return self.popup().isVisible()

    def names(self) -> list[str]:
        """The rows that are shown."""
        return [offer.name for offer in self._shown] if self.is_open() else []

    def leaves(self, event: QKeyEvent) -> bool:
        """Whether the key is not for the field, because the list will take it."""
        if not self.is_open() or event.modifiers() not in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        ):
            return False
        if event.key() == Qt.Key.Key_Escape:
            return True
        if event.key() in ENTER:
            if self._rows.currentIndex().isValid():
                return True
            self.close()
        return False

    def close(self) -> None:
        self._rows.hide()

    def update(self, *, asked: bool = False) -> None:
        """Show what fits the word before the caret; `asked`: also where hardly anything is written."""
        self._shown, self._begun = self._found(asked=asked)
        if not self._shown:
            self.close()
            return
        self._model.setStringList([offer.name for offer in self._shown])
        popup = self.popup()
        place = self._edit.cursorRect().translated(self._edit.viewport().pos())
        place.setHeight(place.height() + GAP)
        place.setWidth(popup.sizeHintForColumn(0) + ROOM)
        self._completer.complete(place)
        popup.setCurrentIndex(QModelIndex())  # Qt chooses the first

    def _found(self, *, asked: bool) -> tuple[Sequence[Offer], int]:
        cursor = self._edit.textCursor()
        if cursor.hasSelection():
            return (), 0
        block = cursor.block().text()
        place = to_characters(block, cursor.positionInBlock())
        return completions(self._offers, block[:place], block[place:], asked=asked)

    @Slot(str)
    def _take(self, name: str) -> None:
        offer = next((offer for offer in self._shown if offer.name == name), None)
        if offer is None:
            return
        cursor = self._edit.textCursor()
        for _ in range(self._begun):
            cursor.movePosition(
                QTextCursor.MoveOperation.PreviousCharacter, QTextCursor.MoveMode.KeepAnchor
            )
        cursor.insertText(offer.written)
        self._edit.setTextCursor(cursor)
