"""Who listens to a training, and what was asked of it meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Watch:
    """The job's name on its events, and the wishes of whoever runs it."""

    job: str = ""
    cancelled: Callable[[], bool] = lambda: False  # save, and stop
    finished: Callable[[], bool] = lambda: False  # save, and let what was learned be the result
