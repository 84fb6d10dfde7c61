"""The Create page: words, canvas and results side by side. It arranges; `create_flow` connects."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QSplitter, QVBoxLayout, QWidget

from desktop.canvas.canvas_view import CanvasView
from desktop.canvas.drop_layer import DropLayer
from desktop.pages.regions import Region
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
NARROW = 1180  # px of the window: below, the results fold themselves
WIDE = 1600  # px of the window: from here both panels are wider
RAIL = 73  # px of the window that are not the page's: the rail and its line


@dataclass(frozen=True)
class CreateStates:
    """All state the page shows."""

    generation: GenerationState
    models: ModelsState
    jobs: JobsState
    promise: Promise
    results: ResultsModel


class CreatePage(QWidget):
    """Signals: `room_changed(bool)` when there is room for the results now, or no longer; `welcomed()`: the
    first card is gone.
    """

    room_changed = Signal(bool)
    welcomed = Signal()

    def __init__(self, states: CreateStates, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = WordsPanel(states.generation, states.models, states.jobs, states.promise)
        self.canvas = CanvasView()
        self.drops = DropLayer(self.canvas)
        self.results = ResultsStrip()
        self.results.set_model(states.results, ResultRole.PATH)
        self.messages = MessageBar(self.canvas)
        self.messages.covered.connect(self.canvas.keep_clear)
        self.canvas.proposal_changed.connect(self.results.view.mark)
        self.splitter = QSplitter(Qt.Orientation.Horizontal)
        self._card: FirstRunCard | None = None
        self._results_wanted = True
        self._fits = True
        self._moved = False  # whether a person moved a splitter
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
        self.splitter.splitterMoved.connect(self._splitter_moved)
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

    def results_fit(self) -> bool:
        """Whether there is room for the results at all."""
        return self.width() >= NARROW - RAIL

    def reset_widths(self) -> None:
        """The widths of a fresh start."""
        self._moved = False
        results = RESULTS_WIDE if self._is_wide() else RESULTS_WIDTH
        words = self.words.needed_width()
        self.splitter.setSizes([words, max(1, self.width() - words - results), results])

    def saved_widths(self) -> bytes:
        """For the settings; nothing where nobody moved a splitter: then the window decides."""
        return bytes(self.splitter.saveState().data()) if self._moved else b""

    def restore_widths(self, saved: bytes) -> None:
        """As it was left; a fresh start where that cannot be read."""
        self._moved = bool(saved) and self.splitter.restoreState(QByteArray(saved))
        self.splitter.setHandleWidth(1)

    def _fit_results(self) -> None:
        fits = self.results_fit()
        self.results.setVisible(self._results_wanted and fits)
        if fits != self._fits:
            self._fits = fits
            self.room_changed.emit(fits)

    def _is_wide(self) -> bool:
        return self.width() >= WIDE - RAIL

    @Slot()
    def _splitter_moved(self, *_ignored: object) -> None:
        self._moved = True

    def regions(self) -> list[Region]:
        """The parts between which F6 goes."""
        parts = [
            Region(self.words, self.words.words.prompt),
            Region(self.canvas, self.canvas),
            Region(self.messages, self.messages.entry()),
            Region(self.results, self.results.view),
        ]
        if self._card is not None:
            parts.insert(2, Region(self._card, self._card.entry()))
        return parts

    # --- first run --------------------------------------------------------------------------------

    def show_card(self) -> FirstRunCard:
        """The first card, over the canvas."""
        if self._card is None:
            self._card = FirstRunCard(self.canvas)
            self._card.started.connect(self.hide_card)
            self._card.skipped.connect(self.hide_card)
            self._place_card()
            self.canvas.set_covered(True)
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
            self.welcomed.emit()
            self.canvas.set_covered(False)
            self.words.foot.set_primary(True)
            self.words.words.prompt.setFocus()

    def card(self) -> FirstRunCard | None:
        return self._card

    def _place_card(self) -> None:
        if self._card is not None:
            self._card.place(self.canvas.size())

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
        self.words.set_wide(self._is_wide())
        if not self._moved:
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
