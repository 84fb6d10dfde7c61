"""What people do on the Inside page beyond looking: record, choose a picture, save, take over."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, Protocol, cast

from PySide6.QtCore import QObject, Signal, SignalInstance, Slot
from PySide6.QtGui import QImage

from core.contract.errors import ReverieError
from core.contract.request import GenerationRequest
from core.files import folders, store
from desktop.canvas.pictures import png_bytes
from desktop.dialogs.files import FileDialogs
from desktop.numbers import significant
from desktop.pages.folder_verbs import folder_verbs, show_in_folder
from desktop.pages.inside_page import InsidePage
from desktop.panels.inside.topic import Topic
from desktop.settings import LAST_FOLDER, Settings
from desktop.state.inside.errand import Errand
from desktop.state.inside.film import Run
from desktop.state.inside.saved_film import save_film
from desktop.state.trainings_state import TrainingsState
from desktop.verbs import verb_text
from desktop.wording import inside as inside_wording

EXAMPLE = "a swan on a blue background"
EXAMPLE_SEED = 42
BEGUN = (
    "running",
    "paused",
    "interrupted",
    "failed",
    "finished",
)  # trainings with something to see
Answer = tuple[str, Callable[..., object] | SignalInstance]


class Watching(Protocol):
    """Of the topic "watch": what is done from elsewhere."""

    def add_run(self, path: str, name: str = "") -> None: ...
    def watch(self, path: str) -> None: ...


class Teaching(Protocol):
    """Of the topic "digits": what is done from elsewhere."""

    def start_training(self) -> None: ...


class InsideVerbs(QObject):
    """Connects the page's topics with state, dialogs and messages. Signals: `teach_asked()` from photos."""

    teach_asked = Signal()

    def __init__(
        self,
        page: InsidePage,
        dialogs: FileDialogs,
        settings: Settings,
        trainings: TrainingsState,
    ) -> None:
        super().__init__(page)
        self._page, self._dialogs, self._settings = page, dialogs, settings
        self._run = page.states.run
        self._trainings = trainings
        self._runs: list[str] = []  # folders of trainings that were started on the page
        self._saving = Errand(self)
        self._saving.done.connect(self._saved)
        self._saving.failed.connect(self._failed)
        self._run.failed.connect(self._failed)
        page.made.connect(self._connect)
        trainings.all_changed.connect(self._list_runs)

    @Slot(str)
    def look_into(self, picture: str) -> None:
        """The film of a finished picture."""
        self._page.show_topic("film")
        self._run.look_into(picture)

    @Slot()
    def draw_example(self) -> None:
        """A swan by the model that is in use."""
        folder = self._page.states.folder
        try:
            output = folder.file("example.png")
        except ReverieError as error:
            self._failed(error)
            return
        self._run.record(
            GenerationRequest(EXAMPLE, output, EXAMPLE_SEED, self._page.states.model())
        )

    @Slot(str, object)
    def _connect(self, key: str, topic: Topic) -> None:
        topic.failed.connect(self._failed)
        topic.pick_asked.connect(self._pick)
        topic.save_asked.connect(self._save)
        topic.draw_asked.connect(self.draw_example)
        topic.look_asked.connect(self._run.look_into)
        for signal, answer in self._own_wishes(key):
            getattr(topic, signal).connect(answer)
        if key == "watch":
            self._list_runs()
            self._watch_newest()

    def _own_wishes(self, key: str) -> Sequence[Answer]:
        """Signals that one topic alone has, by name (its code comes with the topic), and what answers them."""
        found: dict[str, Sequence[Answer]] = {
            "film": [("folder_asked", self._save_film)],
            "guidance": [("value_taken", self._take_guidance)],
            "compare": [("folder_asked", self._choose_folder)],
            "digits": [("run_begun", self._note_run)],
            "watch": [
                ("run_asked", self._pick_run),
                ("train_asked", self._train_digits),
                ("teach_asked", self.teach_asked),
            ],
        }
        return found.get(key, ())

    @Slot(str)
    def _note_run(self, path: str) -> None:
        """A training was started on the page: it is the one to watch."""
        self._runs.append(path)
        self._list_runs()
        self._watch_newest()

    def _watch_newest(self) -> None:
        """Of those that were started on the page."""
        watch = self._page.topics.get("watch")
        if watch is not None and self._runs:
            cast("Watching", watch).watch(self._runs[-1])

    @Slot()
    def _list_runs(self, *_ignored: object) -> None:
        """All trainings that have begun, the person's own first."""
        watch = self._page.topics.get("watch")
        if watch is None:
            return
        for teaching in self._trainings.all:
            if teaching.folder and teaching.status in BEGUN:
                cast("Watching", watch).add_run(teaching.folder, teaching.draft.title)
        for path in self._runs:
            cast("Watching", watch).add_run(path)

    @Slot()
    def _pick_run(self) -> None:
        chosen = self._dialogs.choose_folder(
            self.tr("Choose the folder of a training"), str(folders.pictures())
        )
        if chosen:
            cast("Watching", self._page.show_topic("watch")).watch(chosen)

    @Slot()
    def _train_digits(self) -> None:
        cast("Teaching", self._page.show_topic("digits")).start_training()

    @Slot(object)
    def _pick(self, take: Callable[[str], object]) -> None:
        folder = self._settings.get(LAST_FOLDER) or str(folders.pictures())
        path = self._dialogs.open_picture(self.tr("Choose a picture"), self.tr("Pictures"), folder)
        if path:
            self._settings.put(LAST_FOLDER, str(Path(path).parent))
            take(path)

    @Slot(object)
    def _choose_folder(self, take: Callable[[str], object]) -> None:
        path = self._dialogs.choose_folder(
            self.tr("Choose a folder with CLIP"), str(folders.models())
        )
        if path:
            take(path)

    @Slot(object, dict, str)
    def _save(self, image: QImage, figures: dict[str, Any], name: str) -> None:
        """A picture and its numbers, side by side."""
        place = str(folders.pictures() / f"{re.sub(r'[^A-Za-z0-9-]+', '-', name)}.png")
        path = self._dialogs.save_picture(
            self.tr("Save picture and numbers"), self.tr("Picture"), place
        )
        if path:
            data, numbers = png_bytes(image), json.dumps(figures, indent=1)
            self._saving.run(lambda: _written(Path(path), data, numbers))

    @Slot(object)
    def _save_film(self, run: Run) -> None:
        chosen = self._dialogs.choose_folder(
            self.tr("Save the film into a new folder here"), str(folders.pictures())
        )
        if chosen:
            self._saving.run(lambda: save_film(run, Path(chosen)))

    @Slot(float)
    def _take_guidance(self, value: float) -> None:
        """Within what the Create page can set."""
        self._page.states.generation.guidance = min(max(value, 1.0), 20.0)
        text = self.tr("The next picture is drawn with guidance {0}.")
        self._page.messages.show_note(text.format(significant(value, 4)))

    @Slot(object)
    def _saved(self, path: Path) -> None:
        text = self.tr("Saved as {0}.").format(path)
        show = (verb_text("show_folder"), lambda: show_in_folder(path))
        self._page.messages.show_note(text, [show])

    @Slot(object, str)
    def _failed(self, error: ReverieError, details: str = "") -> None:
        message = inside_wording.failure(error, details)
        actions = folder_verbs(message, error)
        if inside_wording.is_forgotten(error) and self._run.run is not None:
            actions.append((self.tr("Record it again"), self._run.again))
        self._page.messages.show_error(message.text, actions, message.details)


def _written(path: Path, data: bytes, numbers: str) -> Path:
    store.write_bytes(path, data)
    store.write_text(path.with_suffix(".json"), numbers)
    return path
