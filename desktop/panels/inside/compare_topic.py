"""Topic 4, words and pictures: several texts against several pictures, and tokens on a map."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from core.contract.explain import MissingEncoder
from desktop.canvas.dropped import accept_local_files
from desktop.numbers import decimal
from desktop.panels.inside.looks import Looks
from desktop.panels.inside.topic import EDGE, Topic
from desktop.state.inside.compare_state import CompareState, Comparison, TokenMap, Tokens
from desktop.state.inside.inside_states import InsideStates
from desktop.state.observable import bind
from desktop.state.results_model import ResultRole
from desktop.widgets.labels import Caption, NameLabel
from desktop.widgets.matrix import Matrix
from desktop.widgets.scatter import NamedPoint, Scatter
from desktop.widgets.segmented import Segmented
from desktop.wording.errors import error_message

BUTTON = 28  # px
TEXTS = 108  # px
PICTURES_MOST, TEXTS_MOST = 8, 8
CLASSIC = ("a graceful swan", "a cute teddy", "Ada Lovelace")
EXAMPLES = ("a swan on a blue background", "a cute teddy bear", "an apple on a white background")
EXAMPLE_SEED = 7
SEVERAL = 2  # pictures: with fewer there is nothing to compare


class CompareTopic(Topic):
    """Signals: `folder_asked(callable)` a folder of CLIP is wanted."""

    folder_asked = Signal(object)

    def __init__(self, states: InsideStates, looks: Looks) -> None:
        super().__init__(
            self.tr("Words and pictures"),
            self.tr(
                "A second network turns texts and pictures into arrows in one space; what means the "
                "same points the same way. It learned from pairs: each text had to find its picture "
                "(across), each picture its text (down). Try three texts against three pictures, "
                "and see who wins by how much."
            ),
            self.tr("All texts with all pictures; where there are too few, three are drawn first"),
        )
        self.states, self.looks = states, looks
        self.compare = CompareState(states.lane(), states.lane(), states.folder, self)
        self.texts, self.matrix = (
            QPlainTextEdit(),
            Matrix(self.tr("How near texts and pictures are")),
        )
        self.pictures: list[str] = []
        self.add, self.clear = (
            QPushButton(self.tr("Add a picture…")),
            QPushButton(self.tr("Take all away")),
        )
        self.way = Segmented(
            (
                ("cosine", self.tr("Similarity")),
                ("across", self.tr("Across")),
                ("down", self.tr("Down")),
            )
        )
        self.meaning, self.missing = Caption(wrap=True), Caption(wrap=True)
        self.folder = QPushButton(self.tr("Choose a folder with CLIP…"))
        self.starter = QPushButton(self.tr("Compare with the starter"))
        self.map, self.map_says = Scatter(self.tr("Tokens on a map")), Caption(wrap=True)
        self.kind = Segmented(
            (("table", self.tr("As in the dictionary")), ("context", self.tr("As understood")))
        )
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._clip: str | None = None
        self._model = ""
        self.attempt.setText(self.tr("Compare"))
        self._arrange()
        self._listen()

    # --- building ---------------------------------------------------------------------------------

    def _arrange(self) -> None:
        self.texts.setPlainText("\n".join(CLASSIC))
        self.texts.setAccessibleName(self.tr("Texts, one a line"))
        self.texts.setFixedHeight(TEXTS)
        self.texts.setTabChangesFocus(True)
        self.setAcceptDrops(True)
        for button in (self.add, self.clear, self.folder, self.starter):
            button.setFixedHeight(BUTTON)
            button.setAutoDefault(False)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(8)
        left.addWidget(NameLabel(self.tr("Texts, one a line"), self.texts))
        left.addWidget(self.texts)
        left.addLayout(_line(self.add, self.clear))
        left.addLayout(_line(self.way))
        left.addWidget(self.meaning)
        left.addWidget(self.matrix)
        left.addWidget(self.missing)
        left.addLayout(_line(self.folder, self.starter))
        left.addStretch(1)
        right.addWidget(NameLabel(self.tr("Tokens")))
        right.addLayout(_line(self.kind))
        right.addWidget(self.map, 1)
        right.addWidget(self.map_says)
        self._both.setSpacing(16)
        self._both.addLayout(left, 3)
        self._both.addLayout(right, 2)
        self.stage.addLayout(self._both, 1)
        self._show_missing(None)

    def _listen(self) -> None:
        self.try_asked.connect(self._go)
        self.stop_asked.connect(self.compare.stop)
        self.add.clicked.connect(lambda: self.pick_asked.emit(self.add_picture))
        self.clear.clicked.connect(self._take_all_away)
        self.folder.clicked.connect(lambda: self.folder_asked.emit(self._use_clip))
        self.starter.clicked.connect(self._use_starter)
        self.way.value_changed.connect(self._show_found)
        self.kind.value_changed.connect(self._show_tokens)
        self.looks.ready.connect(self._show_heads)
        self.compare.missing.connect(self._show_missing)
        self.compare.drawn.connect(self._example_drawn)
        self.compare.failed.connect(self.failed)
        self.seen.connect(self._first_pictures)
        bind(self.compare, "found", self._show_found)
        bind(self.compare, "tokens", self._show_tokens)
        bind(self.compare, "busy", self._show_busy)

    # --- what people do ---------------------------------------------------------------------------

    @Slot(str)
    def add_picture(self, path: str) -> None:
        """One more column."""
        if path and path not in self.pictures:
            self.pictures = [*self.pictures, path][-PICTURES_MOST:]
            self._changed()

    def written(self) -> tuple[str, ...]:
        """The texts, without empty lines."""
        lines = [line.strip() for line in self.texts.toPlainText().splitlines()]
        return tuple(dict.fromkeys(filter(None, lines)))[:TEXTS_MOST]

    @Slot()
    def _go(self) -> None:
        self._show_missing(None)
        if len(self.pictures) < SEVERAL:
            self.compare.draw_examples(self._used_model(), EXAMPLES, EXAMPLE_SEED)
        elif self.written():
            pictures = tuple(self.pictures)
            self.compare.compare(self._used_model(), self.written(), pictures, self._clip)

    def _used_model(self) -> str:
        return self._model or self.states.model()

    @Slot()
    def _first_pictures(self) -> None:
        """What there is: the recorded picture and the newest ones."""
        if self.pictures or self.compare.busy:
            return
        run, results = self.states.run.run, self.states.results
        newest = [str(results.index(n, 0).data(ResultRole.PATH)) for n in range(results.rowCount())]
        found = [run.picture] if run is not None else []
        for path in [*found, *newest][:3]:
            self.add_picture(path)

    @Slot(str)
    def _example_drawn(self, path: str) -> None:
        self.looks.forget(path)
        self.add_picture(path)
        if len(self.pictures) >= len(EXAMPLES) and not self.compare.left_to_draw:
            self._go()

    @Slot()
    def _take_all_away(self) -> None:
        self.pictures = []
        self._changed()

    @Slot(str)
    def _use_clip(self, folder: str) -> None:
        self._clip = folder
        self._go()

    @Slot()
    def _use_starter(self) -> None:
        self._model = "starter"
        self._go()

    def _changed(self) -> None:
        """Other pictures: the numbers do not belong to them."""
        self.compare.forget()
        self._show_heads()
        self._show_found()

    # --- showing ----------------------------------------------------------------------------------

    @Slot()
    def _show_heads(self) -> None:
        self.matrix.show_heads([self.looks.picture(path) for path in self.pictures])

    @Slot(object)
    def _show_found(self, *_ignored: object) -> None:
        found: Comparison | None = self.compare.found
        way = self.way.value()
        texts = {
            "cosine": self.tr("How alike the arrows are: 1 the same way, 0 nothing in common."),
            "across": self.tr("Which of these pictures a text means: each row sums to 100 %."),
            "down": self.tr("Which of these texts a picture means: each column sums to 100 %."),
        }
        self.meaning.setText(texts[way])
        names = self.compare.texts if found is not None else self.written()
        values = getattr(found, way) if found is not None else ()
        self.matrix.show_values(
            names, values, percent=way != "cosine", by_row=way != "down", by_column=way != "across"
        )
        if found is not None:
            files = ", ".join(Path(path).name for path in self.compare.pictures)
            text = self.tr(
                "{0} · temperature {1}: similarities are divided by it before they compete"
            )
            self.tell(text.format(files, decimal(found.temperature, 4)))

    @Slot(object)
    def _show_tokens(self, *_ignored: object) -> None:
        tokens: Tokens | None = self.compare.tokens
        if tokens is None:
            self.map_says.setText(self.tr("Compare something, and its tokens are shown here."))
            return
        known: TokenMap = tokens.tokens_table
        if self.kind.value() == "context":
            known = tokens.tokens_context
        self.map.show_points([NamedPoint(p.token, p.x, p.y, p.text) for p in known.points])
        text = self.tr("These two axes explain {0} % of the differences.")
        self.map_says.setText(text.format(decimal(100 * known.explained, 0)))

    @Slot(object)
    def _show_missing(self, error: MissingEncoder | None) -> None:
        self.missing.say("" if error is None else error_message(error).text)
        for button in (self.folder, self.starter):
            button.setVisible(error is not None)

    @Slot(object)
    def _show_busy(self, busy: bool) -> None:
        self.show_running(self.tr("Comparing") if busy else "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Side by side where there is room for both, else the map below."""
        super().resizeEvent(event)
        way = QBoxLayout.Direction
        narrow = event.size().width() < self._both_need()
        self._both.setDirection(way.TopToBottom if narrow else way.LeftToRight)

    def _both_need(self) -> int:
        """Of the width, for texts and map side by side."""
        columns = [self._both.itemAt(place) for place in range(self._both.count())]
        needs = [item.minimumSize().width() for item in columns if item is not None]
        return sum(needs) + self._both.spacing() + 2 * EDGE

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        accept_local_files(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Several pictures at once are columns."""
        for path in accept_local_files(event):
            self.add_picture(path)


def _line(*parts: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for part in parts:
        row.addWidget(part)
    row.addStretch(1)
    return row
