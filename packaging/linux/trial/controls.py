"""The controls of a running window by the names that a screen reader says, and where they lie on the screen."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

READER = Path(__file__).with_name("read_controls.py")
PYTHON = "/usr/bin/python3"  # Debian's, which has gi


@dataclass(frozen=True)
class Control:
    """`place`: left, top, width, height in px of the screen. `text`: what was typed into it."""

    role: str
    name: str
    description: str
    text: str
    focused: bool
    enabled: bool
    checked: bool
    place: tuple[int, int, int, int]

    @property
    def middle(self) -> tuple[int, int]:
        left, top, width, height = self.place
        return left + width // 2, top + height // 2


class Reader:
    """Asks the accessibility bus. One for each screen."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def shown(self) -> list[Control]:
        """All that is on the screen of the program, top down."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write("\n")
        self._process.stdin.flush()
        read = json.loads(self._process.stdout.readline())
        return [Control(**{**fields, "place": tuple(fields["place"])}) for fields in read]


@contextmanager
def reader(environment: Mapping[str, str]) -> Iterator[Reader]:
    """A reader on the session bus of `environment`, started before the program so that it is found."""
    pipe = subprocess.PIPE
    process = subprocess.Popen(
        [PYTHON, str(READER)],
        env=dict(environment),
        stdin=pipe,
        stdout=pipe,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        found = Reader(process)
        found.shown()  # the bus runs from here on
        yield found
    finally:
        process.kill()
        process.wait(timeout=20)
