"""The first card a person sees: what goes where, and Start drawing. It decides and stores nothing."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from desktop.widgets.card import Card, fitting_height
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.labels import Caption, title

WIDTH = 568  # px at most: the title fits in one line
GAP = 8  # px to the edges of what it floats over
BUTTON = 28  # px


class FirstRunCard(Card):
    """A card on the Create page, not a dialog.

    Signals: `change_folder()`, `models_elsewhere()`: ask for a folder; `skipped()`, `started()`:
    the card may go. Enter is Start drawing, Escape is Skip.
    """

    change_folder = Signal()
    models_elsewhere = Signal()
    skipped = Signal()
    started = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Welcome"))
        welcome = _plain_label(self.tr("Welcome. Everything here runs on your own computer."))
        title(welcome)
        self._folder = ElidedLabel(mode=Qt.TextElideMode.ElideMiddle)
        self._computer = _plain_label("")
        self._models = _plain_label("")
        change = QPushButton(self.tr("Change…"))
        change.clicked.connect(self.change_folder)
        elsewhere = QPushButton(self.tr("My models are elsewhere…"))
        elsewhere.clicked.connect(self.models_elsewhere)
        skip = QPushButton(self.tr("Skip"))
        skip.clicked.connect(self.skipped)
        self._start = QPushButton(self.tr("Start drawing"))
        self._start.setProperty("primary", True)
        self._start.clicked.connect(self.started)
        for button in (change, elsewhere, skip, self._start):
            button.setAutoDefault(False)
            button.setFixedHeight(BUTTON)

        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(12)
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        computer, models = _caption(self.tr("Your computer")), _caption(self.tr("Models"))
        for label in (computer, models):  # its smaller letters stand on the line of what they name
            lower = self._models.fontMetrics().ascent() - label.fontMetrics().ascent()
            label.setContentsMargins(0, lower, 0, 0)
        grid.addWidget(_caption(self.tr("Pictures go to")), 0, 0)
        grid.addWidget(self._folder, 0, 1)
        grid.addWidget(change, 0, 2)
        grid.addWidget(computer, 1, 0, top)
        grid.addWidget(self._computer, 1, 1, 1, 2)
        grid.addWidget(models, 2, 0, top)
        grid.addWidget(self._models, 2, 1, 1, 2)
        grid.addWidget(elsewhere, 3, 1, 1, 2, Qt.AlignmentFlag.AlignLeft)
        foot = QHBoxLayout()
        foot.addWidget(skip)
        foot.addStretch(1)
        foot.addWidget(self._start)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(16)
        column.addWidget(welcome)
        column.addLayout(grid)
        column.addLayout(foot)

    def place(self, host: QSize) -> None:
        """In the middle of a host of that size, as high as its texts need."""
        width = min(WIDTH, host.width() - 2 * GAP)
        self.resize(width, fitting_height(self, width))
        self.move((host.width() - width) // 2, max(GAP, (host.height() - self.height()) // 2))
        self.raise_()

    def set_pictures_folder(self, text: str) -> None:
        """Where pictures go, as a person writes it ("~/Pictures/Reverie")."""
        self._folder.set_text(text)

    def set_computer(self, text: str) -> None:
        """One or two sentences: what was found, and how long a picture takes on it."""
        self._say(self._computer, text)

    def set_models(self, text: str) -> None:
        """Which models are there: the starter, and what else was found."""
        self._say(self._models, text)

    def _say(self, label: QLabel, text: str) -> None:
        label.setText(text)
        self.resize(self.width(), fitting_height(self, self.width()))

    def entry(self) -> QWidget:
        """Where the keyboard comes in."""
        return self._start

    def focus_start(self) -> None:
        """The keyboard on Start drawing."""
        self._start.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.started.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.skipped.emit()
        else:
            super().keyPressEvent(event)


def _plain_label(text: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _caption(text: str) -> QLabel:
    label = Caption(text)
    label.setMinimumWidth(label.sizeHint().width())  # rather the folder's name is cut
    return label
