"""The recorded pictures of the Inside page and the one that is looked at.

Records and branches through the engine, which keeps the large numbers and may forget them (`is_kept`);
what is shown at once, small looks and curves, is kept here. No words, no widgets.
"""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal, Slot

from core.contract import events as ev
from core.contract import explain as ask
from core.contract.errors import InvalidValue, ReverieError
from core.contract.request import GenerationRequest
from core.files.recipes.recipe import Again, drawn_again, read_recipe
from desktop.state.inside.errand import Errand
from desktop.state.inside.film import Film, Run, film_of
from desktop.state.inside.lane import Lane
from desktop.state.inside.pictures_folder import PicturesFolder
from desktop.state.jobs_state import Client
from desktop.state.observable import Property

RUNS_MOST = 8  # kept here; the engine keeps as many as fit into its own limit


class RunState(QObject):
    """Signals: `run_changed(Run | None)` · `runs_changed(tuple)` · `recording_changed(bool)` ·
    `step_changed(int)` · `progressed(Phase | Step)` · `failed(ReverieError, details)` ·
    `forgotten()` the engine holds one of the recordings no more, or none.
    """

    run_changed = Signal(object)
    runs_changed = Signal(object)
    recording_changed = Signal(object)
    step_changed = Signal(object)
    progressed = Signal(object)
    failed = Signal(object, str)
    forgotten = Signal()

    run: Property[Run | None] = Property(None)
    runs: Property[tuple[Run, ...]] = Property(())
    recording = Property(False)
    step = Property(0)  # that is looked at, of all topics

    def __init__(
        self, client: Client, folder: PicturesFolder, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._folder = folder
        self._lane = Lane(client, folder, self, impatient=True)
        self._look, self._check = Errand(self), Errand(self)
        self._kept: set[str] = set()  # names of the runs that the engine should still have
        self._begun = 0  # recordings so far: each has a file of its own
        self._wanted: dict[str, str] = {}  # output → the pixels' hash that it should have
        self._film: Film | None = None
        self._glances: dict[str, str] = {}
        self._picture, self._seconds = "", 0.0
        self._question: ask.Question | None = None
        self._name = ""
        self._lane.answered.connect(self._answered)
        self._lane.progressed.connect(self.progressed)
        self._lane.drawn.connect(self._drawn)
        self._lane.failed.connect(self._failed)
        self._lane.ended.connect(self._ended)
        self._lane.busy_changed.connect(self._tell_recording)
        self._look.done.connect(self._record_again)
        self._look.failed.connect(self._look_failed)
        self._check.done.connect(self._checked)
        client.lost.connect(self._forgot)
        client.heard.connect(self._hear)

    # --- what people do ---------------------------------------------------------------------------

    def record(self, request: GenerationRequest, pixel_hash: str | None = None) -> None:
        """Draw one picture and write down what happens. `pixel_hash`: of what it should become."""
        self._begun += 1
        output = self._folder.file(f"{self._begun}-{request.seed}.png")
        one = replace(request, count=1, output=output, overwrite=True, keep_inputs=None)
        self._begin(ask.RecordRun(one), pixel_hash)

    def look_into(self, picture: str) -> None:
        """Draw a finished picture again from its recipe, recorded; the one that is there counts."""
        for run in self.runs:
            if run.picture == picture:
                self.choose(run.name)
                return
        output = self._folder.file("again.png")
        self.recording = True
        self._look.run(lambda: drawn_again(picture, output))

    def again(self) -> None:
        """Record the run that is looked at once more, because the engine has forgotten it."""
        run = self.run
        if run is None:
            return
        origin = next((r for r in self.runs if run.left and r.name == run.left[0]), run)
        self.record(origin.request)

    def branch(self, step: int, changed: GenerationRequest, mask: str | None = None) -> None:
        """Leave the run at `step` and go on with the words and guidance of `changed`."""
        run = self.run
        if run is None:
            return
        self._begun += 1
        output = self._folder.file(f"{self._begun}-{run.name[:8]}-{step}.png")
        one = replace(changed, count=1, output=output, overwrite=True, keep_inputs=None)
        self._begin(ask.BranchRun(run.name, step, one, mask), None)

    def choose(self, name: str) -> None:
        """Look at another of the recorded runs, at the same step where it has it."""
        run = next((run for run in self.runs if run.name == name), None)
        if run is not None:
            self.step = min(self.step, run.steps - 1)
            self.run = run

    def stop(self) -> None:
        """Stop what is being recorded."""
        self._look.forget()
        self._lane.stop()
        self._tell_recording()

    def is_kept(self, run: Run) -> bool:
        """Whether the engine should still have the numbers of a run."""
        return run.name in self._kept

    # --- what the engine says ---------------------------------------------------------------------

    def _begin(self, question: ask.RecordRun | ask.BranchRun, pixel_hash: str | None) -> None:
        request = question.recorded if isinstance(question, ask.RecordRun) else question.branched
        self._wanted.clear()
        if pixel_hash is not None:
            self._wanted[request.output] = pixel_hash
        self._lane.ask(question)

    @Slot(object)
    def _record_again(self, found: Again) -> None:
        try:
            self.record(found.request, found.recipe.pixel_hash)
        except ReverieError as error:
            self._look_failed(error)

    @Slot(object)
    def _look_failed(self, error: ReverieError) -> None:
        self._tell_recording()
        self.failed.emit(error, "")

    @Slot(object, object)
    def _answered(self, question: ask.Question, answer: ask.Explained) -> None:
        try:
            self._film = film_of(answer)
        except InvalidValue as error:
            self.failed.emit(error, "")
            return
        self._question, self._name, self._glances = question, answer.job, answer.glances

    @Slot(object)
    def _drawn(self, event: ev.ImageDone) -> None:
        self._picture, self._seconds = event.path, event.seconds

    @Slot(object, str)
    def _failed(self, error: ReverieError, details: str) -> None:
        self._film = None
        if isinstance(error, InvalidValue) and error.field == "run":
            self._kept.discard(str(error.value))  # newer ones took its place, and are there
            self.forgotten.emit()
        self.failed.emit(error, details)

    @Slot(bool)
    def _ended(self, stopped: bool) -> None:
        film, question = self._film, self._question
        self._film = self._question = None
        if stopped or film is None or not film.steps:
            return
        left, request = None, None
        if isinstance(question, ask.BranchRun):
            left, request = (question.run, question.branch_step), question.branched
        elif isinstance(question, ask.RecordRun):
            request = question.recorded
        if request is None:
            return
        run = Run(self._name, request, film, self._picture, self._glances, left, self._seconds)
        self._kept.add(run.name)
        self.runs = (*self.runs, run)[-RUNS_MOST:]
        if left is None:
            self.step = run.steps - 1
        self.run = run
        self._compare(run)

    def _compare(self, run: Run) -> None:
        """Whether it became what it should: the picture it was, or without a change the run that it left."""
        expected = self._wanted.get(run.request.output)
        before = next((r for r in self.runs if run.left and r.name == run.left[0]), None)
        if expected is None and before is None:
            return
        picture, other = run.picture, before.picture if before is not None else ""

        def work() -> tuple[str, bool]:
            wanted = expected if expected is not None else read_recipe(other).pixel_hash
            return run.name, read_recipe(picture).pixel_hash == wanted

        self._check.run(work)

    @Slot(object)
    def _checked(self, found: tuple[str, bool]) -> None:
        name, identical = found
        self.runs = tuple(
            replace(run, identical=identical) if run.name == name else run for run in self.runs
        )
        if self.run is not None and self.run.name == name:
            self.run = next(run for run in self.runs if run.name == name)

    @Slot()
    def _tell_recording(self, *_ignored: object) -> None:
        self.recording = self._lane.busy

    @Slot()
    def _forgot(self) -> None:
        """The engine has no recording any more; what is shown here stays."""
        if self._kept:
            self._kept.clear()
            self.forgotten.emit()

    @Slot(object)
    def _hear(self, event: ev.Event) -> None:
        if isinstance(event, ev.MemoryFreed):
            self._forgot()
