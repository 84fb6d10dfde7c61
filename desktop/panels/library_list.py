"""The list of the library: rows to choose from, with the keyboard as with the mouse, or what to do where there is none."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListView, QMenu, QWidget

from core.files.catalogue.entry import Entry
from desktop import theme
from desktop.panels.library_row import LibraryRow
from desktop.state.library_filter import LibraryFilter
from desktop.state.library_model import AnyIndex, LibraryRole
from desktop.widgets.tips import rich

RING = 2  # px


class LibraryList(QListView):
    """Signals: `current_entry(Entry | None)` · `use_asked(Entry)` Enter or a double click ·
    `trash_asked(Entry)` Del · `note_asked(Entry)` F2 · `copy_asked(Entry)` Ctrl+C · `menu_asked(Entry, QPoint)`.
    """

    current_entry = Signal(object)
    use_asked = Signal(object)
    trash_asked = Signal(object)
    note_asked = Signal(object)
    copy_asked = Signal(object)
    menu_asked = Signal(object, QPoint)

    def __init__(
        self,
        rows: LibraryFilter,
        picture: Callable[[Entry], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._rows = rows
        self._path = ""  # of the row that is chosen, also while it is filtered away
        self.row = LibraryRow(picture, self)
        self.setModel(rows)
        self.setItemDelegate(self.row)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAccessibleName(self.tr("Models and what goes with them"))
        self.customContextMenuRequested.connect(self._on_menu)
        self.doubleClicked.connect(lambda index: self.use_asked.emit(_entry(index)))
        self.row.thumbnails.ready.connect(self._repaint)
        self.row.thumbnails.failed.connect(self._repaint)
        theme.theme().changed.connect(self._repaint)
        rows.dataChanged.connect(self._tell)

    def current(self) -> Entry | None:
        """What is chosen and seen."""
        return _entry(self.currentIndex())

    def choose(self, path: str = "") -> None:
        """Choose the row of a path (of the one chosen last), where it is seen; else the first."""
        self._path = path or self._path
        count = self._rows.rowCount()
        if not count:
            self.current_entry.emit(None)
            return
        found = (row for row in range(count) if _path(self._rows.index(row, 0)) == self._path)
        wanted = self._rows.index(next(found, 0), 0)
        if wanted == self.currentIndex():
            self._tell()
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.selectionModel().setCurrentIndex(wanted, flags)
        self.scrollTo(wanted)

    def currentChanged(self, current: AnyIndex, previous: AnyIndex) -> None:
        super().currentChanged(current, previous)
        entry = _entry(current)
        if entry is not None:  # none: the row is being filtered away, `choose` comes next
            self._path = entry.path
            self.current_entry.emit(entry)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        entry = self.current()
        signals = {
            Qt.Key.Key_Return: self.use_asked,
            Qt.Key.Key_Enter: self.use_asked,
            Qt.Key.Key_Delete: self.trash_asked,
            Qt.Key.Key_F2: self.note_asked,
        }
        signal = signals.get(Qt.Key(event.key()))
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            signal = None
        if event.matches(QKeySequence.StandardKey.Copy):
            signal = self.copy_asked
        if signal is not None and entry is not None:
            signal.emit(entry)
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard is on a row, the first where none was chosen."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.choose()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus() and not self._rows.rowCount():  # no row can show it
            painter = QPainter(self.viewport())
            painter.setPen(QPen(theme.colour("accent_line"), RING))
            painter.drawRect(self.viewport().rect().adjusted(1, 1, -2, -2))
            painter.end()

    @Slot()
    def _tell(self, *_ignored: object) -> None:
        """What is known of the chosen one may have changed."""
        self.current_entry.emit(self.current())

    @Slot()
    def _repaint(self, *_ignored: object) -> None:
        self.viewport().update()

    @Slot(QPoint)
    def _on_menu(self, place: QPoint) -> None:
        entry = _entry(self.indexAt(place))
        if entry is not None:
            self.menu_asked.emit(entry, self.viewport().mapToGlobal(place))


def _entry(index: AnyIndex) -> Entry | None:
    found: Entry | None = index.data(LibraryRole.ENTRY) if index.isValid() else None
    return found


def _path(index: QModelIndex) -> str:
    entry = _entry(index)
    return entry.path if entry is not None else ""


def menu_of(actions: list[tuple[str, str, Callable[[], object]]], parent: QWidget) -> QMenu:
    """A menu of text, why it cannot be used ("" where it can), and what it does."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    menu.setToolTipsVisible(True)
    for text, why_not, run in actions:
        action = QAction(text, menu)
        action.setEnabled(not why_not)
        action.setToolTip(rich(why_not))
        action.triggered.connect(lambda _checked=False, run=run: run())
        menu.addAction(action)
    return menu
