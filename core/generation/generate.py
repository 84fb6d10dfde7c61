"""A request becomes pictures: the one iterator that command line and engine both run.

load → encode words → encode picture → steps → decode → PNG with recipe. It yields events and ends
with `JobDone` or `JobCancelled`; a failure is raised as a typed error. The pictures of a request are
drawn one after another, so that each has the same bits alone and in a batch.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import torch

from core.contract import events as ev
from core.contract.errors import Cancelled, OutOfMemory
from core.contract.request import GenerationRequest
from core.generation import remarks
from core.generation.attempt import Attempt
from core.generation.device import choose_device, out_of_memory
from core.generation.loader import Loader
from core.generation.machine import give_back
from core.generation.progress import Progress
from core.generation.watch import Watch
from core.generation.work import Work


@torch.inference_mode()
def generate(
    request: GenerationRequest,
    loader: Loader,
    cancelled: Callable[[], bool],
    job: str = "",
    watch: Watch | None = None,
) -> Iterator[ev.Event]:
    """Draw `request` and save its pictures, telling about it.

    `watch` is put around every picture: see `watch.py`.

    `cancelled` is asked after every event, so before each step and phase, and while a model is loaded between
    its tensors; pictures that are done stay. Input at fault raises before anything is written:
    `InvalidValue`, `DeviceUnavailable`, and the errors of
    pictures, models and output places. Later come `OutOfMemory`, `NonFiniteResult`, `DiskFull`,
    `WriteFailed`.
    """
    started = time.monotonic()
    device = choose_device(request.device)
    full: OutOfMemory | None = None
    stopped = False
    try:
        for event in _events(request, loader, device, cancelled, job, watch):
            yield event
            is_last = isinstance(event, ev.ImageDone) and event.index == event.count - 1
            if cancelled() and not is_last:
                yield ev.JobCancelled(job)
                return
    except Cancelled:
        stopped = True
    except (RuntimeError, MemoryError) as error:
        full = out_of_memory(error, device)
        if full is None:
            raise
    if full is not None:  # out here the traceback has let go of the tensors that filled the memory
        give_back(device)
        raise full
    if stopped:  # in the middle of a model, which is let go of
        give_back(device)
        yield ev.JobCancelled(job)
        return
    yield ev.JobDone(job, time.monotonic() - started)


def _events(
    request: GenerationRequest,
    loader: Loader,
    device: torch.device,
    cancelled: Callable[[], bool],
    job: str,
    watch: Watch | None,
) -> Iterator[ev.Event]:
    work = Work.of(request, loader.find(request.model))
    yield from remarks.far(job, request, work.plan, work.info)
    yield from remarks.stretched(job, work.start)
    yield from remarks.only_words(job, work.added)
    progress = Progress(job, request.count)
    attempt = Attempt(request, loader, device, cancelled, progress, watch)
    if work.plan.copies_init:
        yield from attempt.copied(work)
        return
    yield progress.phase("load")
    for path in (Path(work.info.path), *work.added.files()):
        yield from remarks.converted(job, path)
    yield from attempt.drawn(work)
