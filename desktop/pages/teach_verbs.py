"""What one can do on the Teach page: connects page, trainings, checks, dialogs and the Create page. It draws nothing."""

from __future__ import annotations

import shutil
import uuid
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from core.contract import events as ev
from core.contract.draft import Draft, DraftPhoto, Teaching
from core.contract.errors import ReverieError
from core.files import folders, places, run_folders, teachings
from core.files.photo_folders import photos_in
from desktop import teach_notices, teach_phrases
from desktop.dialogs.files import FileDialogs
from desktop.engine.arbiter import Arbiter
from desktop.engine.client import EngineClient
from desktop.pages import teach_use
from desktop.pages.create_page import CreateStates
from desktop.pages.teach_page import TeachPage
from desktop.state.draft_config import method_of
from desktop.state.library_state import LibraryState
from desktop.state.observable import bind
from desktop.state.training_course import Course, course_of
from desktop.state.trainings_state import TrainingsState, error_of
from desktop.wizards.teach_wizard import START, saved_text
from desktop.wording.errors import error_message

RENEW_MS = 250  # between two looks at a running training
DISK_EACH = 60_000_000  # bytes a saved state of a LoRA takes at most, all in all
DISK_FULL = 14_000_000_000  # of a whole model with its optimiser, SD 1.5


class TeachVerbs(QObject):
    """Signals: `used()` something taught is on the Create page now · `paint_asked()` · `active_changed(bool)` a
    training runs.
    """

    used = Signal()
    paint_asked = Signal()
    active_changed = Signal(bool)

    def __init__(
        self,
        page: TeachPage,
        trainings: TrainingsState,
        arbiter: Arbiter,
        states: CreateStates,
        library: LibraryState,
        client: EngineClient,
        dialogs: FileDialogs,
    ) -> None:
        super().__init__(page)
        self._page, self._trainings, self._arbiter = page, trainings, arbiter
        self._states, self._library, self._client = states, library, client
        self.dialogs = dialogs
        self._shown = ""  # the training whose course is seen
        self._courses: dict[str, Course] = {}
        self._question = ""  # the job that counts the pieces of a word
        self._renew = QTimer(self, singleShot=True, interval=RENEW_MS)
        self._renew.timeout.connect(self._show_run)
        self._connect_list()
        self._connect_wizard()
        self._connect_run()
        trainings.heard.connect(self._heard)
        trainings.failed.connect(self._failed)
        trainings.finished.connect(self._finished)
        trainings.refused.connect(self._refused)
        trainings.changed.connect(self._changed)
        arbiter.waiting_changed.connect(self._making_room)
        client.heard.connect(self._counted)
        bind(trainings, "all", self._show_list)
        bind(states.models, "models", self._show_models)

    # --- the list ---------------------------------------------------------------------------------

    def _connect_list(self) -> None:
        page = self._page
        page.dropped.connect(self.teach_from)
        page.list.new_asked.connect(self.choose_photos)
        page.list.folder_asked.connect(self.choose_folder)
        page.list.opened.connect(self.open)
        page.list.verb.connect(self._verb)
        page.list.trash_asked.connect(self._ask_trash)

    @Slot(object)
    def _show_list(self, trainings: tuple[Teaching, ...]) -> None:
        self._page.list.show_trainings(trainings, self._arbiter.makes_room)
        self.active_changed.emit(any(t.status in ("running", "waiting") for t in trainings))

    @Slot(str)
    def open(self, identifier: str) -> None:
        """A draft in the wizard, any other's course."""
        teaching = self._trainings.get(identifier)
        if teaching is None:
            return
        if teaching.status == "draft":
            self._page.wizard.show_teaching(teaching)
            self._page.show_wizard()
            return
        self._shown = identifier
        if identifier not in self._courses or teaching.status != "running":
            self._courses[identifier] = course_of(teaching)
        self._show_run()
        self._page.show_run()

    @Slot(str, str)
    def _verb(self, identifier: str, verb: str) -> None:
        match verb:
            case "pause":
                self._trainings.pause(identifier)
            case "go_on":
                self._trainings.start(identifier)
            case "use":
                self.use(identifier)
            case _:
                self.open(identifier)

    @Slot(str)
    def _ask_trash(self, identifier: str) -> None:
        teaching = self._trainings.get(identifier)
        if teaching is not None:
            question, verb = (
                teach_notices.trash_question(teaching),
                teach_notices.trash_verb(teaching),
            )
            self._ask(question, verb, lambda: self._trainings.remove(identifier))

    def _ask(self, question: str, verb: str, act: Callable[[], object]) -> None:
        self._page.messages.show_note(question, [(verb, act)])
        self._page.messages.entry().setFocus()

    # --- photos come in ---------------------------------------------------------------------------

    @Slot(list)
    def teach_from(self, paths: list[str]) -> None:
        """Photos and folders: into the open draft, else a new one. Nothing is copied."""
        photos = photos_in(paths)
        if not photos:
            self._page.messages.show_note(teach_notices.no_photos(len(paths)))
            return
        wizard = self._page.wizard
        if self._page.shows() is wizard and wizard.id:
            wizard.photos.add_paths(photos)
            return
        teaching = self._new(photos)
        wizard.show_teaching(teaching)
        self._page.show_wizard()
        self._trainings.write(teaching.id, replace(teaching.draft, page=0))
        self._trainings.save_now()

    def _new(self, photos: list[str]) -> Teaching:
        starter, current = self._states.models.starter(), self._states.models.current
        engine = self._states.jobs.engine
        on_cpu = engine is None or engine.device == "cpu"
        model = starter if on_cpu and starter is not None else current or starter
        draft = Draft(
            model=model.path if model else "", photos=tuple(DraftPhoto(path) for path in photos)
        )
        return self._trainings.new_draft(draft)

    @Slot()
    def choose_photos(self) -> None:
        """From the disk."""
        paths = self.dialogs.open_pictures(
            self.tr("Choose photos"), self.tr("Photos"), str(Path.home())
        )
        if paths:
            self.teach_from(paths)

    @Slot()
    def choose_folder(self) -> None:
        chosen = self.dialogs.choose_folder(self.tr("A folder of photos"), str(Path.home()))
        if chosen:
            self.teach_from([chosen])

    # --- the wizard -------------------------------------------------------------------------------

    def _connect_wizard(self) -> None:
        wizard = self._page.wizard
        wizard.edited.connect(self._edited)
        wizard.closed.connect(self._page.show_list)
        wizard.start_asked.connect(self._start)
        wizard.step_shown.connect(self._step_shown)
        wizard.photos.add_asked.connect(self.choose_photos)
        wizard.photos.folder_asked.connect(self.choose_folder)
        wizard.what.word_asked.connect(self._ask_word)
        wizard.start.folder_asked.connect(self._elsewhere)

    @Slot(object)
    def _show_models(self, _models: object) -> None:
        models = self._states.models
        starter = models.starter()
        ordered = sorted(models.models, key=lambda info: info != starter)
        self._page.wizard.what.show_models([(info.path, info.title) for info in ordered])

    @Slot(str, object)
    def _edited(self, identifier: str, draft: Draft) -> None:
        self._trainings.write(identifier, draft)
        if self._page.wizard.step() == START:
            self._show_plan()

    @Slot(int)
    def _step_shown(self, step: int) -> None:
        wizard = self._page.wizard
        if step == 0:
            self._ask_word(wizard.draft.word, wizard.draft.model)
        if step == START:
            self._show_plan()

    @Slot(str, str)
    def _ask_word(self, word: str, model: str) -> None:
        """One piece, and unknown to the model, is what one wants."""
        what = self._page.wizard.what
        self._question = ""
        if not word.strip():
            what.say_of_word("", good=True)
            return
        others = {
            t.draft.word
            for t in self._trainings.all
            if t.id != self._page.wizard.id and t.status != "draft"
        }
        info = next((i for i in self._states.models.models if i.path == model), None)
        if word in others:
            what.say_of_word(
                self.tr("You taught this word already; another one is safer."), good=False
            )
        elif info is not None and info.words is not None and word.lower() in info.words:
            what.say_of_word(self.tr("The model knows this word: it would forget it."), good=False)
        else:
            what.say_of_word("", good=True)
            if model and self._states.jobs.engine is not None:
                self._question = uuid.uuid4().hex
                self._client.submit(ev.CountTokens(self._question, model, word, plain=True))

    @Slot(object)
    def _counted(self, event: object) -> None:
        if not isinstance(event, ev.TokenCount) or event.job != self._question:
            return
        what = self._page.wizard.what
        if event.tokens == 1:
            what.say_of_word(self.tr("Good: one piece, and rare."), good=True)
        else:
            text = self.tr("It has {0} pieces; a shorter one is learned faster.")
            what.say_of_word(text.format(event.tokens), good=True)

    def _show_plan(self) -> None:
        wizard = self._page.wizard
        teaching = self._trainings.get(wizard.id)
        if teaching is None:
            return
        folder = Path(teaching.folder) if teaching.folder else self._free_folder(teaching)
        info = next((i for i in self._states.models.models if i.path == wizard.draft.model), None)
        title = info.title if info is not None else self.tr("no model")
        needed = disk_bytes(wizard.draft)
        wizard.start.show_plan(title, None, str(folder), needed, _free(folder))
        wizard.judge()

    def _free_folder(self, teaching: Teaching) -> Path:
        taken = (t.folder for t in self._trainings.all if t.id != teaching.id)
        return teachings.free_folder(self._page.wizard.draft.title, taken)

    @Slot()
    def _elsewhere(self) -> None:
        """Another folder for this training."""
        wizard = self._page.wizard
        chosen = self.dialogs.choose_folder(self.tr("Where it is kept"), str(folders.pictures()))
        teaching = self._trainings.get(wizard.id)
        if chosen and teaching is not None:
            name = teachings.slug(wizard.draft.title)
            self._trainings.place(wizard.id, str(teachings.free_in(Path(chosen), name)))
            self._show_plan()

    @Slot(str)
    def _start(self, identifier: str) -> None:
        """It joins the list; what runs there goes first."""
        self._trainings.save_now()
        self._courses.pop(identifier, None)
        self._trainings.start(identifier)
        self._page.show_list()

    # --- the course of one ------------------------------------------------------------------------

    def _connect_run(self) -> None:
        run = self._page.run
        run.back_asked.connect(self._page.show_list)
        run.pause_asked.connect(lambda: self._trainings.pause(self._shown))
        run.go_on_asked.connect(lambda: self._trainings.start(self._shown))
        run.finish_asked.connect(lambda: self._trainings.finish(self._shown))
        run.paint_asked.connect(self.paint_asked)
        run.try_asked.connect(lambda strength: self.use(self._shown, strength))
        run.show_asked.connect(self._show_file)
        run.data_asked.connect(self._ask_data)

    @Slot()
    def _show_run(self) -> None:
        teaching = self._trainings.get(self._shown)
        if teaching is None:
            return
        course = self._courses.setdefault(teaching.id, Course())
        finished = teaching.status == "finished"
        data = (
            run_folders.learning_bytes(Path(teaching.folder)) if finished and teaching.folder else 0
        )
        room = self._arbiter.makes_room and teaching.status == "waiting"
        self._page.run.show_training(teaching, course, makes_room=room, learning_bytes=data)

    @Slot(str, object)
    def _heard(self, identifier: str, event: ev.Event) -> None:
        if identifier not in self._courses:
            teaching = self._trainings.get(identifier)
            self._courses[identifier] = course_of(teaching) if teaching else Course()
        self._courses[identifier].hear(event)
        if isinstance(event, ev.TrainStep):
            self._trainings.tell_soon()
        if identifier == self._shown and not self._renew.isActive():
            self._renew.start()

    @Slot(str)
    def _changed(self, identifier: str) -> None:
        if identifier == self._shown and not self._renew.isActive():
            self._renew.start()
        if identifier == self._page.wizard.id:
            clock = datetime.now().strftime("%H:%M")
            self._page.wizard.say_saved(saved_text(clock))

    def use(self, identifier: str, strength: float | None = None) -> None:
        """Onto the Create page; a strength that was chosen is the usual one from then on."""
        teaching = self._trainings.get(identifier)
        if teaching is None:
            return
        strength = teaching.strength if strength is None else strength
        end = teach_use.error_of_use(self._states, teaching, strength)
        if end == "gone":
            self._page.messages.show_error(teach_notices.result_gone(teaching))
        elif isinstance(end, ReverieError):
            self._page.messages.show_error(error_message(end).text)
        else:
            self._trainings.recommend(identifier, strength)
            self.used.emit()

    def _show_file(self) -> None:
        teaching = self._trainings.get(self._shown)
        path = teach_use.result_file(teaching) if teaching is not None else None
        if path is not None:
            folder = path if path.is_dir() else path.parent
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))

    def _ask_data(self) -> None:
        teaching = self._trainings.get(self._shown)
        if teaching is not None:
            size = run_folders.learning_bytes(Path(teaching.folder))
            question = teach_notices.data_question(teaching, size)
            verb = self.tr("Move to the trash")
            self._ask(question, verb, lambda: self._trainings.delete_learning_data(teaching.id))

    # --- what happens by itself -------------------------------------------------------------------

    def offer_unfinished(self) -> None:
        """At the start: what a crash or a closed window left."""
        waiting = self._trainings.interrupted()
        if not waiting:
            return
        teaching = waiting[0]
        actions: list[tuple[str, Callable[[], object]]] = [
            (self.tr("Go on"), lambda: self._trainings.start(teaching.id)),
            (self.tr("Later"), lambda: None),
        ]
        if teaching.step > 0:
            keep = self.tr("Stop and keep")
            actions.append((keep, lambda: self._trainings.finish(teaching.id)))
        self._page.messages.show_error(teach_phrases.unfinished_text(teaching), actions)

    @Slot(str, object)
    def _failed(self, identifier: str, error: ReverieError) -> None:
        teaching = self._trainings.get(identifier)
        if teaching is None:
            return
        message = teach_notices.failed(teaching, error, getattr(error, "details", ""))
        actions = [(self.tr("Try again"), lambda: self._trainings.start(identifier))]
        self._page.messages.show_error(message.text, actions, message.details)

    @Slot(str)
    def _finished(self, identifier: str) -> None:
        teaching = self._trainings.get(identifier)
        if teaching is None:
            return
        path = teach_use.result_file(teaching)
        if path is not None:
            try:
                self._library.add(str(path.parent if path.is_file() else path))
            except ReverieError as error:
                self._refused(error)
        show = (self.tr("Show it"), lambda: self.open(identifier))
        use = (self.tr("Use it"), lambda: self.use(identifier))
        self._page.messages.show_note(teach_notices.finished(teaching), [use, show])

    @Slot(object)
    def _refused(self, error: ReverieError) -> None:
        self._page.messages.show_error(error_message(error).text)

    @Slot(bool)
    def _making_room(self, waits: bool) -> None:
        if waits:
            self._page.messages.show_note(teach_notices.makes_room())

    def last_error(self, identifier: str) -> ReverieError | None:
        """Why the training with this id does not go on."""
        teaching = self._trainings.get(identifier)
        return error_of(teaching) if teaching else None


def disk_bytes(draft: Draft) -> int:
    """What a training may take on the disk at most: saved states, photos prepared, samples. An upper bound."""
    photos = 4_000_000 * len(draft.used)
    return photos + (DISK_FULL if method_of(draft) == "full" else 6 * DISK_EACH)


def _free(folder: Path) -> int:
    """Bytes free where `folder` will be, −1 where nobody knows."""
    try:
        return shutil.disk_usage(places.nearest(folder)).free
    except OSError:
        return -1
