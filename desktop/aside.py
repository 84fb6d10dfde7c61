"""Work beside the window: a worker thread does it, and what comes of it is taken up in the window's own thread.

For what may take a while and needs no process of its own: looking through folders, reading a file, moving
one to the trash.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, TypeVarTuple
from weakref import WeakMethod

from PySide6.QtCore import QObject, QThreadPool, Signal, Slot

from core.contract.errors import ReverieError

T = TypeVar("T")
About = TypeVarTuple("About")


class _Sender(QObject):
    """Sends from the worker. Each task holds it, and it has no parent: so also a late task finds it alive.

    Nothing is ever sent to it, so it may go in whatever thread the last task ends.
    """

    came = Signal(object, object, object)  # a weak method, what it is told first, the result


class Aside(QObject):
    """Has work done for its parent, whose methods are told what came of it.

    Once the parent is gone nobody is told. The worker does not hold it: if it held it last, it would destroy it
    in its own thread, which ends the process. So the worker has the method as a weak reference, and `then` is
    never a lambda; and neither `work` nor `about` may hold the parent, only values.

    An error that `work` lets through is a defect: it reaches `sys.excepthook` from the worker's thread, and
    nothing follows.
    """

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._sender = _Sender()
        self._sender.came.connect(self._hand_over)

    def run(
        self,
        work: Callable[[], T],
        then: Callable[[*About, T], None],
        *about: *About,
        priority: int = 0,
    ) -> None:
        """Do `work` on a worker, then call `then(*about, result)` in this thread. A higher `priority` goes first."""
        sender, method = self._sender, WeakMethod(then)
        QThreadPool.globalInstance().start(
            lambda: sender.came.emit(method, about, work()), priority
        )

    def attempt(
        self,
        work: Callable[[], T],
        then: Callable[[*About, T | ReverieError], None],
        *about: *About,
        priority: int = 0,
    ) -> None:
        """As `run`; an error of the contract that `work` raises is handed over in place of the result."""

        def outcome() -> T | ReverieError:
            try:
                return work()
            except ReverieError as error:
                return error

        self.run(outcome, then, *about, priority=priority)

    @Slot(object, object, object)
    def _hand_over(
        self, then: WeakMethod[Callable[..., None]], about: tuple[Any, ...], result: object
    ) -> None:
        method = then()
        if method is not None:
            method(*about, result)
