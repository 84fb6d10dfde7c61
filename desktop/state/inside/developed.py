"""Steps of a recorded picture at full size: asked for when somebody rests on one, and kept."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from core.contract import explain as ask
from core.contract.errors import InvalidValue, ReverieError
from desktop.state.inside.film import Run
from desktop.state.inside.lane import Lane
from desktop.state.inside.pictures_folder import PicturesFolder
from desktop.state.jobs_state import Client
from desktop.state.observable import Property

REST_MS = 300


class Developed(QObject):
    """Signals: `arrived()` there is one more · `failed(ReverieError, details)` · `busy_changed(bool)`."""

    arrived = Signal()
    failed = Signal(object, str)
    busy_changed = Signal(object)

    busy = Property(False)

    def __init__(
        self, client: Client, folder: PicturesFolder, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._lane = Lane(client, folder, self, impatient=True)
        self._lane.answered.connect(self._answered)
        self._lane.failed.connect(self._failed)
        self._lane.ended.connect(self._ended)
        self._lane.busy_changed.connect(self._tell_busy)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._ask)
        self._there: dict[tuple[str, int], dict[str, str]] = {}
        self._whole: set[tuple[str, int]] = set()  # steps of which all is there
        self._refused: set[str] = set()  # runs of which no more can be had
        self._asked: tuple[str, int] | None = None
        self._wanted: tuple[str, int] | None = None

    def paths(self, run: Run, step: int) -> dict[str, str]:
        """Name of tile → file, of those that are there."""
        return self._there.get((run.name, step), {})

    def want(self, run: Run, step: int) -> None:
        """Have this step developed as soon as nobody has asked for another one for a while."""
        self._wanted = (run.name, step)
        self._rest.start()

    @Slot()
    def stop(self) -> None:
        """Develop nothing for now."""
        self._rest.stop()
        self._lane.stop()

    @Slot()
    def _ask(self) -> None:
        wanted = self._wanted
        if wanted is None or wanted[0] in self._refused or wanted in self._whole:
            return
        if wanted != self._asked:
            self._lane.ask(ask.ShowStep(*wanted))

    @Slot(object, object)
    def _answered(self, question: ask.Question, answer: ask.Explained) -> None:
        if isinstance(question, ask.ShowStep):
            key = self._asked = (question.run, question.shown_step)
            self._there.setdefault(key, {}).update(answer.pictures)
            self.arrived.emit()

    @Slot(object, str)
    def _failed(self, error: ReverieError, details: str) -> None:
        self._asked = None
        if isinstance(error, InvalidValue) and error.field == "run":
            self._refused.add(str(error.value))
        elif self._wanted is not None:
            self._refused.add(self._wanted[0])
        self.failed.emit(error, details)

    @Slot(bool)
    def _ended(self, stopped: bool) -> None:
        if self._asked is not None and not stopped:
            self._whole.add(self._asked)
        self._asked = None

    @Slot(object)
    def _tell_busy(self, busy: bool) -> None:
        self.busy = busy
