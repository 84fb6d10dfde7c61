"""What all topics of the Inside page have in common: name, a few words, a stage, what runs, true figures."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from core.contract.drawing_events import Phase, Step
from desktop.phrases import common as phrases
from desktop.widgets.elided_label import ElidedLabel
from desktop.widgets.labels import Caption, NameLabel, title

EDGE = 16  # px
GAP = 12  # px
BUTTON = 28  # px
TEXT_WIDTH = 860  # px: longer lines are hard to read


class Topic(QScrollArea):
    """A topic fills `stage` and says its figures with `tell`.

    Signals: `stop_asked()` by the button beside what runs · `seen()` when it is shown · `try_asked()` ·
    `failed(ReverieError, details)` · `pick_asked(callable)` a picture file is wanted, given to the callable ·
    `save_asked(QImage, figures, name)` · `draw_asked()` the example · `look_asked(path)` into a picture.
    Attributes: `top`, a row beside the title for what is looked at; `stage`, the column of the topic's own.
    """

    stop_asked = Signal()
    seen = Signal()
    try_asked = Signal()
    failed = Signal(object, str)
    pick_asked = Signal(object)
    draw_asked = Signal()
    look_asked = Signal(str)
    save_asked = Signal(object, dict, str)

    def __init__(self, title: str, text: str, attempt: str = "") -> None:
        """`text`: what one sees, at most 60 words. `attempt`: what *Try this* does, "" for none."""
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.title, self.text = title, text
        self.top, self.stage = QHBoxLayout(), QVBoxLayout()
        self.attempt = QPushButton(self.tr("Try this"))
        self.running = ElidedLabel(role="second", tabular=True)
        self.stop = QPushButton(self.tr("Stop"))
        self.foot = Caption(wrap=True)
        self._build(attempt)

    def tell(self, figures: str) -> None:
        """The line at the foot."""
        self.foot.setText(figures)

    def show_running(self, text: str) -> None:
        """What the engine does now for this topic; "" for nothing. The line keeps its place."""
        self.running.set_text(text)
        self.stop.setEnabled(bool(text))
        self.stop.setToolTip("" if text else self.tr("Nothing is being drawn."))

    def entry(self) -> QWidget:
        """Where the keyboard begins."""
        return self.attempt

    def _build(self, attempt: str) -> None:
        head = NameLabel(self.title)
        title(head)
        self.top.setSpacing(8)
        self.top.addStrut(BUTTON)  # the text below stands as high in all topics
        self.top.addWidget(head)
        self.top.addStretch(1)
        words = QLabel(self.text)
        words.setTextFormat(Qt.TextFormat.PlainText)
        words.setWordWrap(True)
        words.setMaximumWidth(TEXT_WIDTH)
        self.stage.setSpacing(8)
        content = QWidget()
        content.setProperty("content", True)
        column = QVBoxLayout(content)
        column.setContentsMargins(EDGE, GAP, EDGE, 8)
        column.setSpacing(8)
        column.addLayout(self.top)
        column.addWidget(words)
        column.addLayout(self._running_row(attempt))
        column.addLayout(self.stage, 1)
        column.addWidget(self.foot)
        self.setWidget(content)
        self.show_running("")

    def _running_row(self, attempt: str) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.attempt, self.stop):
            button.setFixedHeight(BUTTON)
            button.setAutoDefault(False)
        self.attempt.setToolTip(attempt)
        self.attempt.setProperty("primary", True)
        self.attempt.setVisible(bool(attempt))
        self.attempt.clicked.connect(self.try_asked)
        self.stop.clicked.connect(self.stop_asked)
        row.addWidget(self.attempt)
        row.addWidget(self.stop)
        row.addWidget(self.running, 1)
        return row

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc stops what runs for this topic."""
        if event.key() == Qt.Key.Key_Escape and self.stop.isEnabled():
            self.stop_asked.emit()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.seen.emit()

    @Slot(object)
    def show_recording(self, recording: bool) -> None:
        """Whether a picture is recorded meanwhile."""
        self.show_running(self.tr("Recording a picture") if recording else "")

    @Slot(object)
    def show_event(self, event: Phase | Step) -> None:
        """What the engine reports while it draws."""
        if isinstance(event, Step):
            text = self.tr("step {0} of {1}").format(event.step, event.steps)
        else:
            text = phrases.phase_text(event.phase)
        self.show_running(text[:1].upper() + text[1:])
