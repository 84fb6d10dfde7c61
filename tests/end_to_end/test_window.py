"""The real window, the real engine and the starter, driven by key presses on a virtual screen."""

from __future__ import annotations

import importlib.util
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from core.contract.recipe import Recipe
from core.files.pictures.images import read_texts

ROOT = Path(__file__).resolve().parents[2]
_SPEC = importlib.util.spec_from_file_location(
    "on_screen", ROOT / "packaging" / "linux" / "screen.py"
)
assert _SPEC is not None
assert _SPEC.loader is not None
on_screen = importlib.util.module_from_spec(_SPEC)
sys.modules["on_screen"] = on_screen  # dataclasses look their module up
_SPEC.loader.exec_module(on_screen)
wait_for = on_screen.wait_for
PROMPT = "a cute teddy bear on a blue background"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Xvfb is for Linux")


class Program(on_screen.Program):
    """The started window, what it drew, and its engine."""

    home: Path

    def pictures(self) -> list[Path]:
        return sorted((self.home / "pictures").glob("*.png"))

    def engine(self) -> psutil.Process:
        """The drawing engine: the window's only child."""
        return wait_for(lambda: psutil.Process(self.process.pid).children())[0]


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("QT_", "REVERIE_", "WAYLAND"))}
    with on_screen.screen(kept) as environment:
        environment["REVERIE_HOME"] = str(tmp_path / "home")
        environment["PYTHONPATH"] = str(ROOT)
        program = Program.start([sys.executable, "-m", "desktop"], environment)
        program.home = tmp_path / "home"
        try:
            yield program
        finally:
            process = program.process
            children = psutil.Process(process.pid).children() if process.poll() is None else []
            for started in (*children, process):
                if psutil.pid_exists(started.pid):
                    os.kill(started.pid, signal.SIGKILL)
            process.wait(timeout=20)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_words_become_a_picture_and_an_engine_that_dies_is_survived(program):
    program.press("Return")  # the first-run card: Start drawing
    program.write(PROMPT)
    program.press("ctrl+Return")
    (picture,) = wait_for(program.pictures)
    recipe = Recipe.from_json(read_texts(picture)["reverie"])
    assert recipe.prompt == PROMPT

    program.engine().kill()
    program.press("ctrl+Return")
    assert len(wait_for(lambda: found if len(found := program.pictures()) == 2 else [])) == 2
    assert program.process.poll() is None, "the window outlives its engine"
