"""The one window: menus, rail, the page, the status strip; what is remembered from start to start."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable
from types import TracebackType

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from core.contract.errors import UnexpectedError
from desktop import settings as keys
from desktop import theme, window_pages
from desktop.actions import Actions
from desktop.attention import Attention
from desktop.dialogs.files import FileDialogs
from desktop.dialogs.help import Help
from desktop.engine.client import EngineClient
from desktop.pages import names
from desktop.pages.create_flow import CreateFlow, FlowParts
from desktop.pages.create_page import CreatePage, CreateStates
from desktop.pages.create_verbs import CreateVerbs
from desktop.pages.downloads import Downloads
from desktop.pages.inside import Inside
from desktop.pages.memory_verbs import MemoryVerbs
from desktop.pages.models import Models
from desktop.pages.names import CREATE, INSIDE, TEACH
from desktop.pages.page_stack import PageStack
from desktop.pages.permissions import Permissions
from desktop.pages.regions import Region
from desktop.pages.start_pictures import StartPictures
from desktop.pages.teaching import Teaching
from desktop.pages.welcome import Welcome
from desktop.panels.keys_card import KeysCard
from desktop.panels.message_bar import MessageBar
from desktop.panels.status_strip import StatusStrip
from desktop.remembered import Remembered
from desktop.settings import Settings
from desktop.state.generation_state import GenerationState
from desktop.state.jobs_state import JobsState
from desktop.state.library_state import LibraryState
from desktop.state.models_state import ModelsState
from desktop.state.promise import Promise
from desktop.state.results_model import ResultsModel
from desktop.state.token_counter import TokenCounter
from desktop.widgets.rule import Rule
from desktop.wording.errors import error_message

LEAST = (960, 600)  # px
FIRST = (1280, 800)  # px
SCHEMES: tuple[theme.Scheme, ...] = ("system", "light", "dark")


class MainWindow(QMainWindow):
    """Made with an engine client that the application starts once the window is seen. Signals: `closing()`."""

    closing = Signal()
    _defect_found = Signal(str, str)  # its kind, its report

    def __init__(self, client: EngineClient, settings: Settings) -> None:
        super().__init__()
        self.setWindowTitle("Reverie")
        self.setMinimumSize(*LEAST)
        self.client, self.settings = client, settings
        self.states = self._make_states()
        self.page = CreatePage(self.states)
        self.status = StatusStrip()
        self.library = LibraryState(parent=self)
        self.starts = StartPictures()
        counter = TokenCounter(self.states.generation, client, self)
        self.flow = CreateFlow(
            FlowParts(self.page, self.states, self.status, settings, self.starts, counter), self
        )
        self.verbs = CreateVerbs(
            self.page, self.states, self.flow, client, settings, FileDialogs(self)
        )
        self.downloads = Downloads(self)
        opening = self.verbs.opening
        dialogs = opening.dialogs
        self.models = Models(
            self.library, self.states, opening.additions, dialogs, self.downloads, self
        )
        self.teaching = Teaching(
            *(self, client, self.states, self.library, dialogs), bar=lambda: self._bar()
        )
        self.inside = Inside(client, self.states, dialogs, settings, self.teaching.trainings, self)
        self.attention = Attention(self, self.teaching.words_of)
        self.actions_table = Actions(self)
        self._undo = self.page.canvas.undo_stack.createUndoAction(self)
        self._redo = self.page.canvas.undo_stack.createRedoAction(self)
        self._arrange()
        self._connect_actions()
        self.memory = MemoryVerbs(self.page, self.states, client, self.actions_table, settings)
        self.teaching.arbiter.taken.connect(self.memory.make_room)
        self.memory.told.connect(lambda text: self._bar().show_note(text))
        self.help = Help(self, self.actions_table, settings, self._bar, lambda: self.pages.key)
        self._remembered = Remembered(self, self.actions_table, self.page, self.states, settings)
        self._defect_found.connect(self._tell_defect)
        self._restore()

    # --- building ---------------------------------------------------------------------------------

    def _make_states(self) -> CreateStates:
        promise = Promise(self)
        promise.restore(self.settings.get(keys.MEASURED))
        generation = GenerationState(self)
        generation.restore(self.settings.get(keys.GENERATION))
        models = ModelsState(self)
        models.load(self.settings.get(keys.MODEL))
        return CreateStates(
            generation=generation,
            models=models,
            jobs=JobsState(self.client, promise, self),
            promise=promise,
            results=ResultsModel(self),
        )

    def _arrange(self) -> None:
        self.pages = PageStack(
            (
                window_pages.create_row(self.page),
                window_pages.library_row(self.models),
                window_pages.teach_row(self.teaching),
                window_pages.inside_row(self.inside),
            )
        )
        central = QWidget()
        column = QVBoxLayout(central)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.pages, 1)
        column.addWidget(Rule())
        column.addWidget(self.status)
        self.setCentralWidget(central)
        self.keys_card = KeysCard(self.actions_table.keys(), central)

    def _connect_actions(self) -> None:
        table, page, flow, opening = self.actions_table, self.page, self.flow, self.verbs.opening
        canvas = page.canvas
        for name, slot in {
            "open_picture": lambda: self._on_create(opening.open_picture),
            "open_model": lambda: self._on_create(opening.open_model),
            "open_model_file": lambda: self._on_create(opening.open_model_file),
            "download_model": self.downloads.open,
            "show_pictures": opening.show_pictures,
            "move_pictures": opening.move_pictures,
            "quit": self.close,
            "paste": page.drops.paste,
            "clear": canvas.clear,
            "fit": canvas.fit,
            "actual": canvas.actual_size,
            "zoom_in": canvas.zoom_in,
            "zoom_out": canvas.zoom_out,
            "generate": flow.generate,
            "stop": flow.stop,
            "drop_waiting": self.states.jobs.drop_waiting,
            "keep": canvas.keep,
            "discard": canvas.discard,
            "next_region": self._next_region,
            "keys": self.keys_card.toggle,
            **self.pages.acts(),
        }.items():
            table[name].triggered.connect(lambda _checked=False, slot=slot: slot())
        edit = table.menus["edit"]
        for action, found in (
            (self._redo, ("Ctrl+Shift+Z", "Ctrl+Y")),
            (self._undo, ("Ctrl+Z",)),
        ):
            action.setShortcuts([QKeySequence(key) for key in found])
            edit.insertAction(edit.actions()[0], action)
        edit.insertSeparator(table["paste"])
        self._connect_parts()

    def _connect_parts(self) -> None:
        table, page, flow, opening = self.actions_table, self.page, self.flow, self.verbs.opening
        table["words"].toggled.connect(page.show_words)
        table["results"].toggled.connect(page.show_results)
        table["canvas_only"].toggled.connect(self._canvas_only)
        for scheme in SCHEMES:
            action = table[f"scheme_{scheme}"]
            action.triggered.connect(lambda _c=False, scheme=scheme: self.use_scheme(scheme))
        page.words.generate_asked.connect(flow.generate)
        page.words.stop_asked.connect(flow.stop)
        self.downloads.join(page.words, self.library)
        self.teaching.join(self.downloads)
        self.downloads.use_asked.connect(lambda _path: self.pages.show_page(CREATE))
        self.downloads.use_asked.connect(opening.use_model)
        self.pages.changed.connect(self._page_changed)
        self.models.used.connect(self._used)
        for asked in (self.teaching.used, self.teaching.paint_asked):
            asked.connect(lambda: self.pages.show_page(CREATE))
        self.teaching.active_changed.connect(self._teaches)
        self.teaching.told.connect(self.status.show_training)
        self.status.training_asked.connect(lambda: self.teaching.verbs.show_told())
        self.teaching.seen_asked.connect(lambda: self.pages.show_page(TEACH))
        for ended in (self.teaching.trainings.finished, self.teaching.trainings.failed):
            ended.connect(self.attention.call)
        page.words.loras.taught_asked.connect(
            lambda identifier: self.teaching.verbs.paint_with(identifier)
        )
        self.teaching.trainings.all_changed.connect(
            lambda _all: page.words.loras.show_taught(self.teaching.so_far())
        )
        self.inside.teach_asked.connect(table["teach_photos"].trigger)
        for asked in (page.canvas.look_asked, page.results.view.look_asked):
            asked.connect(self._look_into)
        flow.drawn.connect(self._drawn)
        flow.started_drawing.connect(self.save_state)
        self.permissions = Permissions(table, page, self.states.jobs, lambda: self.pages.key)
        self.permissions.also_undo(self._undo, self._redo)
        for changed in self.permissions.changes():
            changed.connect(self._allow)

    def _restore(self) -> None:
        self.resize(*FIRST)
        self.states.results.load(self.flow.pictures_folder())
        self._remembered.restore()
        self._check_scheme(self.settings.get(keys.SCHEME))
        self.page.words.words.prompt.setFocus()
        if not self.settings.get(keys.WELCOMED):
            self._welcome = Welcome(self.page, self.states, self.verbs.opening, self.settings)
        self.verbs.tell_start(self.settings.get(keys.MODEL))

    @Slot()
    def save_state(self) -> None:
        """Put down everything the next start takes over."""
        self._remembered.save()

    @Slot()
    def _allow(self, *_ignored: object) -> None:
        self.permissions.look()

    # --- pages ------------------------------------------------------------------------------------

    @Slot(str)
    def _page_changed(self, key: str) -> None:
        if key != CREATE:
            self.actions_table["canvas_only"].setChecked(False)
            self.flow.forget_ended()
        self.status.zoom.setVisible(key == CREATE)
        self.memory.hold(key == INSIDE)  # the recording lies in the engine
        self._allow()

    def _bar(self) -> MessageBar:
        """Of the page that is seen."""
        match self.pages.key:
            case names.LIBRARY:
                return self.models.page.messages
            case names.TEACH:
                return self.teaching.page.messages
            case names.INSIDE:
                return self.inside.page.messages
        return self.page.messages

    def _on_create(self, act: Callable[[], object]) -> None:
        """What it does is seen there."""
        if self.pages.key != CREATE:
            self.pages.show_page(CREATE)
        act()

    @Slot(str)
    def _used(self, note: str) -> None:
        self.pages.show_page(CREATE)
        if note:
            self.page.messages.show_note(note)

    @Slot(bool)
    def _teaches(self, active: bool) -> None:
        self.pages.rail.mark(TEACH, self.tr("A training runs") if active else "")

    @Slot(str)
    def _look_into(self, picture: str) -> None:
        self.pages.show_page(INSIDE)
        self.inside.look_into(picture)

    @Slot(str)
    def _drawn(self, picture: str) -> None:
        drawing = self.states.jobs.current
        if drawing is not None:  # another model may be chosen meanwhile
            self.library.drawn_with(drawing.request.model, picture)

    # --- what the window does itself --------------------------------------------------------------

    def report_defect(
        self, kind: type[BaseException], defect: BaseException, trace: TracebackType | None
    ) -> None:
        """A defect of ours in a slot or on a worker thread: said in the bar, with its report; the window goes on."""
        sys.__excepthook__(kind, defect, trace)
        details = "".join(traceback.format_exception(kind, defect, trace))
        self._defect_found.emit(kind.__name__, details)  # widgets belong to the window's thread

    @Slot(str, str)
    def _tell_defect(self, kind: str, details: str) -> None:
        error = UnexpectedError(kind, details)
        self.verbs.show(error_message(error, details), None, error)

    def use_scheme(self, scheme: theme.Scheme) -> None:
        """Colours as the system's, or always light or dark."""
        self.settings.put(keys.SCHEME, scheme)
        self._check_scheme(scheme)
        theme.theme().apply(scheme)

    def _check_scheme(self, wanted: str) -> None:
        for scheme in SCHEMES:
            self.actions_table[f"scheme_{scheme}"].setChecked(scheme == wanted)

    @Slot(bool)
    def _canvas_only(self, only: bool) -> None:
        table = self.actions_table
        self.pages.rail.setVisible(not only)
        self.page.show_words(not only and table["words"].isChecked())
        self.page.show_results(not only and table["results"].isChecked())
        self._allow()
        if only:
            self.page.canvas.setFocus()

    @Slot()
    def _next_region(self) -> None:
        status = () if self.pages.key != CREATE else (Region(self.status, self.status.zoom),)
        self.pages.next_region(self.focusWidget(), *status)

    # --- Qt ---------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ThemeChange:
            theme.theme().refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Quitting asks nothing: all is put down, the engine ends."""
        self.closing.emit()
        self._remembered.save_last()
        self.settings.sync()
        self.hide()
        self.downloads.shutdown()
        self.client.shutdown()
        self.teaching.shutdown()
        self.library.shutdown()
        self.starts.clear()
        self.inside.shutdown()
        event.accept()
