"""All keys at a glance: a card over the window that Esc, another ? or its button takes away."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.widgets.card import Card
from desktop.widgets.icon_button import SIZE as BUTTON
from desktop.widgets.icon_button import IconButton
from desktop.widgets.labels import Caption, NameLabel, title

Group = tuple[str, Sequence[tuple[str, str]]]  # its name; key and what it does
COLUMNS = 2  # where the window has room for them
GAP = 24  # px to the edges of the window
EDGE = 16  # px


class KeysCard(Card):
    """Hidden until it is asked for; it is filled then, and lies over its host in the middle."""

    def __init__(self, groups: Sequence[Group], host: QWidget) -> None:
        super().__init__(host)
        self._groups, self._host = groups, host
        self._before: QWidget | None = None  # had the keyboard
        self._area = QScrollArea()
        self.setAccessibleName(self.tr("Keys"))
        self._close = IconButton("x", self.tr("Close"), self.tr("Close (Esc)"))
        self._close.clicked.connect(self.toggle)
        self.hide()

    @Slot()
    def toggle(self) -> None:
        """Show all keys, or take them away and go back to where one was."""
        if self.isVisible():
            self.hide()
            if self._before is not None:
                self._before.setFocus()
            return
        if self.layout() is None:
            self._build()
        self._before = self.window().focusWidget()
        self._place()
        self.show()
        self._close.setFocus(Qt.FocusReason.OtherFocusReason)

    def _build(self) -> None:
        head = QHBoxLayout()
        name = NameLabel(self.tr("Keys"))
        title(name)
        head.addWidget(name, 1)
        head.addWidget(self._close)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._area)
        self._host.installEventFilter(self)

    def _fill(self, room: int) -> QSize:
        """As many columns as go into `room` px of width; the size that they want."""
        for count in range(COLUMNS, 0, -1):
            content = self._columns([*self._groups, *self._fields()], count)
            size = content.sizeHint()
            if size.width() <= room or count == 1:
                break
        self._area.setWidget(content)
        return size

    def _place(self) -> None:
        """In the middle of the host, and no larger than that."""
        bar = self._area.verticalScrollBar().sizeHint().width()
        content = self._fill(self._host.width() - 2 * (GAP + EDGE) - bar)
        wanted = QSize(content.width() + bar, content.height() + BUTTON + 8)
        wanted += QSize(2 * EDGE, 2 * EDGE)
        host = self._host.size()
        self.resize(wanted.boundedTo(host - QSize(2 * GAP, 2 * GAP)))
        self.move((host.width() - self.width()) // 2, (host.height() - self.height()) // 2)
        self.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)

    def event(self, event: QEvent) -> bool:
        override = event.type() == QEvent.Type.ShortcutOverride
        if override and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            event.accept()  # it closes the card before it stops a picture
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.toggle()
        else:
            super().keyPressEvent(event)

    def _fields(self) -> list[Group]:
        """Keys that act only where the keyboard is, and so are in no menu."""
        canvas = [
            ("← →", self.tr("Flip through the proposals")),
            ("H", self.tr("Hand: drag the picture")),
            (self.tr("Space"), self.tr("Hand while it is held")),
            (self.tr("Wheel"), self.tr("Zoom")),
            (self.tr("Ctrl+Z"), self.tr("Undo")),
            (self.tr("Ctrl+Shift+Z"), self.tr("Redo")),
        ]
        fields = [
            ("Tab", self.tr("Next field")),
            ("↑ ↓", self.tr("A number one step up or down")),
            (self.tr("PgUp PgDown"), self.tr("Ten steps at once")),
        ]
        words = [
            (self.tr("Ctrl+↑ Ctrl+↓"), self.tr("Word weighs more or less")),
            ("Alt+← Alt+→", self.tr("Move the phrase between its commas")),
            ("Alt+↑ Alt+↓", self.tr("Earlier and later prompts")),
            (self.tr("Ctrl+Space"), self.tr("Complete the word")),
        ]
        inside = [
            ("← →", self.tr("One step back or on")),
            (self.tr("Space"), self.tr("Play the steps")),
        ]
        groups = ((self.tr("On the canvas"), canvas), (self.tr("In prompts"), words))
        return [*groups, (self.tr("On the page Inside"), inside), (self.tr("In fields"), fields)]

    def _columns(self, groups: Sequence[Group], count: int) -> QWidget:
        """The groups in their order, each whole, in columns of about the same height."""
        content = QWidget()
        content.setProperty("content", True)
        row = QHBoxLayout(content)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2 * EDGE)
        for column in split(groups, count):
            row.addLayout(_table(column))
        return content


def split(groups: Sequence[Group], count: int) -> list[list[Group]]:
    """In `count` runs, of which none is higher than it must be."""
    if count <= 1 or not groups:
        return [list(groups), *([] for _ in range(count - 1))]
    halves = [
        [list(groups[:cut]), *split(groups[cut:], count - 1)] for cut in range(1, len(groups) + 1)
    ]
    return min(halves, key=lambda columns: max(map(_height, columns)))


def _height(groups: Sequence[Group]) -> int:
    """Lines that these take."""
    return sum(len(keys) + 2 for _name, keys in groups)


def _table(groups: Sequence[Group]) -> QGridLayout:
    """Groups under each other, their keys in one column."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(EDGE)
    grid.setVerticalSpacing(4)
    line = 0
    for name, keys in groups:
        grid.addWidget(NameLabel(name), line, 0, 1, 2)
        for key, text in keys:
            line += 1
            what = QLabel(text)
            what.setTextFormat(Qt.TextFormat.PlainText)
            grid.addWidget(what, line, 0)
            grid.addWidget(Caption(key), line, 1)
        grid.setRowMinimumHeight(line + 1, 8)
        line += 2
    grid.setColumnStretch(0, 1)
    grid.setRowStretch(line, 1)
    return grid
