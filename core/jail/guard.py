"""The interpreter's own alarm (PEP 578): while a stranger's file is parsed, nothing else may happen.

Opening a file, importing a module, compiling, starting a process, a socket, ctypes: Python announces each
before it is done, and here all but a few harmless ones are refused and remembered. It works on every
system. It hears Python code and the standard library; what foreign machine code does by itself is for
the limits and, on Linux, for bubblewrap.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

# Looking at objects, and what Pillow and the standard library do to data in memory.
HARMLESS = frozenset(
    {
        "array.__new__",
        "builtins.id",
        "object.__delattr__",
        "object.__getattr__",
        "object.__setattr__",
        "sys._getframe",
        "sys.unraisablehook",
    }
)


class Forbidden(PermissionError):
    """The parser tried to do what no parser needs."""


class Guard:
    """Install once; it can never be taken out of the process again.

    Attributes: `tripped`: the first event that was refused, None while there was none.
    """

    def __init__(self) -> None:
        self.tripped: str | None = None
        self._closed = False

    def install(self) -> None:
        sys.addaudithook(self._hear)

    @contextmanager
    def closed(self) -> Iterator[None]:
        """Refuse everything but the harmless inside the block."""
        self._closed = True
        try:
            yield
        finally:
            self._closed = False

    def _hear(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self._closed and event not in HARMLESS:
            self.tripped = self.tripped or event
            raise Forbidden(event)
