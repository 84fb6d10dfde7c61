"""The real window, the real engine and the starter, driven by key presses on a virtual screen."""

from __future__ import annotations

import importlib.util
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from core.contract.recipe import Recipe
from core.files.pictures.images import read_texts

ROOT = Path(__file__).resolve().parents[2]
_SPEC = importlib.util.spec_from_file_location(
    "on_screen", ROOT / "packaging" / "linux" / "trial" / "keys.py"
)
assert _SPEC is not None
assert _SPEC.loader is not None
on_screen = importlib.util.module_from_spec(_SPEC)
sys.modules["on_screen"] = on_screen  # dataclasses look their module up
_SPEC.loader.exec_module(on_screen)
wait_for = on_screen.wait_for
PROMPT = "a cute teddy bear on a blue background"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Xvfb is for Linux")


class Program(on_screen.Keyed):
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
    own = {"REVERIE_HOME": str(tmp_path / "home"), "PYTHONPATH": str(ROOT)}
    with on_screen.empty_screen() as display:
        around = {**kept, **own, "DISPLAY": display}
        started = subprocess.Popen([sys.executable, "-m", "desktop"], env=around)
        program = Program(started, around)
        program.home = tmp_path / "home"
        try:
            program.begin()
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
