"""A list that drops from a button: a field to search in, rows to choose from, and room for more below.

Arrow keys go to the rows while one writes; Enter takes the row, Esc takes the list away.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.widgets.labels import Caption
from desktop.widgets.tips import rich

WIDTH, ROWS = 360, 10  # px; rows that are seen at once
EDGE, FRAME = 8, 3  # px: around all; edge and padding of the rows
TO_ROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True)
class Row:
    """One thing to choose: what is shown, and all of it in the tooltip."""

    text: str
    hint: str = ""


class SearchPopup(QFrame):
    """Signals: `searched(str)`, answered by `set_rows` · `chosen(int)` the number of a row ·
    `entered()` Enter where no row is shown.
    """

    searched = Signal(str)
    chosen = Signal(int)
    entered = Signal()

    def __init__(self, placeholder: str, empty: str, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("popup", True)
        self.search = QLineEdit()
        self.search.setPlaceholderText(placeholder)
        self.search.setAccessibleName(placeholder)
        self.search.setClearButtonEnabled(False)
        self.rows = QListWidget()
        self.rows.setAccessibleName(placeholder)
        self.rows.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.rows.setUniformItemSizes(True)
        self.rows.setProperty("drop", True)
        self.empty = Caption()
        self.empty.setWordWrap(True)
        self.empty.say(empty)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(EDGE, EDGE, EDGE, EDGE)
        self.column.setSpacing(EDGE)
        for widget in (self.search, self.rows, self.empty):
            self.column.addWidget(widget)
        self.search.textChanged.connect(self.searched)
        self.search.installEventFilter(self)
        self.rows.installEventFilter(self)
        self.rows.itemClicked.connect(self._click)

    def open_under(self, widget: QWidget) -> None:
        """Drop from a widget, inside its window, with an empty search."""
        self.search.clear()
        self.searched.emit("")
        self.fit()
        window, corner = widget.window(), widget.mapToGlobal(QPoint(0, widget.height() + 4))
        right = window.mapToGlobal(QPoint(window.width(), 0)).x() - self.width() - EDGE
        self.move(min(corner.x(), right), corner.y())
        self.show()
        self.search.setFocus()

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Show these; the first is the one that Enter takes."""
        self.rows.clear()
        for row in rows:
            item = QListWidgetItem(row.text)
            item.setToolTip(rich(row.hint))
            self.rows.addItem(item)
        self.rows.setCurrentRow(0 if rows else -1)
        height = max(self.rows.sizeHintForRow(0), 1) * min(len(rows), ROWS)
        self.rows.setFixedHeight(height + 2 * FRAME)
        self.rows.setVisible(bool(rows))
        self.empty.setVisible(not rows)
        self.fit()

    def fit(self) -> None:
        """As large as what is in it now, and no narrower than a prompt's beginning."""
        self.setFixedWidth(max(WIDTH, self.minimumSizeHint().width()))
        self.adjustSize()

    def current(self) -> int:
        """The number of the row that Enter takes; -1: none."""
        return self.rows.currentRow()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._take(self.current())
                return True
            if watched is self.search and event.key() in TO_ROWS:
                self.rows.event(event)
                return True
        return super().eventFilter(watched, event)

    @Slot(QListWidgetItem)
    def _click(self, item: QListWidgetItem) -> None:
        self._take(self.rows.row(item))

    def _take(self, row: int) -> None:
        if row >= 0:
            self.hide()
            self.chosen.emit(row)
        else:
            self.entered.emit()
