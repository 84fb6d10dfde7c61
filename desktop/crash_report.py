"""What is left of a violent end: the places all threads were at, written by faulthandler as it happens.

The file exists only while the program runs. What lies there at a start was left by one that crashed; one
that was killed leaves it empty and has nothing to tell.
"""

from __future__ import annotations

import faulthandler
from contextlib import suppress
from pathlib import Path
from typing import TextIO

from core.contract.errors import ReverieError
from core.contract.version import PROGRAM
from core.files import folders, store

LONGEST = 64_000  # characters of a report that are shown; the first say where it began


class CrashReport:
    """Listens for a crash from now on. `last` is what the run before left, or ""."""

    def __init__(self, file: Path | None = None) -> None:
        self._path = file or folders.state() / "crash.txt"
        self._file: TextIO | None = None
        self.last = self._left_behind()
        with suppress(OSError, ReverieError):  # where nothing can be written, nothing is reported
            store.make_folder(self._path.parent)
            self._file = self._path.open("w", encoding="utf-8")
            faulthandler.enable(self._file)

    def end(self) -> None:
        """The program ended as it should: there is nothing to report."""
        if self._file is None:
            return
        faulthandler.disable()
        self._file.close()
        self._file = None
        with suppress(OSError):
            self._path.unlink()

    def _left_behind(self) -> str:
        try:
            with self._path.open(encoding="utf-8", errors="replace") as file:
                text = file.read(LONGEST)
        except OSError:
            return ""
        return f"{PROGRAM}\n{text}" if text.strip() else ""
