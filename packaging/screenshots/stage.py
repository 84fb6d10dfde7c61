"""The stage on which the states of screenshots are brought about: the real window and engine, and what a person does.

What was drawn for one state is there for the next.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from core.files import store
from desktop import app as start
from desktop import settings as keys
from desktop import theme
from desktop.canvas.pictures import png_bytes
from desktop.engine.client import EngineClient
from desktop.main_window import MainWindow
from desktop.settings import Settings

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

    def save(self, picture: QPixmap, path: Path, colours: int = 0) -> None:
        """As a PNG, with a palette of so many colours unless 0."""
        store.make_folder(path.parent)
        data = png_bytes(picture.toImage())
        store.write_bytes(path, with_palette(data, colours) if colours else data)

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


def with_palette(png: bytes, colours: int) -> bytes:
    """The same picture in at most 256 `colours`: a fifth of the size, and letters stay as they are."""
    with Image.open(io.BytesIO(png)) as picture:
        few = picture.convert("RGB").quantize(colours, dither=Image.Dither.NONE)
    out = io.BytesIO()
    few.save(out, "PNG", optimize=True)
    return out.getvalue()
