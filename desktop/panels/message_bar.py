"""One floating slot for what happened: errors and offers stay until they are closed, a note goes by itself.

Lies on top of its host and never moves anything. It shows sentences it is given, as plain text.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias, cast

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QEnterEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from desktop import theme
from desktop.widgets.card import Card, fitting_height
from desktop.widgets.flow_layout import FlowLayout
from desktop.widgets.icon_button import SIZE, IconButton

NOTE_MS = 8000
VERBS_MS = 2000  # longer where there is something to choose
WIDTH_MAX = 640  # px
BUTTON = 28  # px
GAP = 8  # px to the host's edges
DETAILS_HEIGHT = 140  # px

Verb: TypeAlias = tuple[str, Callable[[], object]]  # what the button says and does


@dataclass(frozen=True)
class Message:
    """`details`: a longer text for a report, folded away. An offer is no error and waits all the same."""

    kind: Literal["error", "note", "offer"]
    text: str
    actions: tuple[Verb, ...] = ()
    details: str = ""


class MessageBar(Card):
    """A later note replaces a note; behind an error or an offer everything waits until that one is closed.

    It lies at the upper edge of its host, or at the lower one where the upper is full of buttons.

    Signals: `shown(text)`, `closed()` when the slot is empty again, `covered(int)` so many px of the host's upper edge.
    """

    shown = Signal(str)
    closed = Signal()
    covered = Signal(int)

    def __init__(
        self, host: QWidget, note_ms: int = NOTE_MS, edge: Literal["top", "bottom"] = "top"
    ) -> None:
        super().__init__(host)
        self._host, self._edge, self._rise = host, edge, 0
        self._message: Message | None = None
        self._waiting: list[Message] = []
        self._came_from: QWidget | None = None  # where the keyboard was before it came in here
        self._note_ms = note_ms
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.close_message)
        self._build()
        host.installEventFilter(self)
        cast("QApplication", QApplication.instance()).focusChanged.connect(self._keyboard_moved)
        self.hide()

    def show_error(self, text: str, actions: Sequence[Verb] = (), details: str = "") -> None:
        """Stays until it is closed or one of its verbs is chosen."""
        self._queue(Message("error", text, tuple(actions), details))

    def show_offer(self, text: str, actions: Sequence[Verb]) -> None:
        """Nothing is wrong, and it stays until a verb is chosen; the first of them is what most will want."""
        self._queue(Message("offer", text, tuple(actions)))

    def show_note(self, text: str, actions: Sequence[Verb] = ()) -> None:
        """Goes after eight seconds, with verbs after ten, but not under the pointer nor with the keyboard in it."""
        self._queue(Message("note", text, tuple(actions)))

    def keep_above(self, height: int) -> None:
        """So many px of the host's lower edge stay free, where it lies there."""
        self._rise = height
        if self._message is not None:
            self._place()

    def message(self) -> Message | None:
        """What is to be read now."""
        return self._message

    def entry(self) -> QWidget:
        """Where the keyboard comes in: the first verb, else the button that closes."""
        first = self._verb_row.itemAt(0)
        widget = first.widget() if first is not None else None
        return self._close if widget is None else widget

    @Slot()
    def close_message(self) -> None:
        """The next one that waits, or nothing."""
        self._timer.stop()
        self._message = None
        if self._waiting:
            self._show(self._waiting.pop(0))
        else:
            self._give_keyboard_back()
            self.hide()
            self.covered.emit(0)
            self.closed.emit()

    @Slot(QWidget, QWidget)
    def _keyboard_moved(self, old: QWidget | None, new: QWidget | None) -> None:
        if self._has(new):
            self._timer.stop()
            if old is not None and not self._has(old):
                self._came_from = old
        elif self._has(old) and new is not None:  # None: another program's window has it
            self._count_down()

    def _give_keyboard_back(self) -> None:
        """Where it was before; else Qt would choose the next widget of the window, on the rail perhaps."""
        if not self._has(QApplication.focusWidget()):
            return
        before, self._came_from = self._came_from, None
        known = before is not None and isValid(before) and before.isVisible()
        (before if known and before is not None else self._host).setFocus()

    def _has(self, widget: QWidget | None) -> bool:
        return widget is not None and self.isAncestorOf(widget)

    def _queue(self, message: Message) -> None:
        current = self._message
        if current is None or current.kind == "note":
            self._show(message)
        elif message.text != current.text:
            self._waiting = [old for old in self._waiting if old.text != message.text]
            if message.kind == "note":
                self._waiting = [old for old in self._waiting if old.kind != "note"]
            self._waiting.append(message)

    def _build(self) -> None:
        self._icon = QLabel()
        self._icon.setFixedSize(theme.ICON_SIZE, SIZE)  # as high as the close button
        self._text = QLabel()
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setMinimumHeight(SIZE)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._close = IconButton("x", self.tr("Close"), self.tr("Close this message"))
        self._close.clicked.connect(self.close_message)
        self._verbs = QWidget()
        self._verb_row = FlowLayout(self._verbs, centred=False)
        self._details = QPlainTextEdit(readOnly=True)
        self._details.setFixedHeight(DETAILS_HEIGHT)
        self._details.setAccessibleName(self.tr("Details"))
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        top.addWidget(self._text, 1)
        top.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._verbs)
        column.addWidget(self._details)

    def _show(self, message: Message) -> None:
        self._message = message
        error = message.kind == "error"
        self.fill = "bad_fill" if error else "info_fill"
        self.edge = "bad" if error else "info"
        self._text.setText(message.text)
        self.setAccessibleName(self.tr("Error") if error else self.tr("Note"))
        self.setAccessibleDescription(message.text)
        self._renew_icon()
        self._renew_verbs(message)
        self._details.setPlainText(message.details)
        self._details.hide()
        self.show()
        self.raise_()
        self._place()
        self._timer.stop()
        self._count_down()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, message.text))
        self.shown.emit(message.text)

    def _count_down(self) -> None:
        """Unless somebody is at it."""
        note = self._message
        is_held = self.underMouse() or self._has(QApplication.focusWidget())
        if note is not None and note.kind == "note" and not is_held:
            self._timer.start(self._note_ms + (VERBS_MS if note.actions else 0))

    def _renew_icon(self) -> None:
        error = self._message is not None and self._message.kind == "error"
        name, role = ("circle-alert", "bad") if error else ("info", "info")
        icon = theme.icon(name, role)
        ratio = self.devicePixelRatioF()
        self._icon.setPixmap(icon.pixmap(QSize(theme.ICON_SIZE, theme.ICON_SIZE), ratio))

    def _renew_verbs(self, message: Message) -> None:
        while (item := self._verb_row.takeAt(0)) is not None:
            old = item.widget()
            if old is not None:
                old.hide()
                old.deleteLater()
        buttons: list[QWidget] = []
        for text, action in message.actions:
            button = self._add_verb(text)
            buttons.append(button)
            button.clicked.connect(lambda _checked=False, do=action: self._act(do))
            button.setProperty("primary", message.kind == "offer" and self._verb_row.count() == 1)
        if message.details:
            details = self._add_verb(self.tr("Details"))
            details.setCheckable(True)
            buttons.append(details)
            details.toggled.connect(self._unfold)
        for before, after in pairwise([*buttons, self._close]):  # the keyboard can refuse, too
            QWidget.setTabOrder(before, after)
        self._verbs.setVisible(bool(buttons))

    def _add_verb(self, text: str) -> QPushButton:
        button = QPushButton(text.replace("&", "&&"))
        button.setAccessibleName(text)
        button.setAutoDefault(False)
        button.setFixedHeight(BUTTON)
        self._verb_row.addWidget(button)
        return button

    def _act(self, action: Callable[[], object]) -> None:
        self.close_message()
        action()

    def _unfold(self, on: bool) -> None:
        self._details.setVisible(on)
        self._place()

    def _place(self) -> None:
        """In the middle of the edge; as high as the text needs."""
        width = min(WIDTH_MAX, self._host.width() - 2 * GAP)
        if width <= 0:
            return
        height, top = fitting_height(self, width), GAP
        if self._edge == "bottom":
            top = max(GAP, self._host.height() - height - GAP - self._rise)
        self.setGeometry(
            QRect(QPoint((self._host.width() - width) // 2, top), QSize(width, height))
        )
        self.covered.emit(self.geometry().bottom() + 1 if self._edge == "top" else 0)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self._message is not None:
            self._place()
        return super().eventFilter(watched, event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._message is not None:
            self._renew_icon()
            self.update()

    def event(self, event: QEvent) -> bool:
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()  # with the keyboard in it, it is closed before a picture is stopped
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses the button that has the focus, as the space bar does; Esc closes."""
        button = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.close_message()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(button, QPushButton):
            button.click()
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._timer.stop()

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._count_down()
