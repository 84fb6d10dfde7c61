"""A small piece of work on a worker thread whose result comes back to the window's own thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot

from core.contract.errors import ReverieError


class _Mailbox(QObject):
    """Brings results to the window's thread. Without a parent, so that late work finds it alive."""

    done = Signal(int, object)


class Errand(QObject):
    """One kind of work; of several only the last one's result counts.

    Signals: `done(result)` · `failed(ReverieError)`.
    """

    done = Signal(object)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._number = 0
        self._mailbox = _Mailbox()
        self._mailbox.done.connect(self._take)

    def run(self, work: Callable[[], Any]) -> None:
        """Do `work` beside the window. What it raises of the contract's errors comes as `failed`."""
        self._number += 1
        number, mailbox = self._number, self._mailbox

        def task() -> None:
            try:
                result = work()
            except ReverieError as error:
                result = error
            mailbox.done.emit(number, result)

        QThreadPool.globalInstance().start(task)

    def forget(self) -> None:
        """What is under way is not wanted any more."""
        self._number += 1

    @Slot(int, object)
    def _take(self, number: int, result: object) -> None:
        if number != self._number:
            return
        if isinstance(result, ReverieError):
            self.failed.emit(result)
        else:
            self.done.emit(result)
