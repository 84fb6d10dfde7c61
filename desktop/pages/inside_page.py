"""The Inside page: the list of topics and the topic that is seen. It arranges; `inside_verbs` acts."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop import theme
from desktop.pages.inside_topics import TOPICS
from desktop.pages.regions import Region
from desktop.panels.inside.looks import Looks
from desktop.panels.inside.topic import Topic
from desktop.panels.message_bar import MessageBar
from desktop.state.inside.inside_states import InsideStates
from desktop.widgets.rule import Rule
from desktop.widgets.side_row import SideRow

SIDE = 208  # px
EDGE = 8  # px


class InsidePage(QWidget):
    """Signals: `made(key, Topic)` a topic is seen for the first time."""

    made = Signal(str, object)

    def __init__(self, states: InsideStates, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.states, self.looks = states, Looks(self)
        self.rows: dict[str, SideRow] = {}
        self.topics: dict[str, Topic] = {}
        self._side, self._stack = _Side(), QStackedWidget()
        self._build()
        self.messages = MessageBar(self._stack)

    def show_topic(self, key: str) -> Topic:
        """Show a topic as it was left."""
        if key not in self.topics:
            spec = next(spec for spec in TOPICS if spec.key == key)
            topic = spec.make(self.states, self.looks)
            self.topics[key] = topic
            self._stack.addWidget(topic)
            self.made.emit(key, topic)
        self.rows[key].setChecked(True)
        self._stack.setCurrentWidget(self.topics[key])
        self.messages.raise_()
        return self.topics[key]

    def topic(self) -> Topic:
        """The topic that is seen; the first where none was yet."""
        current = self._stack.currentWidget()
        return current if isinstance(current, Topic) else self.show_topic(TOPICS[0].key)

    def entry(self) -> QWidget:
        """Where the keyboard begins."""
        return self.topic().entry()

    def regions(self) -> list[Region]:
        """The parts between which F6 goes."""
        checked = next((row for row in self.rows.values() if row.isChecked()), self._side)
        return [
            Region(self._side, checked),
            Region(self.topic(), self.topic().entry()),
            Region(self.messages, self.messages.entry()),
        ]

    def _build(self) -> None:
        group = QButtonGroup(self)
        column = QVBoxLayout(self._side)
        column.setContentsMargins(EDGE, 12, EDGE, 12)
        column.setSpacing(2)
        for number, spec in enumerate(TOPICS, 1):
            text = QCoreApplication.translate("inside", spec.text)
            row = SideRow("", f"{number}  {text}")
            row.show_as("")
            row.clicked.connect(lambda _checked=False, key=spec.key: self.show_topic(key))
            group.addButton(row)
            column.addWidget(row)
            self.rows[spec.key] = row
        column.addStretch(1)
        self._side.setFixedWidth(SIDE)
        parts = QHBoxLayout(self)
        parts.setContentsMargins(0, 0, 0, 0)
        parts.setSpacing(0)
        parts.addWidget(self._side)
        parts.addWidget(Rule(Qt.Orientation.Vertical))
        parts.addWidget(self._stack, 1)


class _Side(QWidget):
    """The list's ground."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), theme.colour("panel"))
        painter.end()
