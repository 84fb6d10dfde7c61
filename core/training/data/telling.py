"""Long preparations as events."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.contract.errors import Cancelled
from core.contract.events import Event
from core.contract.notices import Notice
from core.training.data.dataset import Progress
from core.training.distributed import World
from core.training.watch import Watch

EVERY = 1000  # pictures between notices
SLOW = {"class_pictures_drawn": 10}  # a picture of these takes seconds


def told(work: Iterable[Progress], watch: Watch, world: World) -> Iterator[Event]:
    """Do the work, with a notice now and then. Raises `Cancelled`; nothing has been learned yet."""
    last = 0
    for progress in work:
        if watch.cancelled() and world.size == 1:  # several processes stop together, in the loop
            raise Cancelled
        every = SLOW.get(progress.code, EVERY)
        if progress.done >= last + every or progress.done == progress.total:
            last = progress.done % progress.total
            data = {"done": progress.done, "total": progress.total}
            yield Notice(watch.job, progress.code, data)
