"""The one window: menus, rail, the page, the status strip; what is remembered from start to start."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QByteArray, QEvent, Slot
from PySide6.QtGui import QCloseEvent, QKeySequence
from PySide6.QtWidgets import QMainWindow, QVBoxLayout, QWidget

from core.contract.errors import UnexpectedError
from core.files.catalogue.entry import Entry
from desktop import library_notices, phrases, theme, wording
from desktop import settings as keys
from desktop.actions import Actions
from desktop.dialogs.files import FileDialogs
from desktop.engine.client import EngineClient
from desktop.pages.create_flow import CreateFlow, FlowParts
from desktop.pages.create_page import CreatePage, CreateStates
from desktop.pages.create_verbs import CreateVerbs
from desktop.pages.downloads import Downloads
from desktop.pages.library_page import LibraryPage
from desktop.pages.library_verbs import LibraryVerbs
from desktop.pages.memory_verbs import MemoryVerbs
from desktop.pages.page_stack import PageSpec, PageStack
from desktop.pages.permissions import Permissions
from desktop.pages.regions import Region, go_on
from desktop.pages.start_pictures import StartPictures
from desktop.panels.keys_card import KeysCard
from desktop.panels.status_strip import StatusStrip
from desktop.settings import Settings
from desktop.state.generation_state import GenerationState
from desktop.state.jobs_state import JobsState
from desktop.state.library_state import LibraryState
from desktop.state.models_state import ModelsState
from desktop.state.observable import bind
from desktop.state.promise import Promise
from desktop.state.results_model import ResultsModel
from desktop.state.token_counter import TokenCounter
from desktop.widgets.rule import Rule

LEAST = (960, 600)  # px
FIRST = (1280, 800)  # px
# How a person left More; none of them: nobody touched it.
MORE_LEFT = {"open": True, "folded": False}
CREATE, LIBRARY = "create", "library"  # the pages
SCHEMES: tuple[theme.Scheme, ...] = ("system", "light", "dark")


class MainWindow(QMainWindow):
    """Made with an engine client that the application starts once the window is seen."""

    def __init__(self, client: EngineClient, settings: Settings) -> None:
        super().__init__()
        self.setWindowTitle("Reverie")
        self.setMinimumSize(*LEAST)
        self.client, self.settings = client, settings
        self.states = self._make_states()
        self.page = CreatePage(self.states)
        self.status = StatusStrip()
        self.library = LibraryState(parent=self)
        self.library_page = LibraryPage(self.library)
        self.starts = StartPictures()
        counter = TokenCounter(self.states.generation, client, self)
        self.flow = CreateFlow(
            FlowParts(self.page, self.states, self.status, settings, self.starts, counter), self
        )
        self.verbs = CreateVerbs(
            self.page, self.states, self.flow, client, settings, FileDialogs(self)
        )
        self.downloads = Downloads(self)
        self.library_verbs = LibraryVerbs(
            self.library_page,
            self.library,
            self.states,
            self.verbs.additions,
            self.verbs.dialogs,
        )
        self.actions_table = Actions(self)
        self._undo = self.page.canvas.undo_stack.createUndoAction(self)
        self._redo = self.page.canvas.undo_stack.createRedoAction(self)
        self._arrange()
        self._connect_actions()
        self.memory = MemoryVerbs(self.page, self.states, client, self.actions_table, settings)
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
        page, shelf = self.page, self.library_page
        texts = self.tr("Draw pictures from words"), self.tr("Models and what goes with them")
        first, second = self.tr("Create"), self.tr("Library")
        self.pages = PageStack(
            (
                PageSpec(CREATE, first, "brush", texts[0], page, lambda: page.words.words.prompt),
                PageSpec(LIBRARY, second, "library", texts[1], shelf, lambda: shelf.list),
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
        table, page, flow, verbs = self.actions_table, self.page, self.flow, self.verbs
        canvas = page.canvas
        for name, slot in {
            "open_picture": verbs.open_picture,
            "open_model": verbs.open_model,
            "open_model_file": verbs.open_model_file,
            "download_model": self.downloads.open,
            "show_pictures": verbs.show_pictures,
            "move_pictures": verbs.move_pictures,
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
            "show_create": lambda: self.pages.show_page(CREATE),
            "show_library": lambda: self.pages.show_page(LIBRARY),
            "add_models": self._add_models,
            "find": self._find,
            "look_again": self.library.look,
            "next_region": self._next_region,
            "keys": self.keys_card.toggle,
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
        table["words"].toggled.connect(page.show_words)
        table["results"].toggled.connect(page.show_results)
        table["canvas_only"].toggled.connect(self._canvas_only)
        for scheme in SCHEMES:
            action = table[f"scheme_{scheme}"]
            action.triggered.connect(lambda _c=False, scheme=scheme: self.use_scheme(scheme))
        page.words.generate_asked.connect(flow.generate)
        page.words.stop_asked.connect(flow.stop)
        self.downloads.join(page.words, self.library_page, self.library)
        self.downloads.use_asked.connect(lambda _path: self.pages.show_page(CREATE))
        self.downloads.use_asked.connect(verbs.use_model)
        self.pages.changed.connect(self._page_changed)
        self.library_verbs.used.connect(self._used)
        flow.drawn.connect(self._drawn)
        flow.started_drawing.connect(self.save_state)
        self.permissions = Permissions(
            table, page, self.states.jobs, lambda: self.pages.key == CREATE
        )
        self.permissions.also_undo(self._undo, self._redo)
        for changed in self.permissions.changes():
            changed.connect(self._allow)

    # --- what is remembered -----------------------------------------------------------------------

    def _restore(self) -> None:
        get, table = self.settings.get, self.actions_table
        self.resize(*FIRST)
        if get(keys.GEOMETRY):
            self.restoreGeometry(QByteArray(get(keys.GEOMETRY)))
        self.page.restore_widths(get(keys.SPLITTER))
        table["words"].setChecked(get(keys.WORDS_SHOWN))
        table["results"].setChecked(get(keys.RESULTS_SHOWN))
        self.page.show_words(get(keys.WORDS_SHOWN))
        self.page.show_results(get(keys.RESULTS_SHOWN))
        self.page.words.more.choose(MORE_LEFT.get(get(keys.MORE)))
        scheme = get(keys.SCHEME)
        self._check_scheme(scheme)
        self.states.results.load(self.flow.pictures_folder())
        self._restore_picture()
        self.page.words.words.prompt.setFocus()
        if not get(keys.WELCOMED):
            self._welcome()
        self.verbs.tell_start(get(keys.MODEL))

    def _restore_picture(self) -> None:
        path = self.settings.get(keys.CANVAS_PICTURE)
        if path and Path(path).is_file():
            if self.settings.get(keys.START_FROM) == "picture":
                self.states.generation.start_from = "picture"
            self.page.canvas.start_from(path, "restore")

    @Slot()
    def save_state(self) -> None:
        """Put down everything the next start takes over."""
        put, states = self.settings.put, self.states
        picture = self.page.canvas.picture()
        put(keys.GENERATION, states.generation.saved())
        put(keys.START_FROM, states.generation.start_from)
        put(keys.CANVAS_PICTURE, picture.path if picture else "")
        put(keys.MODEL, states.models.current.path if states.models.current else "")
        put(keys.MEASURED, states.promise.saved())
        put(keys.MORE, self._more_left())
        if not self.actions_table["canvas_only"].isChecked():
            put(keys.GEOMETRY, bytes(self.saveGeometry().data()))
            put(keys.SPLITTER, self.page.saved_widths())
            put(keys.WORDS_SHOWN, self.actions_table["words"].isChecked())
            put(keys.RESULTS_SHOWN, self.actions_table["results"].isChecked())

    def _more_left(self) -> str:
        chosen = self.page.words.more.chosen()
        return next((name for name, opened in MORE_LEFT.items() if opened is chosen), "")

    @Slot()
    def _allow(self, *_ignored: object) -> None:
        self.permissions.look()

    # --- pages ------------------------------------------------------------------------------------

    @Slot(str)
    def _page_changed(self, key: str) -> None:
        if key != CREATE:
            self.actions_table["canvas_only"].setChecked(False)
        self.status.zoom.setVisible(key == CREATE)
        self._allow()

    def _add_models(self) -> None:
        self.pages.show_page(LIBRARY)
        self.library_verbs.add_folder()

    def _find(self) -> None:
        self.pages.show_page(LIBRARY)
        self.library_page.focus_search()

    @Slot(object)
    def _used(self, entry: Entry) -> None:
        self.pages.show_page(CREATE)
        if entry.kind == "model":  # of the others their own verbs tell
            self.page.messages.show_note(library_notices.used_text(entry))

    @Slot(str)
    def _drawn(self, picture: str) -> None:
        if self.states.models.current is not None:
            self.library.drawn_with(self.states.models.current.path, picture)

    # --- what the window does itself --------------------------------------------------------------

    def report_defect(
        self, kind: type[BaseException], defect: BaseException, trace: TracebackType | None
    ) -> None:
        """A defect of ours in a slot: said in the bar, with its report; the window goes on."""
        sys.__excepthook__(kind, defect, trace)
        details = "".join(traceback.format_exception(kind, defect, trace))
        error = UnexpectedError(kind.__name__, details)
        self.verbs.show(wording.error_message(error, details), None, error)

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
        if self.pages.key == LIBRARY:
            go_on(self.library_page.regions(), self.focusWidget())
            return
        status = Region(self.status, self.status.zoom)
        go_on([*self.page.regions(), status], self.focusWidget())

    def _welcome(self) -> None:
        card = self.page.show_card()
        card.change_folder.connect(self.verbs.move_pictures)
        card.models_elsewhere.connect(self.verbs.open_model)
        self.page.welcomed.connect(self._welcomed)
        self.verbs.tell_card()
        bind(self.states.jobs, "engine", self._tell_computer)
        bind(self.states.models, "models", self._tell_models)

    @Slot()
    def _welcomed(self) -> None:
        self.settings.put(keys.WELCOMED, True)

    @Slot(object)
    def _tell_computer(self, info: object) -> None:
        card = self.page.card()
        if card is not None:
            card.set_computer(phrases.computer_text(self.states.jobs.engine))

    @Slot(object)
    def _tell_models(self, models: object) -> None:
        card = self.page.card()
        if card is not None:
            card.set_models(phrases.models_text([info.title for info in self.states.models.models]))

    # --- Qt ---------------------------------------------------------------------------------------

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.ThemeChange:
            theme.theme().refresh()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Quitting asks nothing: all is put down, the engine ends."""
        self.save_state()
        self.settings.sync()
        self.hide()
        self.downloads.shutdown()
        self.client.shutdown()
        self.library.shutdown()
        self.starts.clear()
        event.accept()
