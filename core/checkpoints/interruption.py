"""Lets a long read of weights be stopped from outside: whoever reads asks here between two tensors.

A context variable, because the question would otherwise pass through a dozen functions that have no use
for it. It holds in the thread that set it and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from core.contract.errors import Cancelled


def _never() -> bool:
    return False


_cancelled: ContextVar[Callable[[], bool]] = ContextVar("cancelled", default=_never)


@contextmanager
def stopped_by(cancelled: Callable[[], bool]) -> Iterator[None]:
    """Within it `check` asks `cancelled`."""
    token = _cancelled.set(cancelled)
    try:
        yield
    finally:
        _cancelled.reset(token)


def asked() -> Callable[[], bool]:
    """The question that `check` asks, for another thread that works for this one."""
    return _cancelled.get()


def check() -> None:
    """Raises `Cancelled` where somebody wants the reading to end."""
    if asked()():
        raise Cancelled
