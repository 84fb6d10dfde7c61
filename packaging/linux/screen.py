"""A virtual screen on which a real program is driven by real keys: Xvfb and xdotool."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

T = TypeVar("T")
SIZE = "1280x800x24"
PATIENCE = 180.0  # s: how long a slow machine may take before somebody gives up


def wait_for(look: Callable[[], T], seconds: float = PATIENCE) -> T:
    """What `look` finds, as soon as it is true. Raises `TimeoutError`."""
    end = time.monotonic() + seconds
    while not (found := look()):
        if time.monotonic() > end:
            raise TimeoutError(f"waited {seconds:.0f} s in vain")
        time.sleep(0.05)
    return found


@contextmanager
def screen(environment: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """An empty screen for as long as the block runs; `environment` with its DISPLAY."""
    read, write = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(write), "-screen", "0", SIZE, "-nolisten", "tcp"],
        pass_fds=[write],
        stderr=subprocess.DEVNULL,
    )
    os.close(write)
    try:
        with os.fdopen(read) as line:
            yield {**environment, "DISPLAY": ":" + line.readline().strip()}
    finally:
        server.kill()
        server.wait(timeout=20)


@dataclass
class Program:
    """A started program and the keys that reach it."""

    process: subprocess.Popen[bytes]
    keys: Mapping[str, str]  # xdotool's environment

    @classmethod
    def start(
        cls,
        words: Sequence[str | Path],
        environment: Mapping[str, str],
        keys: Mapping[str, str] | None = None,
    ) -> Program:
        """Start it and wait for its window. `keys`: xdotool's environment, else the same. Raises `TimeoutError`."""
        program = cls(subprocess.Popen(list(words), env=dict(environment)), keys or environment)
        try:
            wait_for(program.is_shown)
            program.focus()
        except BaseException:
            program.process.kill()
            raise
        return program

    def focus(self) -> None:
        """Make it the active window: there is no window manager, and only the active one has shortcuts."""
        self._xdotool("search", "--onlyvisible", "--name", "Reverie", "windowfocus", "--sync")

    def press(self, *keys: str) -> None:
        """Key presses as xdotool names them: `ctrl+Return`."""
        self._xdotool("key", "--delay", "40", *keys)

    def write(self, text: str) -> None:
        self._xdotool("type", "--delay", "15", text)

    def is_shown(self) -> bool:
        found = self._xdotool("search", "--onlyvisible", "--name", "Reverie", check=False)
        return bool(found.stdout.strip())

    def _xdotool(self, *words: str, check: bool = True) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            ["xdotool", *words],
            env=dict(self.keys),
            check=check,
            capture_output=True,
            timeout=60,
        )
