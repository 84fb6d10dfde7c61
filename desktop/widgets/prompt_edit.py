"""A text field of a few lines for words: Tab leaves it, unknown words get a dotted line, syntax a colour.

Ctrl+↑↓ weigh the word at the caret, Alt+←→ move its phrase. It marks what it is told to mark and counts
nothing; files dropped on it fall through to the window.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QMimeData, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QGuiApplication,
    QHelpEvent,
    QKeyEvent,
    QKeySequence,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QPlainTextEdit, QTextEdit, QToolTip, QWidget

from core.prompt.phrases import moved
from core.prompt.spans import Span
from core.prompt.weights import Marked, weighted
from desktop import theme
from desktop.widgets.prompt_completer import PromptCompleter
from desktop.widgets.prompt_places import Units, to_characters
from desktop.widgets.syntax_colours import colour
from desktop.widgets.tips import rich

FRAME = 12  # px: edge and padding, above and below
CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
WEIGHS: dict[Qt.Key, int] = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}
MOVES: dict[Qt.Key, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
RECALLS: dict[Qt.Key, int] = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}


@dataclass(frozen=True)
class Mark:
    """A word at `start` … `end` of the text (characters) that gets a dotted line."""

    start: int
    end: int
    word: str


class PromptEdit(QPlainTextEdit):
    """Signals: `value_changed(str)` for what a person wrote · `confirmed()` for Ctrl+Enter ·
    `recall_asked(int)` for Alt+↑ (1: older words) and Alt+↓ (-1) · `entered()` for the keyboard.
    """

    value_changed = Signal(object)
    confirmed = Signal()
    recall_asked = Signal(int)
    entered = Signal()

    def __init__(self, lines: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._marks: Sequence[Mark] = ()
        self._spans: Sequence[Span] = ()
        self._hint = ""
        self._quiet = False
        self._is_plain = False
        self.completer_list = PromptCompleter(self)
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

    def insert_word(self, word: str) -> None:
        """`word` in place of what is selected, with a space where it would touch its neighbours."""
        cursor = self.textCursor()
        text = self.toPlainText()
        before = text[: to_characters(text, cursor.selectionStart())]
        after = text[to_characters(text, cursor.selectionEnd()) :]
        left = " " if before[-1:].isalnum() or before[-1:] in {",", "."} else ""
        right = " " if after[:1].isalnum() else ""
        cursor.insertText(f"{left}{word}{right}")

    def set_marks(self, words: Sequence[Mark], hint: str, spans: Sequence[Span] = ()) -> None:
        """Put a dotted line under `words`, whose tooltip is `hint` ({0} the word); colour the `spans`."""
        self._marks, self._hint, self._spans = words, hint, spans
        self._mark()

    def set_plain(self, plain: bool) -> None:
        """Whether the text has no syntax, so that no weights can be written."""
        self._is_plain = plain

    def mark_at(self, position: int) -> Mark | None:
        """The marked word at a character."""
        return next((w for w in self._marks if w.start <= position <= w.end), None)

    # --- Qt ---------------------------------------------------------------------------------------

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & CONTROL:
            self.confirmed.emit()
            event.accept()
            return
        if self._acts(event):
            event.accept()
            return
        super().keyPressEvent(event)
        if (event.text().isprintable() and event.text()) or event.key() == Qt.Key.Key_Backspace:
            self.completer_list.update()

    def _acts(self, event: QKeyEvent) -> bool:
        """Do what the key means beyond writing."""
        key = Qt.Key(event.key())
        modifiers = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if modifiers == CONTROL and key == Qt.Key.Key_Space:
            self.completer_list.update(asked=True)
        elif modifiers == CONTROL and key in WEIGHS:
            if not self._is_plain:
                self._edit(lambda marked: weighted(marked, WEIGHS[key]))
        elif modifiers == ALT and key in MOVES:
            self._edit(lambda marked: moved(marked, MOVES[key]))
        elif modifiers == ALT and key in RECALLS:
            self.recall_asked.emit(RECALLS[key])
        else:
            return False
        return True

    def _edit(self, change: Callable[[Marked], Marked]) -> None:
        """Change the text and its selection in one step of undo."""
        cursor, text = self.textCursor(), self.toPlainText()
        start, end = cursor.selectionStart(), cursor.selectionEnd()
        after = change(Marked(text, to_characters(text, start), to_characters(text, end)))
        if after.text != text:
            _replace(cursor, text, after.text)
        units = Units(after.text)
        cursor.setPosition(units.of(after.start))
        cursor.setPosition(units.of(after.end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            mime = QGuiApplication.clipboard().mimeData()
            usable = mime is not None and self.canInsertFromMimeData(mime)
            if event.matches(QKeySequence.StandardKey.Paste) and not usable:
                event.ignore()  # a picture is for the window's own Paste
                return False
        pressed = event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and self.completer_list.leaves(event):
            event.ignore()  # also Tab, which would leave the field
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
        return self.mark_at(to_characters(self.toPlainText(), cursor.position()))

    @Slot()
    def _changed(self) -> None:
        if not self._quiet:
            self.value_changed.emit(self.toPlainText())

    @Slot()
    def _mark(self) -> None:
        dotted = QTextCharFormat()
        dotted.setUnderlineStyle(QTextCharFormat.UnderlineStyle.DotLine)
        dotted.setUnderlineColor(theme.colour("warning"))
        units = Units(self.toPlainText())
        selections = [
            self._selection(units.of(word.start), units.of(word.end), dotted)
            for word in self._marks
        ]
        self.setExtraSelections(selections)
        colour(self.document(), self._spans)
        self.viewport().update()

    def _selection(self, start: int, end: int, look: QTextCharFormat) -> QTextEdit.ExtraSelection:
        found = QTextEdit.ExtraSelection()
        found.cursor = QTextCursor(self.document())
        found.cursor.setPosition(start)
        found.cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        found.format = look
        return found


def _replace(cursor: QTextCursor, before: str, after: str) -> None:
    """Put `after` in place of `before`, touching only what differs."""
    most = min(len(before), len(after))
    start = next((i for i in range(most) if before[i] != after[i]), most)
    most -= start
    tail = next((i for i in range(most) if before[-1 - i] != after[-1 - i]), most)
    units = Units(before)
    cursor.setPosition(units.of(start))
    cursor.setPosition(units.of(len(before) - tail), QTextCursor.MoveMode.KeepAnchor)
    cursor.insertText(after[start : len(after) - tail])
