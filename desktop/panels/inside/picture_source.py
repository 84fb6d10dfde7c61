"""A picture to look at: the one that was recorded, the newest, or a file of one's own. Takes a dropped one, too."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from desktop.canvas.dropped import accept_picture_file
from desktop.state.inside.inside_states import InsideStates
from desktop.state.results_model import ResultRole
from desktop.widgets.elided_label import ElidedLabel

BUTTON = 28  # px
NAME = 180  # px


class PictureSource(QWidget):
    """Signals: `changed(path)` another picture · `pick_asked(callable)` a file is to be chosen ·
    `draw_asked()` an example, where there is none.
    """

    changed = Signal(str)
    pick_asked = Signal(object)
    draw_asked = Signal()

    def __init__(
        self, states: InsideStates, text: str, parent: QWidget | None = None, *, own: bool = True
    ) -> None:
        """`own`: the recorded or newest picture stands there until another is chosen."""
        super().__init__(parent)
        self._states, self._own, self._chosen = states, own, ""
        self.choose = QPushButton(text)
        self.choose.setFixedHeight(BUTTON)
        self.choose.setAutoDefault(False)
        self._name = ElidedLabel(role="second", mode=Qt.TextElideMode.ElideMiddle)
        self._name.setMaximumWidth(NAME)
        self._name.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.draw = QPushButton(self.tr("Draw a swan"))
        self.draw.setFixedHeight(BUTTON)
        self.draw.setAutoDefault(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self._name)
        row.addWidget(self.draw)
        row.addWidget(self.choose)
        self.setAcceptDrops(True)
        self.choose.clicked.connect(lambda: self.pick_asked.emit(self.take))
        states.run.run_changed.connect(self._tell)
        states.results.rowsInserted.connect(self._tell)
        states.results.modelReset.connect(self._tell)
        self.draw.clicked.connect(self.draw_asked)
        self._last = ""
        self._tell()

    def path(self) -> str:
        """The picture, "" for none."""
        if self._chosen or not self._own:
            return self._chosen
        run, results = self._states.run.run, self._states.results
        if run is not None:
            return run.picture
        return str(results.index(0, 0).data(ResultRole.PATH)) if results.rowCount() else ""

    @Slot(str)
    def take(self, path: str) -> None:
        """A file of one's own."""
        self._chosen = path
        self._tell()

    @Slot()
    def _tell(self, *_ignored: object) -> None:
        path = self.path()
        self._name.set_text(Path(path).name if path else "")
        self.draw.setVisible(self._own and not path)
        if path != self._last:
            self._last = path
            self.changed.emit(path)

    def sizeHint(self) -> QSize:
        return QSize(self.choose.sizeHint().width() + NAME, BUTTON)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        accept_picture_file(event)

    def dropEvent(self, event: QDropEvent) -> None:
        if path := accept_picture_file(event):
            self.take(path)
