"""A small piece of work on a worker thread whose result comes back to the window's own thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Signal

from core.contract.errors import ReverieError
from desktop.aside import Aside


class Errand(QObject):
    """One kind of work; of several only the last one's result counts.

    Signals: `done(result)` · `failed(ReverieError)`.
    """

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._aside = Aside(self)

    def run(self, work: Callable[[], Any]) -> None:
        """Do `work` beside the window. What it raises of the contract's errors comes as `failed`."""
        self._number += 1
        self._aside.attempt(work, self._take, self._number)

    def forget(self) -> None:
        """What is under way is not wanted any more."""
        self._number += 1

    def _take(self, number: int, result: object) -> None:
        if number != self._number:
            return
        if isinstance(result, ReverieError):
            self.failed.emit(result)
        else:
            self.done.emit(result)
