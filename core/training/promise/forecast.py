"""The promise: memory and minutes of a teaching before it begins, whether it fits, and what would make it fit."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

import torch

from core.contract.errors import InvalidValue
from core.contract.teaching import AdapterConfig, AnyConfig, DreamBoothConfig, TeachConfig
from core.contract.teaching_promise import TeachingPromise
from core.files.catalogue import finding
from core.files.models.library import ModelInfo
from core.generation.device import choose_device, dtype_name
from core.generation.footprint import Footprint, Runtime
from core.generation.machine import UNKNOWN, DeviceMemory, device_memory
from core.generation.memory import SPARE, signature
from core.training.promise.amounts import Amounts, amounts, eyes_bytes
from core.training.promise.footprint import DRAWN, TeachStage, footprint, step_costs
from core.training.promise.outline import Outlines, TaughtOutline
from core.training.promise.speed import speed_of
from core.training.promise.task import WIDE, TeachingTask
from core.training.promise.trials import UNKNOWN as NO_RATIO
from core.training.promise.trials import Pace, Trial, Trials
from core.training.promise.work import vae_work
from core.training.taught import check_teachable
from core.training.train import choose_dtype

SIDE_STEP = 64  # px between the sizes that are tried for one that fits
# Judged states of a whole model: the one taken, the newest, and one that is being written
WHOLE_KEPT = 3
SIDE_LEAST = 0.5  # of the model's own size: smaller ones teach it little
NEAR = (0.8, 1.25)  # times the time by a trial of the same model
FAR = (0.6, 2.0)  # by a trial of another one
GUESSED = (1.2, 6.0)  # by the speed of plain matrix products: networks reach a part of it


@dataclass(frozen=True)
class Forecast:
    """One teaching on one device."""

    config: TeachConfig
    info: ModelInfo
    outline: TaughtOutline
    photos: int
    device: torch.device
    base: int  # bytes of a process without any model; counts on the CPU
    room: DeviceMemory
    trials: Trials

    @property
    def side(self) -> int:
        return self.config.resolution or self.info.sample_size

    @property
    def task(self) -> TeachingTask:
        return TeachingTask.of(self.config, self.outline, self.side)

    @property
    def dtype(self) -> torch.dtype:
        return choose_dtype(self.config, self.device)

    @property
    def memory(self) -> Footprint[TeachStage]:
        on_cpu = self.device.type == "cpu"
        runtime = Runtime(self.device.type, self.dtype.itemsize, self.base if on_cpu else 0)
        eyes = eyes_bytes(self.info) if self.config.judge else 0
        return footprint(
            self.outline, self.task, runtime, self.dtype, photos=self.photos, eyes=eyes
        )

    @property
    def work(self) -> float:
        """1e9 multiplications of one step, forth and back."""
        task = self.task
        unet, *texts = step_costs(self.outline, task)
        back = (2.0 if task.whole else 1.0) + task.recomputed
        aside = unet.work * task.aside / task.rows
        return task.passes * ((unet.work + sum(t.work for t in texts)) * (1 + back) + aside) / 1e9

    def trial(self, ratio: float = NO_RATIO, pace: Pace | None = None, when: float = 0.0) -> Trial:
        """As the records know it."""
        task = self.task
        return Trial(
            model=signature(self.outline.plain),
            device=self.device.type,
            dtype=dtype_name(self.dtype),
            method=task.method,
            side=task.side,
            rows=task.rows,
            passes=task.passes,
            work=self.work,
            ratio=ratio,
            pace=pace or Pace(0.0, 0.0, 0.0, 0.0),
            when=when,
        )

    def needed(self) -> int:
        """Bytes at the peak."""
        return self.memory.peak(self.trials.ratio(self.trial()) or 1.0)

    def disk(self) -> int:
        """Bytes of the run folder at its fullest: saved states and the one being written, judged weights, the result."""
        task, done, config = self.task, self.amounts(), self.config
        weights = WIDE * task.numbers
        judged = 0
        if config.judge:
            every = -(-done.steps // done.every)
            judged = min(WHOLE_KEPT, every) if task.whole else every
        saved = (config.keep_checkpoints + 1) * (weights + task.kept)
        return saved + (judged + 2) * weights

    def fits(self) -> bool:
        """Whether it does; taken for true where the system does not say what is free."""
        return self.room.free == UNKNOWN or self.needed() <= self.room.free * (1 - SPARE)

    def fitting(self) -> tuple[tuple[str, str], ...]:
        """Settings that would make it fit; () where it does, or where nothing helps."""
        if self.fits():
            return ()
        for changes in self._smaller():
            if replace(self, config=replace(self.config, **changes)).fits():
                return tuple((name, _text(value)) for name, value in changes.items())
        return ()

    def pace(self) -> tuple[Pace, tuple[float, float]]:
        """Seconds of each piece of work, and between which shares of it the truth lies."""
        same = self.trials.same(self.trial())
        if same is not None:
            return same.pace, (1.0, 1.0)
        found = self.trials.speed(self.trial())
        if found is None:
            return self._pace_at(speed_of(self.device, self.dtype)), GUESSED
        speed, of_this_model = found
        return self._pace_at(speed), NEAR if of_this_model else FAR

    def promise(self, job: str) -> TeachingPromise:
        """As it is told."""
        done = amounts(self.config, self.info, self.photos, self.side)
        pace, (low, high) = self.pace()
        least, most = done.seconds(pace)
        same = self.trials.same(self.trial())
        return TeachingPromise(
            job=job,
            device=self.device.type,
            needed=self.needed(),
            free=self.room.free,
            fits=self.fits(),
            least=least * low,
            most=most * high,
            step=pace.step,
            measured=same.when if same is not None else 0.0,
            fitting=self.fitting(),
            disk=self.disk(),
            keeping=self.keeping(),
        )

    def keeping(self) -> float:
        """Seconds that keeping the class adds to all steps; -1 where nothing is kept, or nobody measured.

        A step without it is taken for as much shorter as it has less work.
        """
        same, config = self.trials.same(self.trial()), self.config
        if same is None or not isinstance(config, DreamBoothConfig) or config.prior == "none":
            return -1.0
        bare = replace(self, config=replace(config, prior="none"))
        shorter = replace(same.pace, step=same.pace.step * bare.work / self.work)
        return self.amounts().seconds(same.pace)[1] - bare.amounts().seconds(shorter)[1]

    def amounts(self) -> Amounts:
        return amounts(self.config, self.info, self.photos, self.side)

    def _pace_at(self, speed: float) -> Pace:
        """By the formula of work at `speed`, 1e9 multiplications a second."""
        task, vae = self.task, self.outline.plain.vae
        one = step_costs(self.outline, replace(task, rows=DRAWN, told=0))[0]
        encode, decode = vae_work(vae, self.side)
        return Pace(
            self.work / speed, encode / 1e9 / speed, one.work / 1e9 / speed, decode / 1e9 / speed
        )

    def _smaller(self) -> Iterator[dict[str, Any]]:
        """Changes of settings that need less and less, the ones that cost least first."""
        config = self.config
        changes: dict[str, Any] = {}
        if not config.gradient_checkpointing:
            changes["gradient_checkpointing"] = True
            yield dict(changes)
        if config.batch_size > 1:
            changes |= {"batch_size": 1, "accumulation": config.batch_size * config.accumulation}
            yield dict(changes)
        is_full = isinstance(config, AdapterConfig) and config.method == "full"
        if is_full and config.optimizer == "adamw":
            changes["optimizer"] = "adafactor"
            yield dict(changes)
        least = max(SIDE_STEP, round(self.info.sample_size * SIDE_LEAST))
        for side in range((self.side - 1) // SIDE_STEP * SIDE_STEP, least - 1, -SIDE_STEP):
            yield {**changes, "resolution": side}


def forecast(
    config: AnyConfig, photos: int, outlines: Outlines, trials: Trials | None = None
) -> Forecast:
    """What is known of a teaching now.

    Raises `InvalidValue` for a training that teaches no finished model or a model that cannot be taught,
    `ModelNotFound`, `DeviceUnavailable`, and what reading the model's small files raises.
    """
    if not isinstance(config, TeachConfig):
        raise InvalidValue("task", config.task, "dreambooth, embedding or finetune")
    info, device = finding.find(config.model), choose_device(config.device)
    check_teachable(info)
    return Forecast(
        config=config,
        info=info,
        outline=outlines.of(info),
        photos=max(1, photos),
        device=device,
        base=outlines.base,
        room=device_memory(device),
        trials=trials or Trials(),
    )


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
