"""What one can do on the Teach page: connects page, trainings, checks, dialogs and the Create page. It draws nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from core.contract import events as ev
from core.contract.draft import Teaching
from core.contract.errors import ReverieError
from core.files.trainings import run_folders
from desktop.engine.arbiter import Arbiter
from desktop.notices import teach as teach_notices
from desktop.pages import teach_use
from desktop.pages.create_page import CreateStates
from desktop.pages.teach_news import TeachNews
from desktop.pages.teach_page import TeachPage
from desktop.panels.message_bar import MessageBar
from desktop.phrases import teach as teach_phrases
from desktop.state.library_state import LibraryState
from desktop.state.observable import bind
from desktop.state.step_jobs import StepJobs
from desktop.state.training_course import Course, course_of, how_far
from desktop.state.trainings_state import TrainingsState, error_of
from desktop.state.ways_on import taught_anew
from desktop.wizards.teach_wizard import HOW

RENEW_MS = 250  # between two looks at a running training


class TeachVerbs(QObject):
    """Signals: `used()` something taught is on the Create page now · `paint_asked()` · `active_changed(bool)` a
    training runs · `seen_asked()` this page · `told(float | None, str)` how far what is taught is, and the sentence
    for other pages; "" for nothing.
    """

    used = Signal()
    paint_asked = Signal()
    active_changed = Signal(bool)
    seen_asked = Signal()
    told = Signal(object, str)

    def __init__(
        self,
        page: TeachPage,
        trainings: TrainingsState,
        arbiter: Arbiter,
        states: CreateStates,
        library: LibraryState,
        steps: StepJobs,
        bar: Callable[[], MessageBar] | None = None,
    ) -> None:
        """`bar`: of the page that is seen, for what happens by itself; None: the Teach page's own."""
        super().__init__(page)
        self.news = TeachNews(trainings, bar or (lambda: page.messages), self)
        self._steps = steps
        self._page, self._trainings, self._arbiter = page, trainings, arbiter
        self._states, self._library = states, library
        self._shown = ""  # the training whose course is seen
        self._courses: dict[str, Course] = {}
        self._renew = QTimer(self, singleShot=True, interval=RENEW_MS)
        self._renew.timeout.connect(self._show_all)
        self._connect_list()
        self._connect_run()
        trainings.heard.connect(self._heard)
        trainings.finished.connect(self._finished)
        trainings.changed.connect(self._changed)
        trainings.leaving_changed.connect(self._show_all)
        arbiter.waiting_changed.connect(self.news.making_room)
        self.news.show_asked.connect(self._let_see)
        self.news.use_asked.connect(self.use)
        self.news.anew_asked.connect(self.teach_anew)
        steps.taken.connect(self._taken)
        steps.so_far.connect(self._use_so_far)
        steps.refused.connect(lambda _id, error: self.news.refused(error))
        steps.busy_changed.connect(self._show_run)
        bind(trainings, "all", self._show_list)

    # --- the list ---------------------------------------------------------------------------------

    def _connect_list(self) -> None:
        page = self._page
        page.list.opened.connect(self.open)
        page.list.verb.connect(self._verb)
        page.list.trash_asked.connect(self._ask_trash)

    @Slot(object)
    def _show_list(self, trainings: tuple[Teaching, ...]) -> None:
        leaving = {t.id: self._trainings.leaving_of(t.id) for t in trainings}
        room = self._arbiter.makes_room
        self._page.list.show_trainings(trainings, room, self._courses, leaving)
        self.active_changed.emit(any(t.status in ("running", "waiting") for t in trainings))
        teaching = self._told()
        if teaching is None:
            self.told.emit(None, "")
            return
        course = self._courses.get(teaching.id, Course())
        done, of = how_far(teaching, course)
        text = teach_phrases.strip_text(
            teaching, course, makes_room=room, leaving=leaving[teaching.id]
        )
        self.told.emit(done / of if of else None, text)

    def _told(self) -> Teaching | None:
        """What other pages hear of: what runs, else what made room for painting."""
        runs = self._trainings.get(self._trainings.current)
        waiting = [t for t in self._trainings.all if t.status == "waiting" and t.step > 0]
        if runs is None and waiting and self._arbiter.makes_room:
            return min(waiting, key=lambda t: t.asked)
        return runs

    @Slot()
    def _show_all(self, *_ignored: object) -> None:
        """The list and the course that is seen, as they are now."""
        self._show_list(self._trainings.all)
        self._show_run()

    @Slot()
    def show_told(self) -> None:
        """The page of what other pages heard of."""
        teaching = self._told()
        if teaching is not None:
            self._let_see(teaching.id)

    @Slot(str)
    def open(self, identifier: str) -> None:
        """A draft in the wizard, any other's course; of one that could not go on why, after a restart, too."""
        teaching = self._trainings.get(identifier)
        if teaching is None:
            return
        error = error_of(teaching)
        teaching = self._trainings.reopen(identifier) or teaching
        if teaching.status == "draft":
            self._show_draft(teaching)
            if error is not None:
                self.news.failed_before(identifier, error)
            return
        self._shown = identifier
        if identifier not in self._courses or teaching.status != "running":
            self._courses[identifier] = course_of(teaching, self._courses.get(identifier))
        self._show_run()
        self._page.show_run()
        if error is not None and teaching.status == "failed":
            self.news.failed_before(identifier, error)

    @Slot(str)
    def _let_see(self, identifier: str) -> None:
        """Its course, also from another page."""
        self.seen_asked.emit()
        self.open(identifier)

    def _show_draft(self, teaching: Teaching) -> None:
        self._page.wizard.show_teaching(teaching)
        self._page.show_wizard()

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

    # --- the course of one ------------------------------------------------------------------------

    def _connect_run(self) -> None:
        run = self._page.run
        run.back_asked.connect(self._page.show_list)
        run.pause_asked.connect(lambda: self._trainings.pause(self._shown))
        run.go_on_asked.connect(lambda: self._trainings.start(self._shown))
        run.finish_asked.connect(lambda: self._trainings.finish(self._shown))
        run.paint_asked.connect(self.paint_asked)
        run.paint_with_asked.connect(lambda: self.paint_with(self._shown))
        run.take_asked.connect(lambda step: self._steps.take(self._shown, step))
        run.use_asked.connect(lambda: self.use(self._shown))
        run.strength_asked.connect(
            lambda usual: teach_use.prefer(self._trainings, self._shown, usual)
        )
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
        folder = Path(teaching.folder)
        kept = run_folders.kept_steps(folder) if finished and teaching.folder else []
        leaving = self._trainings.leaving_of(teaching.id)
        self._page.run.show_training(
            teaching, course, makes_room=room, learning_bytes=data, leaving=leaving
        )
        strengths = (
            run_folders.strengths(folder, teaching.chosen or teaching.step)
            if finished and teaching.folder
            else ""
        )
        self._page.run.show_kept(
            kept, is_busy=self._steps.is_busy(teaching.id), strengths=strengths
        )

    @Slot(str, object)
    def _heard(self, identifier: str, event: ev.Event) -> None:
        if identifier not in self._courses:
            teaching = self._trainings.get(identifier)
            self._courses[identifier] = course_of(teaching) if teaching else Course()
        course = self._courses[identifier]
        course.hear(event)
        if isinstance(event, ev.Notice):
            self.news.notice(identifier, event)
        if isinstance(event, (ev.CheckpointSaved, ev.TrainDone)):
            course.look(Path(self._trainings.folder_of(identifier)))
        if isinstance(event, ev.TrainStep):
            self._trainings.tell_soon()
        if not self._renew.isActive():
            self._renew.start()

    @Slot(str)
    def _changed(self, identifier: str) -> None:
        teaching, course = self._trainings.get(identifier), self._courses.get(identifier)
        if course is not None and teaching is not None and teaching.status != "running":
            course.rest()
        if not self._renew.isActive():
            self._renew.start()
        is_open = self._page.shows() is self._page.wizard and self._page.wizard.id == identifier
        if is_open and (teaching is None or teaching.status != "draft"):
            self._page.show_list()  # the bar's verb started it, or it is forgotten: nothing is left to change

    def use(self, identifier: str) -> None:
        """Onto the Create page."""
        teaching = self._trainings.get(identifier)
        if teaching is not None:
            self._put_on_create(teaching, teach_use.result_file(teaching))

    def _put_on_create(self, teaching: Teaching, path: Path | None) -> None:
        """With its usual strength; the bar says why not."""
        end = teach_use.error_of_use(self._states, teaching, path)
        if end == "gone":
            self._page.messages.show_error(teach_notices.result_gone(teaching))
        elif isinstance(end, ReverieError):
            self.news.refused(end)
        else:
            self.used.emit()

    # --- single steps -----------------------------------------------------------------------------

    def paint_with(self, identifier: str) -> None:
        """What it has learned so far goes onto the Create page, as soon as it is written."""
        self._steps.save_so_far(identifier)

    @Slot(str, object)
    def _use_so_far(self, identifier: str, found: run_folders.SoFar) -> None:
        teaching = self._trainings.get(identifier)
        if teaching is not None:
            path = teach_use.so_far_file(found.folder)
            self._put_on_create(teaching, path)

    @Slot(str, int)
    def _taken(self, identifier: str, former: int) -> None:
        teaching = self._trainings.get(identifier)
        if teaching is None:
            return
        if identifier in self._courses:
            self._courses[identifier] = course_of(teaching, self._courses.get(identifier))
        self._show_run()
        self._library.look()
        undo = (self.tr("Undo"), lambda: self._steps.take(identifier, former))
        actions = [undo] if former and former != teaching.chosen else []
        self._page.messages.show_note(teach_notices.taken(teaching), actions)

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

    @Slot(str)
    def teach_anew(self, identifier: str) -> None:
        """Its photos and settings in the wizard again. Where it has begun, as a new draft: the old one stays."""
        teaching = self._trainings.get(identifier)
        if teaching is None:
            return
        self.seen_asked.emit()
        if teaching.status == "draft":  # opened since the bar said so: it can be changed as it is
            self._show_draft(teaching)
            return
        again = replace(taught_anew(teaching.draft, error_of(teaching)), page=HOW)
        self._show_draft(self._trainings.reopen(identifier) or self._trainings.add(again))

    @Slot(str)
    def _finished(self, identifier: str) -> None:
        teaching = self._trainings.get(identifier)
        if teaching is None:
            return
        self._library.look()  # the training has put it there
        self.news.finished(teaching, self._courses.get(identifier, Course()).choice)
