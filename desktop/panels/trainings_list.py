"""All trainings under each other: what runs, what waits or was stopped, drafts, what is finished. Or what to do first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from core.contract.draft import Status, Teaching
from desktop.panels.training_row import TrainingRow
from desktop.state.training_course import Course
from desktop.state.trainings_state import Leaving
from desktop.widgets.labels import Caption, title

EDGE = 16  # px
WIDEST = 880  # px of the list
ORDER: tuple[Status, ...] = (
    *("running", "waiting", "interrupted", "failed", "paused", "draft", "finished"),
)
UNHEARD: Mapping[str, Course] = MappingProxyType({})
UNASKED: Mapping[str, Leaving] = MappingProxyType({})


class TrainingsList(QWidget):
    """Signals: `opened(id)` · `verb(id, name)` · `trash_asked(id)` · `new_asked()` with photos · `folder_asked()`."""

    opened = Signal(str)
    verb = Signal(str, str)
    trash_asked = Signal(str)
    new_asked = Signal()
    folder_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: dict[str, TrainingRow] = {}
        self._shown: list[str] = []
        self._stack = QStackedWidget()
        self.new = QPushButton(self.tr("Choose photos…"))
        self.new_folder = QPushButton(self.tr("Choose a folder…"))
        self.first = QPushButton(self.tr("Choose photos…"))
        self.first_folder = QPushButton(self.tr("Choose a folder…"))
        self._column = QVBoxLayout()
        self._build()
        for button in (self.new, self.first):
            button.clicked.connect(self.new_asked)
        for button in (self.new_folder, self.first_folder):
            button.clicked.connect(self.folder_asked)

    def entry(self) -> QWidget:
        """Where the keyboard begins."""
        return self._entry_of(0)

    def _entry_of(self, place: int) -> QWidget:
        """Of the row at a place, or the last one; where there is none, what makes the first."""
        if not self._shown:
            return self.first
        row = self.rows[self._shown[min(place, len(self._shown) - 1)]]
        return row.act if not row.act.isHidden() else row.open

    def show_trainings(
        self,
        trainings: Sequence[Teaching],
        makes_room: bool,
        courses: Mapping[str, Course] = UNHEARD,
        leaving: Mapping[str, Leaving] = UNASKED,
    ) -> None:
        """`makes_room`: the one that waits first was paused for painting. By their ids, `courses`: what was heard of
        them, `leaving`: what they were asked to do.
        """
        ordered = sorted(trainings, key=lambda t: ORDER.index(t.status))
        wanted = [teaching.id for teaching in ordered]
        left = -1  # the place of a row that goes and has the keyboard
        for gone in set(self.rows) - set(wanted):
            row = self.rows.pop(gone)
            if row.isAncestorOf(QApplication.focusWidget() or self):
                left = self._shown.index(gone)
            row.hide()
            row.deleteLater()
        room = makes_room
        for place, teaching in enumerate(ordered):
            known = self.rows.get(teaching.id)
            row = known or self._new_row(teaching)
            waits = teaching.status == "waiting" and teaching.step > 0
            row.show_training(
                teaching,
                makes_room=room and waits,
                course=courses.get(teaching.id),
                leaving=leaving.get(teaching.id, ""),
            )
            if self._column.indexOf(row) != place:
                self._column.insertWidget(place, row)
        self._shown = wanted
        focused = self.focusWidget()
        had_keyboard = focused is not None and self.isAncestorOf(focused)
        self._stack.setCurrentIndex(0 if wanted else 1)
        if left >= 0 or (had_keyboard and self.focusWidget() is None):
            self._entry_of(max(left, 0)).setFocus()

    def _new_row(self, teaching: Teaching) -> TrainingRow:
        row = TrainingRow(teaching)
        self.rows[teaching.id] = row
        row.opened.connect(self.opened)
        row.verb.connect(self.verb)
        row.trash_asked.connect(self.trash_asked)
        return row

    # --- building ---------------------------------------------------------------------------------

    def _build(self) -> None:
        inside = QWidget()
        inside.setProperty("content", True)
        centre = QHBoxLayout(inside)
        centre.setContentsMargins(EDGE, 0, EDGE, EDGE)
        held = QWidget()
        held.setMaximumWidth(WIDEST)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        outer = QVBoxLayout(held)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addLayout(self._column)
        outer.addStretch(1)
        centre.addWidget(held, 4)
        centre.addStretch(1)  # from `WIDEST` on
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(12)
        above = QWidget()
        above.setMaximumWidth(WIDEST)
        head = QHBoxLayout(above)
        head.setContentsMargins(0, 0, 0, 0)
        name = QLabel(self.tr("Trainings"))
        name.setTextFormat(Qt.TextFormat.PlainText)
        title(name)
        head.addWidget(name)
        head.addStretch(1)
        head.setSpacing(8)
        head.addWidget(self.new)
        head.addWidget(self.new_folder)
        top = QHBoxLayout()
        top.setContentsMargins(EDGE, 0, EDGE, 0)
        top.addWidget(above, 4)
        top.addStretch(1)  # as wide as the rows below
        column.addLayout(top)
        column.addWidget(area, 1)
        self._stack.addWidget(whole)
        self._stack.addWidget(self._empty())
        self._stack.setCurrentIndex(1)
        for button in (self.new, self.new_folder, self.first, self.first_folder):
            button.setFixedHeight(28)
            button.setAutoDefault(True)  # Enter presses the one that has the keyboard
        self.new.setProperty("primary", True)
        self.first.setProperty("primary", True)
        outermost = QVBoxLayout(self)
        outermost.setContentsMargins(0, 0, 0, 0)
        outermost.addWidget(self._stack)

    def _empty(self) -> QWidget:
        empty = QWidget()
        column = QVBoxLayout(empty)
        column.setContentsMargins(48, 0, 48, 0)
        column.setSpacing(12)
        text = QLabel(
            self.tr(
                "Your dog, a person, a thing, a style: the model can learn it from a few photos."
            )
        )
        text.setTextFormat(Qt.TextFormat.PlainText)
        text.setWordWrap(True)
        text.setAlignment(Qt.AlignmentFlag.AlignCenter)
        hint = Caption(
            self.tr(
                "Three photos are enough to begin. They stay where they are. "
                "Photos and folders can also be dropped here."
            ),
            wrap=True,
        )
        hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addStretch(1)
        column.addWidget(text)
        column.addWidget(hint)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.first)
        row.addWidget(self.first_folder)
        row.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
        return empty
