"""The states of the window that screenshots show, and the stage on which they are brought about.

A state is a function of the stage that does what a person would do and yields pictures, each with an
addition to its file's name. The window and the engine are the real ones.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from digit_states import digits
from download_states import shown_downloads
from inside_states import film, inside
from inside_states import words as inside_words
from library_states import library
from prompt_states import prompts
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget
from shown_errors import example
from teach_states import teach, training

from core.contract import errors as e
from core.contract.error_wire import error_types
from core.files import store
from desktop import app as start
from desktop import settings as keys
from desktop import theme
from desktop.canvas.pictures import png_bytes
from desktop.engine.client import EngineClient
from desktop.main_window import MainWindow
from desktop.panels.generate_bar import work_of
from desktop.settings import Settings
from desktop.state.jobs_state import Drawing, Failure
from desktop.state.lora_choice import LoraChoice
from desktop.state.results_model import ResultRole
from desktop.wording.errors import error_message

Picture = tuple[str, QPixmap]
POINTS = 72 / 96  # of a px at the usual 96 dpi
PATIENCE = 120.0  # seconds for the engine to start or a picture to come
REST = 0.4  # seconds until tooltips, counters and thumbnails have caught up


class Stage:
    """One application with one window; what was drawn for one state is there for the next."""

    def __init__(
        self,
        scheme: str,
        type_px: int,
        size: tuple[int, int],
        prompts: Sequence[tuple[str, int]],
        language: str = "en",
    ) -> None:
        self.prompts = prompts
        self._app = QApplication(sys.argv[:1])
        start.prepare(self._app, language)
        if type_px:
            font = self._app.font()
            font.setPointSizeF(type_px * POINTS)
            self._app.setFont(font)
        theme.theme().apply("dark" if scheme == "dark" else "light")
        self._client = EngineClient(parent=self._app)
        self.settings = Settings()
        self.window = MainWindow(self._client, self.settings)
        self.window.resize(*size)
        self.window.show()
        self._drawn = 0
        self.rest()

    # --- waiting and looking ----------------------------------------------------------------------

    def rest(self, seconds: float = REST) -> None:
        """Let the window work for a while."""
        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()

    def until(self, reached: Callable[[], bool]) -> None:
        """Let the window work until `reached`. Raises `TimeoutError` where that takes too long."""
        left = PATIENCE
        while not reached():
            if left <= 0:
                raise TimeoutError("the window did not get there")
            self.rest(0.02)
            left -= 0.02

    def look(self, widget: QWidget | None = None) -> QPixmap:
        """What is seen now."""
        self.window.activateWindow()
        return (widget or self.window).grab()

    def save(self, picture: QPixmap, path: Path) -> None:
        store.make_folder(path.parent)
        store.write_bytes(path, png_bytes(picture.toImage()))

    def close(self) -> None:
        self.window.close()

    # --- what a person does -----------------------------------------------------------------------

    def welcome(self, shown: bool) -> None:
        """With the first card, or without it and anything else that floats."""
        page = self.window.page
        if shown and page.card() is None:
            raise RuntimeError("the first card is shown only before anything else")
        if not shown:
            self.settings.put(keys.PROPOSAL_HINT, True)
            page.hide_card()
            while page.messages.message() is not None:
                page.messages.close_message()

    def write(self, words: str) -> None:
        self.window.states.generation.prompt = words
        self.window.page.words.words.prompt.setFocus()

    def engine(self) -> None:
        """Wait for the drawing engine."""
        self._client.start()
        self.until(lambda: self._client.info is not None)
        self.rest()

    def draw(self, words: str, seed: int, *, steps: int | None = None) -> None:
        """Ask for a picture."""
        state = self.window.states.generation
        self.write(words)
        state.seed, state.seed_locked, state.steps = seed, True, steps
        self.window.flow.generate()

    def finish(self) -> None:
        """Wait for what was asked for."""
        self.until(lambda: not self.window.states.jobs.running)
        state = self.window.states.generation
        state.seed_locked, state.steps = False, None
        self.rest()

    def pictures(self, count: int) -> None:
        """Have at least so many results, from the prompts in their order."""
        self.welcome(False)
        self.engine()
        for words, seed in self.prompts[self._drawn : count]:
            self.draw(words, seed)
            self.finish()
            self._drawn += 1


# --- states ---------------------------------------------------------------------------------------


def first_run(stage: Stage) -> Iterator[Picture]:
    stage.welcome(True)
    yield "", stage.look()


def empty(stage: Stage) -> Iterator[Picture]:
    stage.welcome(False)
    stage.write("")
    stage.window.page.canvas.clear()
    yield "-starting", stage.look()
    stage.engine()
    yield "", stage.look()


def typing(stage: Stage) -> Iterator[Picture]:
    """Words the starter never saw get a dotted line."""
    stage.welcome(False)
    stage.engine()
    stage.write("a chimera on a unicycle, <b>oil</b> painting")
    stage.rest()
    yield "", stage.look()
    stage.write("")


def drawing(stage: Stage) -> Iterator[Picture]:
    """Half way; before it a picture is drawn, so that there is a time left."""
    stage.pictures(1)
    jobs = stage.window.states.jobs
    stage.draw(*stage.prompts[1], steps=60)
    stage.until(lambda: (now := jobs.progress()) is not None and now.step >= 30)
    yield "", stage.look()
    stage.window.flow.stop()
    stage.rest(0.05)
    yield "-stopping", stage.look()
    stage.finish()


def proposal(stage: Stage) -> Iterator[Picture]:
    stage.pictures(1)
    stage.settings.put(keys.PROPOSAL_HINT, False)
    stage.draw(*stage.prompts[-1])
    stage.finish()
    yield "", stage.look()
    stage.welcome(False)


def results(stage: Stage) -> Iterator[Picture]:
    stage.pictures(len(stage.prompts))
    stage.window.page.canvas.show_result(stage.window.states.results.index(0).data(ResultRole.PATH))
    stage.rest()
    yield "", stage.look()


def batch(stage: Stage) -> Iterator[Picture]:
    """Four proposals of one prompt, the second looked at, the keyboard on the canvas."""
    stage.pictures(1)
    stage.window.states.generation.count = 4
    stage.draw(*stage.prompts[0])
    stage.finish()
    stage.window.states.generation.count = 1
    canvas = stage.window.page.canvas
    canvas.flip(1)
    canvas.setFocus()
    stage.rest()
    yield "", stage.look()


def more(stage: Stage) -> Iterator[Picture]:
    """The folded settings, two of them changed, with a size of one's own."""
    stage.welcome(False)
    state, words = stage.window.states.generation, stage.window.page.words
    state.sampler, state.schedule, state.shape, state.own_size = "euler", "karras", "own", (160, 96)
    words.more.choose(True)
    stage.rest()
    yield "", stage.look()
    bar = words.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    stage.rest()
    yield "-scrolled", stage.look()
    state.sampler, state.schedule, state.shape = None, None, "auto"
    words.more.choose(None)


def loras(stage: Stage) -> Iterator[Picture]:
    """A stack: at full weight, with a long name, switched off."""
    stage.welcome(False)
    state = stage.window.states.generation
    state.loras = (
        LoraChoice("/models/loras/soft light.safetensors", 0.7),
        LoraChoice("/models/loras/an_ink_drawing_with_fine_lines_v2-000012.safetensors", 1.25),
        LoraChoice("/models/loras/anna.safetensors", -0.5, is_on=False),
    )
    stage.rest()
    yield "", stage.look()
    state.loras = ()


def picture(stage: Stage) -> Iterator[Picture]:
    """A picture to start from."""
    stage.pictures(1)
    canvas = stage.window.page.canvas
    canvas.start_from(stage.window.states.results.index(0).data(ResultRole.PATH), "drop")
    canvas.discard()
    stage.write("a swan")
    stage.until(lambda: canvas.picture() is not None)
    stage.rest()
    yield "", stage.look()
    canvas.clear()


def error(stage: Stage) -> Iterator[Picture]:
    """In the window, with its verbs."""
    stage.welcome(False)
    memory = e.OutOfMemory("cpu", 7_900_000_000, 5_200_000_000)
    state = stage.window.states.generation
    request = state.to_request(str(stage.window.flow.pictures_folder()))
    failure = Failure(Drawing("shown", request, work_of(state)), memory, "")
    stage.window.verbs.show(error_message(memory), failure, memory)
    stage.rest()
    yield "", stage.look()
    stage.welcome(False)


def errors(stage: Stage) -> Iterator[Picture]:
    """The bar of each kind of error by itself."""
    stage.welcome(False)
    bar = stage.window.page.messages
    for name, kind in sorted(error_types().items()):
        shown = example(kind)
        stage.window.verbs.show(error_message(shown), None, shown)
        stage.rest(0.05)
        yield f"-{name}", stage.look(bar)
        bar.close_message()


def key_list(stage: Stage) -> Iterator[Picture]:
    """All keys at a glance."""
    stage.welcome(False)
    stage.window.keys_card.toggle()
    stage.rest()
    yield "", stage.look()
    stage.window.keys_card.toggle()


def lists(stage: Stage) -> Iterator[Picture]:
    """The lists of models, sizes, samplers and schedules, unfolded."""
    stage.welcome(False)
    words = stage.window.page.words
    words.more.choose(True)
    pickers = {
        "model": words.model.picker,
        "size": words.size_section.picker,
        "sampler": words.more.sampler,
        "schedule": words.more.schedule,
    }
    for name, picker in pickers.items():
        stage.rest(0.1)
        picker.showPopup()
        stage.rest(0.1)
        yield f"-{name}", stage.look(picker.view().window())
        picker.hidePopup()
    words.more.choose(None)


def menus(stage: Stage) -> Iterator[Picture]:
    stage.welcome(False)
    for name, menu in stage.window.actions_table.menus.items():
        menu.popup(stage.window.mapToGlobal(stage.window.rect().center()))
        menu.setActiveAction(menu.actions()[0])
        stage.rest(0.1)
        yield f"-{name}", stage.look(menu)
        menu.hide()


def downloads(stage: Stage) -> Iterator[Picture]:
    """The window in which a model is fetched; nothing is."""
    stage.welcome(False)
    for name, shown in shown_downloads(stage.window.downloads):
        stage.rest()
        yield name, stage.look(shown)


STATES: dict[str, Callable[[Stage], Iterator[Picture]]] = {
    "first-run": first_run,
    "empty": empty,
    "typing": typing,
    "drawing": drawing,
    "proposal": proposal,
    "batch": batch,
    "results": results,
    "more": more,
    "loras": loras,
    "picture": picture,
    "error": error,
    "errors": errors,
    "keys": key_list,
    "lists": lists,
    "menus": menus,
    "prompts": prompts,
    "downloads": downloads,
    "library": library,
    "inside": inside,
    "teach": teach,
    "training": training,
    "inside-film": film,
    "inside-words": inside_words,
    "digits": digits,
}
