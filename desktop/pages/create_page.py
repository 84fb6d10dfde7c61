"""The Create page: words, canvas and results side by side. It arranges; `create_flow` connects."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desktop.canvas.canvas_view import CanvasView
from desktop.canvas.drop_layer import DropLayer
from desktop.panels.first_run_card import FirstRunCard
from desktop.panels.message_bar import MessageBar
from desktop.panels.results_strip import ResultsStrip
from desktop.panels.words_panel import MOST, WordsPanel
from desktop.state.generation_state import GenerationState
from desktop.state.jobs_state import JobsState
from desktop.state.models_state import ModelsState
from desktop.state.promise import Promise
from desktop.state.results_model import ResultRole, ResultsModel

RESULTS_WIDTH, RESULTS_WIDE = 200, 360  # px
RESULTS_FOLD = 1180  # px of the page: below, the results fold themselves
RESULTS_ROOM = 1600  # px of the page: from here two wide columns


@dataclass(frozen=True)
class CreateStates:
    """All state the page shows."""

    generation: GenerationState
    models: ModelsState
    jobs: JobsState
    promise: Promise
    results: ResultsModel


class CreatePage(QWidget):
    """Signals: `results_folded(bool)` when the page folds or unfolds the results by itself."""

    results_folded = Signal(bool)

    def __init__(self, states: CreateStates, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = WordsPanel(states.generation, states.models, states.jobs, states.promise)
        self.canvas = CanvasView()
        self.drops = DropLayer(self.canvas)
        self.results = ResultsStrip()
        self.results.set_model(states.results, ResultRole.PATH)
        self.messages = MessageBar(self.canvas)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._card: FirstRunCard | None = None
        self._results_wanted = True
        self._sized = False
        self._build()

    def _build(self) -> None:
        for place, part in enumerate((self.words, self.canvas, self.results)):
            self.splitter.addWidget(part)
            self.splitter.setCollapsible(place, False)
        self.splitter.setHandleWidth(1)
        self.splitter.setStretchFactor(1, 1)
        self.words.setMaximumWidth(MOST)
        self.results.setMinimumWidth(RESULTS_WIDTH)
        self.results.setMaximumWidth(RESULTS_WIDE)
        self.canvas.installEventFilter(self)
        for place in (1, 2):
            self.splitter.handle(place).installEventFilter(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.splitter)

    # --- panels -----------------------------------------------------------------------------------

    def show_words(self, shown: bool) -> None:
        """Fold or unfold the words."""
        self.words.setVisible(shown)

    def show_results(self, wanted: bool) -> None:
        """Fold or unfold the results; a narrow page folds them all the same."""
        self._results_wanted = wanted
        self._fit_results()

    def reset_widths(self) -> None:
        """The widths of a fresh start."""
        results = RESULTS_WIDE if self.width() >= RESULTS_ROOM else RESULTS_WIDTH
        words = self.words.needed_width()
        self.splitter.setSizes([words, max(1, self.width() - words - results), results])

    def saved_widths(self) -> bytes:
        """For the settings."""
        return bytes(self.splitter.saveState().data())

    def restore_widths(self, saved: bytes) -> None:
        """As it was left; a fresh start where that cannot be read."""
        self._sized = bool(saved) and self.splitter.restoreState(QByteArray(saved))
        self.splitter.setHandleWidth(1)

    def _fit_results(self) -> None:
        shown = self._results_wanted and self.width() >= RESULTS_FOLD - 72  # the rail is no page
        if shown == self.results.isHidden():
            self.results.setVisible(shown)
            self.results_folded.emit(not shown)

    # --- first run --------------------------------------------------------------------------------

    def show_card(self) -> FirstRunCard:
        """The first card, over the canvas."""
        if self._card is None:
            self._card = FirstRunCard(self.canvas)
            self._card.started.connect(self.hide_card)
            self._card.skipped.connect(self.hide_card)
            self._place_card()
            self.words.foot.set_primary(False)  # the card has the page's one accented button
            self._card.show()
            self._card.focus_start()
        return self._card

    @Slot()
    def hide_card(self) -> None:
        """Away with it, the caret goes to the prompt."""
        if self._card is not None:
            self._card.hide()
            self._card.deleteLater()
            self._card = None
            self.words.foot.set_primary(True)
            self.words.words.prompt.setFocus()

    def card(self) -> FirstRunCard | None:
        return self._card

    def _place_card(self) -> None:
        if self._card is not None:
            size = self._card.sizeHint().boundedTo(self.canvas.size())
            self._card.resize(self._card.sizeHint())
            left = (self.canvas.width() - self._card.width()) // 2
            self._card.move(max(0, left), max(0, (self.canvas.height() - size.height()) // 2))
            self._card.raise_()

    # --- Qt ---------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Typing while the card is there folds it away and writes the prompt."""
        if self._card is not None and event.text().isprintable() and event.text():
            self.hide_card()
            self.words.words.prompt.insertPlainText(event.text())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._sized and self.width() > self.words.needed_width() + RESULTS_WIDTH:
            self._sized = True
            self.reset_widths()
        self._fit_results()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.canvas:
            if event.type() == QEvent.Type.Resize:
                self._place_card()
        elif event.type() == QEvent.Type.MouseButtonDblClick:
            self.reset_widths()
            return True
        return super().eventFilter(watched, event)
