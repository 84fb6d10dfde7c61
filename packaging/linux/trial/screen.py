"""A program on a virtual screen, driven by real keys and clicks and read as a screen reader does: a session bus beside."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from linux.trial.controls import Control, Reader, reader
from linux.trial.installation import Trial
from linux.trial.keys import PATIENCE, Keyed, empty_screen, wait_for


@dataclass
class Program(Keyed):
    """A started program, the keys and clicks that reach it, and what is seen of it."""

    reader: Reader

    def click(self, name: str, role: str = "") -> None:
        """A press of the mouse in the middle of the control of that name, once it is there and enabled."""
        found = wait_for(lambda: self.find(name, role, enabled=True), f"“{name}”")
        self._xdotool("mousemove", "--sync", *(str(px) for px in found.middle), "click", "1")

    def find(self, name: str, role: str = "", *, enabled: bool = False) -> Control | None:
        """The first shown control of that name, else the first whose name begins so."""
        fitting = [
            control
            for control in self.reader.shown()
            if control.name.startswith(name)
            and role in ("", control.role)
            and (control.enabled or not enabled)
        ]
        exact = [control for control in fitting if control.name == name]
        return next(iter(exact or fitting), None)

    def sees(self, name: str, role: str = "", seconds: float = PATIENCE) -> Control:
        """The control of that name as soon as it is shown. Raises `TimeoutError`."""
        return wait_for(lambda: self.find(name, role), f"“{name}”", seconds)

    def error(self) -> str:
        """What the message bar says of something that went wrong, or ""."""
        found = self.find("Error")
        return "" if found is None else found.description

    def quit(self) -> None:
        """By its key. Raises `AssertionError` where it does not end well."""
        self.focus()
        self.press("ctrl+q")
        wait_for(lambda: self.process.poll() is not None, "the end", 30)
        assert self.process.returncode == 0, f"it ended with {self.process.returncode}"


@contextmanager
def opened(trial: Trial, *words: str | Path) -> Iterator[Program]:
    """The program in a window on a screen of its own; killed at the end if it still runs.

    Raises `AssertionError` where it spoke of a defect.
    """
    said = trial.folder / "said.txt"
    with ExitStack() as stack:
        around = stack.enter_context(_screen(trial))
        ours = {**around, "PATH": os.environ["PATH"]}
        seen = stack.enter_context(reader(ours))
        with said.open("wb") as log:
            process = subprocess.Popen([*trial.command, *words], env=around, stderr=log)
        stack.callback(_end, process)
        program = Program(process, ours, seen)
        program.begin()
        yield program
    text = said.read_text(encoding="utf-8", errors="replace")
    assert "Traceback" not in text, text


@contextmanager
def _screen(trial: Trial) -> Iterator[dict[str, str]]:
    """The trial's environment with an empty screen and a session bus of its own."""
    with ExitStack() as stack:
        display = stack.enter_context(empty_screen())
        run = trial.folder / "run"  # sockets, reached by the same path from another root
        run.mkdir(mode=0o700, exist_ok=True)
        own = {"DISPLAY": display, "XDG_RUNTIME_DIR": str(run)}
        bus = subprocess.Popen(
            [
                "dbus-daemon",
                "--session",
                "--nofork",
                "--print-address",
                f"--address=unix:dir={run}",
            ],
            env={**trial.environment, **own, "PATH": os.environ["PATH"]},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        stack.callback(_end, bus)
        assert bus.stdout is not None
        address = bus.stdout.readline().strip()
        yield {
            **trial.environment,
            **own,
            "DBUS_SESSION_BUS_ADDRESS": address,
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }


def _end(process: subprocess.Popen[bytes] | subprocess.Popen[str]) -> None:
    process.kill()
    process.wait(timeout=20)
