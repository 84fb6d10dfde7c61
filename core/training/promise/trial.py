"""Two real steps of a teaching, measured: the memory at its peak, and the seconds of each piece of work.

Model, task, optimiser and loop are those of the teaching itself. Only the photos are noise of the same size, because
neither memory nor time depends on what they show. What is written for it lies in the cache and is gone at the end;
what is learned is thrown away.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from core.checkpoints import interruption
from core.contract.errors import ReverieError
from core.contract.events import Event
from core.contract.teaching import DreamBoothConfig
from core.contract.teaching_promise import TeachingPromise
from core.files import folder_store, folders, store
from core.files.photos.listing import Entry
from core.generation.device import out_of_memory
from core.generation.machine import UNKNOWN, PeakMeter, give_back
from core.training import teaching
from core.training.caches.latent_cache import encode_batch
from core.training.data.dataset import PictureSet, Progress
from core.training.data.order import generator
from core.training.distributed import World
from core.training.fidelity.eyes import eyes_for
from core.training.fidelity.setup import drawing, names
from core.training.promise.forecast import Forecast
from core.training.promise.trials import LEAST, MOST, Pace
from core.training.promise.trials import UNKNOWN as NO_RATIO
from core.training.run_state import RunFolder
from core.training.task import Setting, Task
from core.training.taught import Taught
from core.training.trainer import Trainer
from core.training.watch import Watch

PLACE = "teaching-trial"  # in the cache, while it runs


class NoisePictures(PictureSet):
    """Pictures of noise, made when they are asked for."""

    def __init__(self, count: int, side: int) -> None:
        entries = [Entry(f"{number:03d}", "", bytes=0) for number in range(count)]
        super().__init__(Path(), entries, side)

    def read(self) -> Iterator[Progress]:
        """Nothing needs to be read."""
        return iter(())

    def images(self, numbers: Any) -> Tensor:
        """uint8 (B, S, S, 3)."""
        shape = (len(numbers), self.resolution, self.resolution, 3)
        random = generator(0, 0, 0, "trial")
        return torch.randint(0, 256, shape, generator=random, dtype=torch.uint8)


def tried(asked: Forecast, cancelled: Callable[[], bool], job: str) -> Iterator[Event]:
    """Make the trial, note it down and tell the promise. Memory that ran out is an answer, too.

    Raises `Cancelled`, also amid a step, and what opening the model raises. Nothing may hold a model before.
    """
    give_back(asked.device)
    try:
        with interruption.stopped_by(cancelled):
            pace, ratio = _measured(asked)
    except Exception as error:
        if out_of_memory(error, asked.device) is None:
            raise
        yield _too_large(asked, job)
        return
    finally:
        give_back(asked.device)
    asked.trials.learn(asked.trial(ratio, pace, time.time()))
    yield asked.promise(job)


def _too_large(asked: Forecast, job: str) -> TeachingPromise:
    """What is told where it did not fit when it was tried, whatever the formula says."""
    said = asked.promise(job)
    needed = max(said.needed, said.free + 1)
    fitting = said.fitting or (("gradient_checkpointing", "true"),)
    return replace(said, needed=needed, fits=False, measured=time.time(), fitting=fitting)


def _measured(asked: Forecast) -> tuple[Pace, float]:
    meter = PeakMeter(asked.device)
    meter.start()
    folder = _place()
    try:
        pace = _paced(asked, folder)
    finally:
        with suppress(ReverieError):
            folder_store.remove_folder(folder)
    peak = meter.peak()
    if peak == UNKNOWN:
        return pace, NO_RATIO
    memory = asked.memory
    widest = memory.widest()
    found = (peak - meter.base - memory.weights[widest]) / memory.work[widest]
    return pace, min(max(found, LEAST), MOST)


def _place() -> Path:
    """An empty folder that the next start of the engine would remove, too."""
    store.make_folder(folders.cache())
    return folder_store.new_folder(folders.cache() / PLACE)


def _paced(asked: Forecast, folder: Path) -> Pace:
    config = replace(asked.config, output=str(folder), masks=None)
    count = encode_batch(asked.side, asked.side, asked.photos)
    pictures = NoisePictures(count, asked.side)
    setting: Setting[Any] = Setting(config, pictures, (), asked.device, asked.dtype, World())
    wants_class = isinstance(config, DreamBoothConfig) and config.class_count > 0
    taught, task = teaching.built(setting, asked.info, pictures if wants_class else None)
    model = Path(asked.info.path)
    judges = config.judge and names(config) is not None
    eyes = eyes_for(model if model.is_dir() else None, asked.device) if judges else None
    trainer = Trainer(task, setting, RunFolder(folder))
    # Of the class there are as many as photos here, and never in the mirror.
    encode = _encoded(task, folder) / (count * (1 + config.mirror + wants_class))
    _seconds(trainer.train_step)  # the first one makes room, and kernels choose their way
    step = _seconds(trainer.train_step)
    draw, decode = _drawn(setting, taught)
    del eyes
    return Pace(step, encode, draw, decode)


def _encoded(task: Task, folder: Path) -> float:
    """Seconds of all preparations."""

    def prepare() -> None:
        for _ in task.prepare(folder):
            interruption.check()

    return _seconds(prepare)


def _drawn(setting: Setting[Any], taught: Taught) -> tuple[float, float]:
    """Seconds of a step of a drawing, and of what comes after its steps."""
    one, two = (drawing(setting, taught, Watch(), steps) for steps in (1, 2))
    _seconds(lambda: one("", 0))
    longer, shorter = _seconds(lambda: two("", 0)), _seconds(lambda: one("", 0))
    step = max(longer - shorter, longer / 10)
    return step, max(shorter - step, 0.0)


def _seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    if torch.cuda.is_available():
        torch.cuda.synchronize()
    return time.perf_counter() - begun
