"""The results strip: every picture that was drawn, newest first, to look at and to drag away.

Shows a model it is given; it keeps no list of its own and deletes nothing.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    QUrl,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QDesktopServices,
    QDrag,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QListView, QMenu, QVBoxLayout, QWidget

from desktop import theme
from desktop.panels.result_tile import INSET, RING, ResultTile, mime_of
from desktop.widgets.labels import NameLabel

TILE_MIN = 72  # px
TILE_MAX = 180
COLUMNS = 2
DRAG_PICTURE = 96  # px


class ResultsView(QListView):
    """The tiles. Signals: `chosen(path)` by Enter or double click; `start_from(path)`; `look_asked(path)`."""

    chosen = Signal(str)
    start_from = Signal(str)
    look_asked = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tile = ResultTile(self)
        self._tile.thumbnails.ready.connect(self._repaint)
        self._tile.thumbnails.failed.connect(self._repaint)
        self.setItemDelegate(self._tile)
        self.setAccessibleName(self.tr("Results"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewMode(QListView.ViewMode.IconMode)
        self.setMovement(QListView.Movement.Static)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setUniformItemSizes(True)
        self.setSpacing(0)
        self.setMouseTracking(True)
        self.setDragEnabled(True)
        self.setSelectionMode(QListView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)  # the panel's colour shows
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        self.doubleClicked.connect(self._choose)

    @Slot(str)
    def mark(self, path: str) -> None:
        """Mark the picture that lies over the frame, "" for none."""
        self._tile.over_frame = path
        self.viewport().update()

    def set_model(self, model: QAbstractItemModel, path_role: int) -> None:
        """Newest in row 0; `path_role` gives a picture's file path as str."""
        self._tile.path_role = path_role
        self.setModel(model)

    def path_of(self, index: QModelIndex | QPersistentModelIndex) -> str:
        return str(index.data(self._tile.path_role)) if index.isValid() else ""

    def current_path(self) -> str:
        """The selected picture's file, "" for none."""
        return self.path_of(self.currentIndex())

    def copy(self, path: str) -> None:
        """Pixels and file to the clipboard."""
        if path:
            QGuiApplication.clipboard().setMimeData(mime_of(path))

    def show_in_folder(self, path: str) -> None:
        """Open the folder of the file in the system's own program."""
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(Path(path).parent)))

    def menu_for(self, path: str) -> QMenu:
        """What can be done with one picture."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addAction(self.tr("Start from it"), lambda: self.start_from.emit(path))
        menu.addAction(self.tr("Look inside"), lambda: self.look_asked.emit(path))
        copy = menu.addAction(self.tr("Copy"), lambda: self.copy(path))
        copy.setShortcut(QKeySequence.StandardKey.Copy)
        menu.addAction(self.tr("Show in folder"), lambda: self.show_in_folder(path))
        return menu

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Copy, never move; the thumbnail goes with the pointer."""
        path = self.current_path()
        if not path:
            return
        drag = QDrag(self)
        drag.setMimeData(mime_of(path))
        image = self._tile.thumbnails.get(path)
        if image is not None:
            mode = Qt.AspectRatioMode.KeepAspectRatio
            size = QSize(DRAG_PICTURE, DRAG_PICTURE)
            smooth = Qt.TransformationMode.SmoothTransformation
            drag.setPixmap(QPixmap.fromImage(image.scaled(size, mode, smooth)))
        drag.exec(Qt.DropAction.CopyAction)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        path = self.current_path()
        if event.matches(QKeySequence.StandardKey.Copy) and path:
            self.copy(path)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and path:
            self.chosen.emit(path)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        gutter = self.verticalScrollBar().sizeHint().width()  # reserved also while it is hidden
        side = min(max((self.width() - gutter - 1) // COLUMNS, TILE_MIN), TILE_MAX)
        if side != self._tile.side:
            self._tile.side = side
            self.scheduleDelayedItemsLayout()
        super().resizeEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard is on a tile, the newest where none was chosen; Qt would show none."""
        super().focusInEvent(event)
        model = self.model()
        if model is not None and model.rowCount() and not self.selectedIndexes():
            self.setCurrentIndex(model.index(0, 0))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        model = self.model()
        if model is not None and model.rowCount():
            return
        painter = QPainter(self.viewport())
        painter.setPen(theme.colour("second"))
        place = self.viewport().rect().adjusted(INSET, INSET, -INSET, -INSET)
        flags = Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(place, int(flags), self.tr("Pictures appear here."))
        if self.hasFocus():  # no tile can show it
            painter.setPen(QPen(theme.colour("accent_line"), RING))
            painter.drawRect(QRectF(self.viewport().rect()).adjusted(1, 1, -1, -1))
        painter.end()

    def _repaint(self) -> None:
        self.viewport().update()

    def _choose(self, index: QModelIndex) -> None:
        self.chosen.emit(self.path_of(index))

    def _on_menu(self, place: QPoint) -> None:
        path = self.path_of(self.indexAt(place))
        if path:
            self.menu_for(path).popup(self.viewport().mapToGlobal(place))


class ResultsStrip(QWidget):
    """The panel: its name and the tiles. Signals: `chosen(path)`, `start_from(path)`."""

    chosen = Signal(str)
    start_from = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = ResultsView()
        title = NameLabel(self.tr("Results"), self.view)
        self.view.chosen.connect(self.chosen)
        self.view.start_from.connect(self.start_from)
        column = QVBoxLayout(self)
        title.setContentsMargins(INSET, 0, 0, 0)
        column.setContentsMargins(12 - INSET, 12, 2, 0)
        column.setSpacing(8)
        column.addWidget(title)
        column.addWidget(self.view, 1)

    def set_model(self, model: QAbstractItemModel, path_role: int) -> None:
        """See `ResultsView.set_model`."""
        self.view.set_model(model, path_role)

    def sizeHint(self) -> QSize:
        return QSize(200, 400)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("panel"))
        painter.end()
