"""Long preparations as events: where they begin, every few seconds, and where they end."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator

from core.contract.errors import Cancelled
from core.contract.events import Event
from core.contract.notices import Notice
from core.training.data.dataset import Progress
from core.training.distributed import World
from core.training.watch import Watch

EVERY = 1000  # pictures between notices, or …
SECONDS = 5.0  # … where they take long


def told(
    work: Iterable[Progress],
    watch: Watch,
    world: World,
    clock: Callable[[], float] = time.monotonic,
) -> Iterator[Event]:
    """Do the work, with a notice now and then. Raises `Cancelled`; nothing has been learned yet."""
    last, since = 0, clock()
    for progress in work:
        if watch.cancelled() and world.size == 1:  # several processes stop together, in the loop
            raise Cancelled
        done, now = progress.done, clock()
        is_due = done >= last + EVERY or now >= since + SECONDS
        if is_due or done in (0, progress.total):
            last, since = done % progress.total, now
            data = {"done": progress.done, "total": progress.total}
            yield Notice(watch.job, progress.code, data)
