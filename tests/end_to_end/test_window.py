"""The real window, the real engine and the starter, driven by key presses on a virtual screen."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import psutil
import pytest

from core.contract.recipe import Recipe
from core.files.images import read_texts

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[2]
PROMPT = "a cute teddy bear on a blue background"
PATIENCE = 180.0  # s: how long a slow machine may take for a picture before the test gives up

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="Xvfb is for Linux")


@dataclass
class Program:
    """The started program and the screen it is on."""

    process: subprocess.Popen[bytes]
    environment: dict[str, str]
    home: Path

    def press(self, *keys: str) -> None:
        self._xdotool("key", "--delay", "40", *keys)

    def write(self, text: str) -> None:
        self._xdotool("type", "--delay", "15", text)

    def pictures(self) -> list[Path]:
        return sorted((self.home / "pictures").glob("*.png"))

    def engine(self) -> psutil.Process:
        """The drawing engine: the window's only child."""
        return wait_for(lambda: psutil.Process(self.process.pid).children())[0]

    def shown(self) -> bool:
        found = self._xdotool("search", "--onlyvisible", "--name", "Reverie", check=False)
        return bool(found.stdout.strip())

    def _xdotool(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            ["xdotool", *words], env=self.environment, check=check, capture_output=True, timeout=60
        )


def wait_for(look: Callable[[], T], seconds: float = PATIENCE) -> T:
    end = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < end, "waited in vain"
        time.sleep(0.05)
    return found


@pytest.fixture
def program(tmp_path: Path) -> Iterator[Program]:
    read, write = os.pipe()
    screen = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    with os.fdopen(read) as line:
        display = ":" + line.readline().strip()
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("QT_", "REVERIE_", "WAYLAND"))}
    environment = kept | {"DISPLAY": display, "REVERIE_HOME": str(tmp_path / "home")}
    process = subprocess.Popen([sys.executable, "-m", "desktop"], cwd=ROOT, env=environment)
    program = Program(process, environment, tmp_path / "home")
    try:
        wait_for(program.shown)
        yield program
    finally:
        children = psutil.Process(process.pid).children() if process.poll() is None else []
        for started in (*children, process, screen):
            if psutil.pid_exists(started.pid):
                os.kill(started.pid, signal.SIGKILL)
        process.wait(timeout=20)
        screen.wait(timeout=20)


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
