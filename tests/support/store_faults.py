"""File operations that go wrong on purpose: the k-th one, or all from the k-th on.

Every method of `Operations` counts as one operation. With `half`, a failing write first puts half
of its bytes on the disk, as a full disk or a killed process would.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.files.operations import Operations

NAMES = tuple(name for name in vars(Operations) if not name.startswith("_"))


@dataclass(frozen=True)
class Exit:
    """The process ends at once."""

    status: int

    def strike(self) -> None:
        os._exit(self.status)


@dataclass(frozen=True)
class Fails:
    """The system answers with this error number."""

    number: int

    def strike(self) -> None:
        raise OSError(self.number, os.strerror(self.number))


class QuickOperations(Operations):
    """Real operations that do not wait for the disk: a dying process loses nothing by that."""

    def sync(self, fd: int) -> None:
        os.fstat(fd)

    def sync_folder(self, path: Path) -> None:
        path.stat()


class FaultyOperations(QuickOperations):
    """Counts operations in `count`; strikes at number `at` (from 1), or from there on (`sticky`)."""

    def __init__(self, at: int, fault: Exit | Fails, *, half: bool, sticky: bool = False) -> None:
        self.at, self.fault, self.half, self.sticky = at, fault, half, sticky
        self.count = 0
        self.struck: list[str] = []
        for name in NAMES:
            setattr(self, name, self._guard(name, getattr(super(), name)))

    def _guard(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any) -> Any:
            self.count += 1
            if self.count == self.at or (self.sticky and self.count > self.at):
                self.struck.append(name)
                if name == "write" and self.half:
                    real(args[0], args[1][: len(args[1]) // 2])
                if name == "close":
                    real(*args)  # a close that reports an error has closed all the same
                self.fault.strike()
            return real(*args)

        return call
