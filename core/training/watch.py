"""Who listens to a training, and what was asked of it meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from core.contract.events import Event

if TYPE_CHECKING:
    from core.training.trainer import Trainer


@dataclass(frozen=True)
class Watch:
    """The job's name on its events, and the wishes of whoever runs it."""

    job: str = ""
    cancelled: Callable[[], bool] = lambda: False  # save, and stop
    finished: Callable[[], bool] = lambda: False  # save, and let what was learned be the result
    # who looks on: after each step, events of its own; it changes nothing
    seen: Callable[[Trainer], Iterable[Event]] = lambda trainer: ()
