"""A virtual screen on which a real program is driven by real keys: Xvfb and xdotool. Stands alone."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

T = TypeVar("T")
SIZE = "1280x800x24"
PATIENCE = 180.0  # s: how long a slow machine may take before somebody gives up
LOOK = 0.1  # s between two looks


def wait_for(look: Callable[[], T], what: str = "", seconds: float = PATIENCE) -> T:
    """What `look` finds, as soon as it is true. Raises `TimeoutError` that says `what` did not come."""
    end = time.monotonic() + seconds
    while not (found := look()):
        if time.monotonic() > end:
            raise TimeoutError(f"waited {seconds:.0f} s in vain for {what or 'it'}")
        time.sleep(LOOK)
    return found


@contextmanager
def empty_screen() -> Iterator[str]:
    """The DISPLAY of an empty screen for as long as the block runs."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", SIZE, "-nolisten", "tcp"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as line:
            yield ":" + line.readline().strip()
    finally:
        server.terminate()  # so it takes its lock away: one left behind is fought for by the next two
        try:
            server.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


@dataclass
class Keyed:
    """A started program and the keys that reach it."""

    process: subprocess.Popen[bytes]
    environment: Mapping[str, str]  # of the screen, with our PATH

    def press(self, *keys: str) -> None:
        """Key presses as xdotool names them: `ctrl+Return`."""
        self._xdotool("key", "--delay", "40", *keys)

    def write(self, text: str) -> None:
        self._xdotool("type", "--delay", "15", text)

    def begin(self) -> None:
        """Wait for its window, and go there. Raises `TimeoutError`."""
        wait_for(self.is_shown, "the window")
        self.focus()

    def focus(self) -> None:
        """Make it the active window: there is no window manager, and only the active one has shortcuts."""
        self._xdotool("search", "--onlyvisible", "--name", "Reverie", "windowfocus", "--sync")

    def is_shown(self) -> bool:
        found = self._xdotool("search", "--onlyvisible", "--name", "Reverie", check=False)
        return bool(found.stdout.strip())

    def _xdotool(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            ["xdotool", *words],
            env=dict(self.environment),
            check=check,
            capture_output=True,
            timeout=60,
        )
