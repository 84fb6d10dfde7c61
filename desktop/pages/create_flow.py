"""What happens on the Create page: from Generate to the picture on the canvas and in the strip.

Connects state, canvas, results, status and messages. It draws nothing, owns no widget and words
nothing itself.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QImage

from core.contract.drawing_events import ImageDone
from core.contract.errors import EngineStopped, ReverieError
from core.contract.job_events import EngineReady
from core.contract.notices import Notice
from core.files import folders
from desktop.notices import common as notices
from desktop.pages.create_page import CreatePage, CreateStates
from desktop.pages.start_pictures import StartPictures
from desktop.panels.generate_bar import work_of
from desktop.panels.status_strip import StatusStrip
from desktop.phrases import common as phrases
from desktop.settings import ENGINE_SECONDS, PICTURES, PROPOSAL_HINT, Settings
from desktop.state.generation_state import Reason
from desktop.state.jobs_state import Drawing, Failure
from desktop.state.observable import bind
from desktop.state.progress import Progress
from desktop.state.token_counter import TokenCounter
from desktop.wording.errors import error_message
from desktop.wording.models import MODEL_INDEX

ARRIVALS: tuple[Reason, ...] = ("drop", "paste", "open", "result")


@dataclass(frozen=True)
class FlowParts:
    """What the flow connects."""

    page: CreatePage
    states: CreateStates
    status: StatusStrip
    settings: Settings
    starts: StartPictures
    counter: TokenCounter


class CreateFlow(QObject):
    """Signals: `failed(Message, Failure | None, ReverieError | None)` for the error bar ·
    `started_drawing()` · `drawn(path)` · `model_dropped(path)` a folder or file.
    """

    failed = Signal(object, object, object)
    started_drawing = Signal()
    drawn = Signal(str)
    model_dropped = Signal(str)

    def __init__(self, parts: FlowParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._page, self._states, self._status = parts.page, parts.states, parts.status
        self._sentence = ""  # of what ended last, until something begins
        self._no_engine = ""  # why there is none, until it is tried again
        self._spent = 0.0  # seconds that the pictures of the job took so far
        self._connect_state()
        self._connect_canvas()
        self._connect_jobs()

    # --- what people ask --------------------------------------------------------------------------

    @Slot()
    def generate(self) -> None:
        """Put what is set now on the waiting list."""
        state = self._states.generation
        if state.model is None:
            self.failed.emit(notices.no_model(), None, None)
            return
        try:
            request = state.to_request(str(self.pictures_folder()), self._start_picture())
        except ReverieError as error:
            self.failed.emit(error_message(error), None, error)
            return
        self._states.jobs.add(request, work_of(state))
        self._page.words.words.remember()
        self._page.hide_card()
        self.started_drawing.emit()

    @Slot()
    def stop(self) -> None:
        """Esc and the Stop button."""
        self._states.jobs.stop()
        self._report()

    def forget_ended(self) -> None:
        """Another page is opened: what ended here is no longer news."""
        self._sentence = ""
        self._report()

    def tell_no_engine(self, why: str) -> None:
        """No engine can be had; "": it is tried again."""
        self._no_engine = why
        self._report()

    def pictures_folder(self) -> Path:
        """Where pictures go."""
        chosen = self._parts.settings.get(PICTURES)
        return Path(chosen) if chosen else folders.pictures()

    def _start_picture(self) -> str | None:
        state = self._states.generation
        image = self._page.canvas.framed_picture() if state.start_from == "picture" else None
        return None if image is None else self._parts.starts.put(image)

    # --- state ------------------------------------------------------------------------------------

    def _connect_state(self) -> None:
        states = self._states
        states.models.current_changed.connect(self._use_model)
        self._use_model(states.models.current)
        states.generation.any_changed.connect(self._fit_frame)
        self._fit_frame()
        states.generation.prompt_changed.connect(self._typed)
        self._parts.counter.counted.connect(self._page.words.words.show_count)

    @Slot(object)
    def _use_model(self, info: object) -> None:
        self._states.generation.model = self._states.models.current

    @Slot()
    def _fit_frame(self) -> None:
        self._page.canvas.set_frame_size(*self._states.generation.size_now())

    @Slot(object)
    def _typed(self, text: str) -> None:
        if text and self._page.card() is not None and self._page.words.words.prompt.hasFocus():
            self._page.hide_card()

    # --- canvas -----------------------------------------------------------------------------------

    def _connect_canvas(self) -> None:
        page = self._page
        page.canvas.picture_changed.connect(self._picture_changed)
        page.canvas.example_chosen.connect(self._take_words)
        page.canvas.failed.connect(self._canvas_failed)
        page.drops.picture_dropped.connect(self._file_dropped)
        page.drops.packed_dropped.connect(self._packed_dropped)
        page.drops.model_dropped.connect(self.model_dropped)
        page.drops.pixels_dropped.connect(self._pixels_dropped)
        page.drops.text_dropped.connect(self._take_words)
        page.drops.refused.connect(self._refused)
        page.results.chosen.connect(page.canvas.show_result)
        page.results.start_from.connect(self._start_from_result)
        page.canvas.zoom_changed.connect(self._status.zoom.show_zoom)
        self._status.zoom.show_zoom(page.canvas.zoom())
        self._status.zoom.clicked.connect(page.canvas.toggle_fit)

    @Slot(str)
    def _picture_changed(self, reason: str) -> None:
        state = self._states.generation
        picture = self._page.canvas.picture()
        if picture is None:
            state.picture_left()
            return
        size = (picture.image.width(), picture.image.height())
        arrived = next((known for known in ARRIVALS if known == reason), None)
        if arrived is None:  # keeping, undoing: nothing turns by itself
            state.picture = size
        else:
            state.picture_arrived(size, arrived)

    @Slot(str)
    def _take_words(self, text: str) -> None:
        self._page.hide_card()
        self._states.generation.prompt = text
        self._page.words.words.prompt.setFocus()

    @Slot(str)
    def _file_dropped(self, path: str) -> None:
        self._page.hide_card()
        if not Path(path).is_dir():
            self._page.canvas.start_from(path, self._page.drops.reason())
        elif (Path(path) / MODEL_INDEX).is_file():
            self.model_dropped.emit(path)
        else:
            self._refused("NoPictureInFolder", {})

    @Slot(bytes)
    def _packed_dropped(self, data: bytes) -> None:
        self._page.hide_card()
        try:
            path = self._parts.starts.put_packed(data)
        except ReverieError as error:
            self._canvas_failed(error)
        else:
            self._page.canvas.start_from(path, self._page.drops.reason())

    @Slot(QImage)
    def _pixels_dropped(self, image: QImage) -> None:
        self._page.hide_card()
        self._page.canvas.start_from_image(image, self._page.drops.reason())

    @Slot(str)
    def _start_from_result(self, path: str) -> None:
        self._page.canvas.start_from(path, "result")

    @Slot(str, dict)
    def _refused(self, code: str, data: dict[str, object]) -> None:
        self.failed.emit(notices.refusal_message(code, data), None, None)

    @Slot(object)
    def _canvas_failed(self, error: ReverieError) -> None:
        self.failed.emit(error_message(error), None, error)

    # --- jobs -------------------------------------------------------------------------------------

    def _connect_jobs(self) -> None:
        jobs, canvas = self._states.jobs, self._page.canvas
        jobs.started.connect(self._started)
        jobs.progressed.connect(self._progressed)
        jobs.preview.connect(canvas.show_preview)
        jobs.picture_done.connect(self._picture_done)
        jobs.noticed.connect(self._noticed)
        jobs.failed.connect(self._job_failed)
        jobs.ended.connect(self._ended)
        jobs.waiting_changed.connect(self._report)
        bind(jobs, "engine", self._engine_ready)

    @Slot(object)
    def _started(self, drawing: Drawing) -> None:
        canvas = self._page.canvas
        canvas.begin_job(drawing.job)
        if self._states.jobs.engine is None:
            seconds = self._parts.settings.get(ENGINE_SECONDS)
            canvas.show_waiting(phrases.engine_starting(seconds))
        self._report()

    @Slot(object)
    def _progressed(self, progress: Progress) -> None:
        if progress.phase == "load" and progress.index == 0:
            self._page.canvas.show_waiting(phrases.phase_label("load"))
        self._report()

    @Slot(object)
    def _picture_done(self, event: ImageDone) -> None:
        self._states.results.add(Path(event.path), event.seed)
        self._page.canvas.add_proposal(event.path)
        text = phrases.picture_ready(event.index + 1, event.count)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._page.canvas, text))
        self._spent = event.seconds + (self._spent if event.index else 0.0)
        self._sentence = phrases.done_text(self._spent, event.index + 1)
        self._hint()
        self.drawn.emit(event.path)

    def _hint(self) -> None:
        """What a proposal is, once, and only where nothing else is being said."""
        if not self._parts.settings.get(PROPOSAL_HINT) and self._page.messages.message() is None:
            self._parts.settings.put(PROPOSAL_HINT, True)
            self._page.messages.show_note(phrases.proposal_hint())

    @Slot(object)
    def _noticed(self, event: Notice) -> None:
        text = notices.job_notice(event.code, event.data)
        if text:
            self._page.messages.show_note(text)

    @Slot(object)
    def _job_failed(self, failure: Failure) -> None:
        self._sentence = ""
        if self._no_engine and isinstance(failure.error, EngineStopped):
            return  # nothing crashed over it: there is no engine, and that is told
        message = error_message(failure.error, failure.details)
        self.failed.emit(message, failure, failure.error)

    @Slot(bool)
    def _ended(self, stopped: bool) -> None:
        if stopped:
            self._sentence = phrases.stopped_text()
        if not self._states.jobs.running:
            self._page.canvas.end_job()
        self._report()

    @Slot(object)
    def _engine_ready(self, info: EngineReady | None) -> None:
        if info is None:
            self._status.set_device("")
            if self._states.jobs.running:
                self._page.canvas.show_waiting(phrases.engine_starting(0.0))
        else:
            self._no_engine = ""
            self._parts.settings.put(ENGINE_SECONDS, float(info.seconds))
            self._page.canvas.show_waiting("")
            self._status.set_device(*phrases.device_text(info))
        self._report()

    @Slot()
    def _report(self, *_ignored: object) -> None:
        """The sentence and the bar of this moment."""
        jobs = self._states.jobs
        progress = jobs.progress()
        if progress is None:
            ready = self._sentence or phrases.ready_text()
            absent = self._no_engine or phrases.engine_starting(0.0)
            self._status.set_progress(None, ready if jobs.engine else absent)
            return
        if jobs.stopping:
            sentence = phrases.stopping_text(jobs.stop_seconds(), progress.phase)
        else:
            sentence = phrases.progress_text(progress)
        if jobs.waiting:
            sentence = f"{sentence} · {phrases.waiting_text(jobs.waiting)}"
        self._status.set_progress(progress.fraction, sentence)
