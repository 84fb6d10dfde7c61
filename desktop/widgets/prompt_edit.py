"""A text field of a few lines for words: Tab leaves it, unknown words get a dotted line.

It marks what it is told to mark and counts nothing; files dropped on it fall through to the window.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QMimeData, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QToolTip, QWidget

from desktop import theme
from desktop.widgets.tips import rich

FRAME = 12  # px: edge and padding, above and below


@dataclass(frozen=True)
class Mark:
    """A word at `start` … `end` of the text (characters) that gets a dotted line."""

    start: int
    end: int
    word: str


class PromptEdit(QPlainTextEdit):
    """Signals: `value_changed(str)` for what a person wrote, `confirmed()` for Ctrl+Enter."""

    value_changed = Signal(object)
    confirmed = Signal()

    def __init__(self, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: Sequence[Mark] = ()
        self._hint = ""
        self._quiet = False
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(2)
        self.set_lines(lines)
        self.textChanged.connect(self._changed)
        theme.theme().changed.connect(self._mark)

    def set_lines(self, lines: int) -> None:
        """High enough for so many lines."""
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + FRAME)

    def set_value(self, text: str) -> None:
        """Show `text` without a word; the caret stays where the text is already there."""
        if text == self.toPlainText():
            return
        self._quiet = True
        cursor = QTextCursor(self.document())  # as an edit, so that undo brings the old words back
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.insertText(text)
        self._quiet = False
        self.moveCursor(QTextCursor.MoveOperation.End)

    def set_marks(self, words: Sequence[Mark], hint: str) -> None:
        """Put a dotted line under `words`; `hint` is their tooltip, {0} the word."""
        self._marks, self._hint = words, hint
        self._mark()

    def mark_at(self, position: int) -> Mark | None:
        """The marked word at a character."""
        return next((w for w in self._marks if w.start <= position <= w.end), None)

    # --- Qt ---------------------------------------------------------------------------------------

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.confirmed.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            mime = QGuiApplication.clipboard().mimeData()
            usable = mime is not None and self.canInsertFromMimeData(mime)
            if event.matches(QKeySequence.StandardKey.Paste) and not usable:
                event.ignore()  # a picture is for the window's own Paste
                return False
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            found = self._word_under(event.pos())
            if found is not None:
                QToolTip.showText(event.globalPos(), rich(self._hint.format(found.word)), self)
                return True
        return super().event(event)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() and not source.hasUrls() and not source.hasImage()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if self.canInsertFromMimeData(source):
            self.insertPlainText(source.text())

    def _word_under(self, point: QPoint) -> Mark | None:
        place = self.viewport().mapFrom(self, point)
        cursor = self.cursorForPosition(place)
        if not self.cursorRect(cursor).adjusted(-12, 0, 12, 0).contains(place):
            return None
        return self.mark_at(cursor.position())

    @Slot()
    def _changed(self) -> None:
        if not self._quiet:
            self.value_changed.emit(self.toPlainText())

    @Slot()
    def _mark(self) -> None:
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        look.setUnderlineColor(theme.colour("warning"))
        selections = []
        for word in self._marks:
            cursor = QTextCursor(self.document())
            cursor.setPosition(word.start)
            cursor.setPosition(word.end, QTextCursor.MoveMode.KeepAnchor)
            mark = QTextEdit.ExtraSelection()
            mark.cursor = cursor
            mark.format = look
            selections.append(mark)
        self.setExtraSelections(selections)
