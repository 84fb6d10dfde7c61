"""One training in the list: what it is, how far, and the one thing that is done next with it."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from core.contract.draft import Kind, Status, Teaching
from desktop import theme
from desktop.panels.training_bar import TrainingBar
from desktop.phrases import teach as teach_phrases
from desktop.state.training_course import Course
from desktop.state.trainings_state import Leaving
from desktop.widgets.card import Card
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.icon_button import IconButton

ICONS: dict[Kind, str] = {
    "pet": "dog",
    "person": "user-round",
    "object": "package",
    "style": "palette",
}
ICON = 28  # px
VERBS: dict[Status, str] = {
    "draft": "open",
    "waiting": "pause",
    "running": "pause",
    "paused": "go_on",
    "interrupted": "go_on",
    "failed": "go_on",
    "finished": "use",
}


class TrainingRow(Card):
    """Signals: `opened(id)` · `verb(id, name)` open, pause, go_on or use · `trash_asked(id)`."""

    opened = Signal(str)
    verb = Signal(str, str)
    trash_asked = Signal(str)

    def __init__(self, teaching: Teaching, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.id = teaching.id
        self._verb = ""
        self._icon = QLabel()
        self.title, self.line = ElidedLabel(), ElidedLabel(role="second", tabular=True)
        font = self.title.font()
        font.setWeight(font.Weight.DemiBold)
        self.title.setFont(font)
        self.bar = TrainingBar()
        self.act, self.open = QPushButton(), QPushButton(self.tr("Show"))
        self.trash = IconButton("trash-2", *teach_phrases.trash_tip(teaching))
        for button in (self.act, self.open):
            button.setFixedHeight(28)
            button.setAutoDefault(False)
        names = QVBoxLayout()
        names.setSpacing(2)
        names.addWidget(self.title)
        names.addWidget(self.line)
        names.addWidget(self.bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(12)
        row.addWidget(self._icon)
        row.addLayout(names, 1)
        for widget in (self.act, self.open, self.trash):
            row.addWidget(widget)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.act.clicked.connect(lambda: self.verb.emit(self.id, self._verb))
        self.open.clicked.connect(lambda: self.opened.emit(self.id))
        self.trash.clicked.connect(lambda: self.trash_asked.emit(self.id))
        theme.theme().changed.connect(self._renew_icon)
        self._kind = teaching.draft.kind
        self._renew_icon()

    def show_training(
        self,
        teaching: Teaching,
        *,
        makes_room: bool,
        course: Course | None = None,
        leaving: Leaving = "",
    ) -> None:
        """`course`: what was heard of it; `leaving`: what it was asked to do."""
        title = teach_phrases.title_text(teaching.draft)
        self.title.set_text(title)
        self.line.set_text(
            teach_phrases.line_text(teaching, course, makes_room=makes_room, leaving=leaving)
        )
        if teaching.draft.kind != self._kind:
            self._kind = teaching.draft.kind
            self._renew_icon()
        self._verb = VERBS[teaching.status]
        is_queued = teaching.status == "waiting" and not makes_room
        self.act.setText(teach_phrases.verb_text("unqueue" if is_queued else self._verb))
        self.act.setAccessibleName(f"{self.act.text()}: {title}")
        self.act.setVisible(self._verb != "use" or bool(teaching.result))
        self.open.setVisible(teaching.status != "draft")
        self.open.setAccessibleName(f"{self.open.text()}: {title}")
        rests = teaching.status in ("waiting", "paused", "interrupted") and teaching.steps > 0
        self.bar.setVisible(teaching.status == "running" or rests)
        self.bar.show_training(teaching, course or Course())
        self.trash.setEnabled(teaching.status not in ("running", "waiting"))
        self.trash.name(*teach_phrases.trash_tip(teaching))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self.id)
        else:
            super().mousePressEvent(event)

    def _renew_icon(self) -> None:
        icon = theme.icon(ICONS[self._kind], "second", ICON)
        self._icon.setPixmap(icon.pixmap(QSize(ICON, ICON), self.devicePixelRatioF()))
