"""What the engine does for a job: draws, trains, or tries how a training would go.

The slow imports are inside the methods, so that the pipes are heard before torch is there. No queue,
no threads and no pipes here.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from core.contract import events as ev
from core.contract.version import VERSION
from core.engine.worker import Doing
from core.files import folder_store, folders
from core.files.catalogue import addition_folders
from core.files.models import legacy_pickle
from core.files.recipes import inputs
from core.files.trainings import records

if TYPE_CHECKING:
    from core.explain.session import Session
    from core.generation.loader import Loader


class GenerationRunner:
    """The real runner. Keeps the model loaded between jobs; used on the worker's thread only."""

    def __init__(self) -> None:
        self._started = time.monotonic()
        self._loader: Loader | None = None
        self._session: Session | None = None

    def prepare(self) -> ev.EngineReady:
        import torch
        import transformers.models.clip.modeling_clip  # noqa: F401 - imported early, used by the loader

        from core.generation import device as devices
        from core.generation import generate  # noqa: F401 - imported early, used by the first job
        from core.generation.loader import Loader

        for place in _written_to():
            folder_store.clean_stale(place)  # what a killed engine left behind
        self._loader = Loader()
        device = devices.choose_device("auto")
        return ev.EngineReady(
            version=VERSION,
            device=device.type,
            device_name=devices.device_name(device),
            threads=torch.get_num_threads(),
            torch=torch.__version__,
            seconds=time.monotonic() - self._started,
        )

    def events(
        self,
        job: Doing,
        cancelled: Callable[[], bool],
        finished: Callable[[], bool],
    ) -> Iterator[ev.Event]:
        if isinstance(job, ev.Train):
            from core.training.train import train
            from core.training.watch import Watch

            return train(job.config, Watch(job.job, cancelled, finished), resume=job.resume)
        if isinstance(job, ev.TakeStep):
            from core.training.taking import take

            return take(job.run, job.step, job.job)
        if isinstance(job, ev.SaveSoFar):
            from core.training.so_far import save_so_far

            return save_so_far(job.run, job.job)
        if isinstance(job, ev.AskNouns):
            from core.training.subject.photo_nouns import seen

            return seen(job)
        from core.generation.generate import generate

        if self._loader is None:
            raise AssertionError("prepare comes first")
        if isinstance(job, ev.TryTeaching):
            return self._try(job, cancelled)
        if isinstance(job, ev.Explain):
            return self._explain(job, self._loader, cancelled)
        return generate(job.request, self._loader, cancelled, job.job)

    def _try(self, job: ev.TryTeaching, cancelled: Callable[[], bool]) -> Iterator[ev.Event]:
        from core.training.promise.forecast import forecast
        from core.training.promise.outline import Outlines
        from core.training.promise.trial import tried

        self.release()  # as a teaching finds the device: it has a process of its own
        yield from tried(forecast(job.config, job.photos, Outlines()), cancelled, job.job)

    def _explain(
        self, job: ev.Explain, loader: Loader, cancelled: Callable[[], bool]
    ) -> Iterator[ev.Event]:
        from core.explain.session import Session

        if self._session is None:
            self._session = Session(loader)
        return self._session.events(job, cancelled)

    def release(self) -> tuple[int, int]:
        from core.generation.device import choose_device
        from core.generation.machine import device_memory, give_back

        device = choose_device("auto")
        before = device_memory(device).held
        if self._session is not None:
            self._session.release()
        if self._loader is not None:
            self._loader.unload()
        give_back(device)  # also what a failed job left in circles of references
        return before, device_memory(device).held


def _written_to() -> tuple[Path, ...]:
    """The folders of a person in which files of ours appear; run folders look after themselves."""
    cache, pictures = folders.cache(), folders.pictures()
    return (
        *(pictures, pictures / inputs.INPUTS, cache, cache / legacy_pickle.FOLDER),
        *(folders.config(), folders.state(), records.place()),
        *(addition_folders.loras(), addition_folders.embeddings()),
    )
