"""Which files this process opens while a block runs, heard from the interpreter itself (PEP 578)."""

from __future__ import annotations

import os
import sys
from typing import Any


class OpenedFiles:
    """Make one only: a hook stays for the life of the process. Attributes: `paths`, of the last block."""

    def __init__(self) -> None:
        self.paths: list[str] = []
        self._listens = False
        sys.addaudithook(self._hear)

    def __enter__(self) -> OpenedFiles:
        self.paths = []
        self._listens = True
        return self

    def __exit__(self, *error: object) -> None:
        self._listens = False

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if (
            self._listens
            and event == "open"
            and isinstance(arguments[0], (str, bytes, os.PathLike))
        ):
            self.paths.append(os.fsdecode(arguments[0]))
