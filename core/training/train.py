"""The entry to every training: checks all input, then hands over to the loop.

Nothing is written before the config, the run folder, the pictures and the networks are known to be
right.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import torch

from core.checkpoints import interruption
from core.contract.digits import DigitsConfig, DigitTask
from core.contract.errors import Cancelled, InvalidValue, ReverieError, RunFolderInvalid
from core.contract.events import Event
from core.contract.notices import NOT_SHOWN, Notice
from core.contract.teaching import AnyConfig, TeachConfig
from core.contract.training import PATHS, FromNothing, LoopConfig, TrainingConfig
from core.contract.training_events import TrainDone
from core.files import store
from core.files.pictures.images import encode_png
from core.files.run_names import strengths_name
from core.generation.device import DTYPES, choose_device, out_of_memory
from core.training import teaching
from core.training.data.dataset import PictureSet, open_pictures
from core.training.data.order import split
from core.training.data.telling import told
from core.training.distributed import World, join
from core.training.fidelity.course import ASKED_FOR_MORE, Course
from core.training.parts import Parts
from core.training.pausing import Paused, put_down
from core.training.results.replacing import replaced
from core.training.results.subject import put_into_library
from core.training.run_state import RunFolder
from core.training.task import CountsMoreOrLess, Setting, Task
from core.training.tasks.clip import ClipTask
from core.training.tasks.digit_noise import DigitNoiseTask
from core.training.tasks.digit_score import DigitScoreTask
from core.training.tasks.digits import rendered
from core.training.tasks.unet import UnetTask
from core.training.tasks.vae import VaeTask
from core.training.trainer import Trainer
from core.training.watch import Watch

TASKS: dict[FromNothing, Callable[[Setting[TrainingConfig], Parts], Task]] = {
    "vae": VaeTask,
    "clip": ClipTask,
    "unet": UnetTask,
}
DIGITS: dict[DigitTask, Callable[[Setting[DigitsConfig]], Task]] = {
    "digit-score": DigitScoreTask,
    "digit-noise": DigitNoiseTask,
}
BFLOAT16_FROM = (8, 0)  # compute capability


def train(config: AnyConfig, watch: Watch, *, resume: bool) -> Iterator[Event]:
    """Train, or with `resume` go on: then the saved config counts and only `steps` may change.

    Ends with `TrainDone`. Raises `Cancelled` when stopped (state saved), `InvalidValue`,
    `DatasetInvalid`, `RunFolderInvalid`, model and disk errors, `TrainingDiverged`.
    """
    run = RunFolder(config.output)
    if resume:
        config = saved_config(config)
        run.check_old()
    else:
        run.check_new()
        config = _anchored(config)
        _check_writable(config)
    device = choose_device(config.device)
    with join(device.type) as world:
        if device.type == "cuda":
            device = torch.device("cuda", world.local_rank)
        try:
            if resume and world.is_first:
                run.claim()
            yield from _stoppable(config, run, device, world, watch, resume)
        finally:
            run.let_go()


def _stoppable(
    config: AnyConfig,
    run: RunFolder,
    device: torch.device,
    world: World,
    watch: Watch,
    resume: bool,
) -> Iterator[Event]:
    """Train; where it is told to stop, free the device, then save, then raise `Cancelled`."""
    try:
        for event in _train(config, run, device, world, watch, resume):
            if world.is_first:  # the others do the same work and would say the same
                yield event
    except Cancelled as stop:
        state = stop.state if isinstance(stop, Paused) else None
    else:
        return
    # Here nothing holds the networks any more: the generator above has ended, and its error is gone.
    if world.is_first:
        yield from put_down(state, run, device, watch.job)
    raise Cancelled


def saved_config(asked: AnyConfig) -> AnyConfig:
    """The config of the run in `asked.output`, with the number of steps of `asked`."""
    saved = RunFolder(asked.output).read_config()
    if saved.task != asked.task:
        raise RunFolderInvalid(asked.output, f"its run trains {saved.task}, not {asked.task}")
    return dataclasses.replace(saved, steps=asked.steps, output=asked.output)


def choose_dtype(config: LoopConfig, device: torch.device) -> torch.dtype:
    """Precision of the forward pass, unless the config says otherwise: on CUDA half, else float32.

    Half is bfloat16 where the card computes in it (NVIDIA since Ampere, AMD), not in many steps instead; else float16
    with scaled gradients. From nothing float16's range is not enough: it is refused, and float32 taken.
    """
    if config.dtype == "float16" and isinstance(config, TrainingConfig):
        raise InvalidValue("dtype", config.dtype, "float32 or bfloat16 for a training from nothing")
    if config.dtype == "auto":
        if device.type != "cuda":
            return torch.float32
        if torch.cuda.get_device_capability(device) >= BFLOAT16_FROM:
            return torch.bfloat16
        return torch.float16 if isinstance(config, TeachConfig) else torch.float32
    return DTYPES[config.dtype]


def _anchored(config: AnyConfig) -> AnyConfig:
    """With whole paths, so that the run can be resumed from any working folder."""
    given = {name: getattr(config, name, None) for name in PATHS}
    changes: dict[str, Any] = {
        name: str(Path(path).absolute()) for name, path in given.items() if path is not None
    }
    if isinstance(config, TeachConfig) and Path(config.model).exists():  # else a name
        changes["model"] = str(Path(config.model).absolute())
    return dataclasses.replace(config, **changes)


def _check_writable(config: AnyConfig) -> None:
    """The config is kept as TOML, which is UTF-8. Raises `InvalidValue` for a text that is not."""
    for name in (field.name for field in dataclasses.fields(config)):
        value = getattr(config, name)
        if isinstance(value, str) and value.encode(errors="ignore").decode() != value:
            expected = "UTF-8 text"
            if name in ("output", "model", *PATHS):
                expected = (
                    "a path in UTF-8: rename the folder, its name has bytes of another encoding"
                )
            raise InvalidValue(name, value, expected)


def _train(
    config: AnyConfig,
    run: RunFolder,
    device: torch.device,
    world: World,
    watch: Watch,
    resume: bool,
) -> Iterator[Event]:
    """Check the pictures and build the networks, then train."""
    dtype = choose_dtype(config, device)
    if isinstance(config, DigitsConfig):
        drawn = rendered(config)
        digits = Setting(config, drawn, _held_out(drawn, config), device, dtype, world)
        yield from _run(digits, DIGITS[config.task](digits), run, watch, resume=resume)
        return
    if not isinstance(config, TrainingConfig):
        ready = yield from teaching.opened(config, run, device, dtype, world, watch)
        yield from _run(*ready[:2], run, watch, resume=True, course=ready[2])
        return
    pictures = open_pictures(config.data, config.resolution, captions=config.task != "vae")
    setting = Setting(config, pictures, _held_out(pictures, config), device, dtype, world)
    task = TASKS[config.task](setting, Parts.of(config))
    if task.needs_pictures(run.path):
        yield from told(pictures.read(), watch, world)
    yield from _run(setting, task, run, watch, resume=resume)


def _held_out(pictures: PictureSet, config: LoopConfig) -> tuple[int, ...]:
    _, held_out = split(len(pictures), config.seed)
    return tuple(held_out)


def _run(
    setting: Setting[AnyConfig],
    task: Task,
    run: RunFolder,
    watch: Watch,
    *,
    resume: bool,
    course: Course | None = None,
) -> Iterator[Event]:
    config, world = setting.config, setting.world
    trainer = Trainer(task, setting, run, course)
    checkpoint = run.newest() if resume else None
    more = is_finished = False
    if checkpoint is not None:
        more = config.steps > run.read_config().steps
        is_finished = run.is_finished(checkpoint.step)
        if config.steps < checkpoint.step:
            raise InvalidValue(
                "steps", config.steps, f"at least the {checkpoint.step} that are done"
            )
        yield from trainer.differences(checkpoint, watch.job)
        trainer.resume(checkpoint)
    world.wait()  # all have checked, now the first may write
    if world.is_first:
        _open(run, config, trainer.step, resume)
        if more:
            run.log({"step": trainer.step, ASKED_FOR_MORE: config.steps})
    world.wait()
    yield from told(task.prepare(run.path), watch, world)
    yield from trainer.events(watch)
    has_learned = checkpoint is None or trainer.step > checkpoint.step
    if world.is_first and (has_learned or not is_finished):
        yield from _finish(trainer, task, run, setting, watch)
    elif world.is_first:
        _put_into_library(run, config)
    world.wait()
    if world.is_first:
        yield TrainDone(watch.job, trainer.step, str(run.result))


def _finish(
    trainer: Trainer, task: Task, run: RunFolder, setting: Setting[AnyConfig], watch: Watch
) -> Iterator[Event]:
    """Export what the judgements chose, or what is there. Then it is finished; after that it is only shown."""
    chosen, weights = trainer.taken(watch.job) or (None, None)
    steps = trainer.step if chosen is None else chosen.choice.step
    if weights is not None:
        trainer.take(weights)
    with trainer.averaged() if weights is None else nullcontext():
        _export(task, run.result, steps)
        if isinstance(setting.config, TeachConfig):
            run.note_end(trainer.step)
        _put_into_library(run, setting.config)
        if chosen is not None:
            yield chosen
        yield from _show_strengths(task, run, setting.device, steps, watch)


def _put_into_library(run: RunFolder, config: AnyConfig) -> None:
    if isinstance(config, TeachConfig) and config.library:
        put_into_library(run.result, config)


def _open(run: RunFolder, config: AnyConfig, step: int, resume: bool) -> None:
    """Write the first things into the folder. It is claimed before: nothing of another one's run may change."""
    if resume:
        run.reopen()
        run.cut_log(step)
        run.write_config(config)
    else:
        run.begin(config)


def _export(task: Task, result: Path, steps: int) -> None:
    with replaced(result) as tmp:
        task.export(tmp, steps)


def _show_strengths(
    task: Task, run: RunFolder, device: torch.device, steps: int, watch: Watch
) -> Iterator[Event]:
    """Among the samples, so that a person sees how strong is right. The result is there: who stops now goes without,
    and what prevents it is a notice.
    """
    if not isinstance(task, CountsMoreOrLess):
        return
    try:
        with interruption.stopped_by(watch.cancelled):
            picture = task.at_strengths()
        if picture is not None:
            store.write_bytes(run.samples / strengths_name(steps), encode_png(picture, {}))
    except Cancelled:
        return
    except (ReverieError, MemoryError, RuntimeError) as error:
        told = error if isinstance(error, ReverieError) else out_of_memory(error, device)
        if told is None:
            raise
        yield Notice(watch.job, NOT_SHOWN, {"code": told.code, "data": told.data()})
