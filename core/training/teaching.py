"""What a teaching needs before the loop: the model is found, the photos are looked at, the class is drawn.

All that can be wrong with the input is found before anything is written; then the run folder is made first, so
that whatever a kill leaves behind can be resumed.
"""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path

import torch

from core.contract.events import Event
from core.contract.notices import Notice
from core.contract.teaching import DreamBoothConfig, TeachConfig, filled
from core.files.catalogue import finding
from core.files.library import ModelInfo
from core.files.photos.choices import read_choices
from core.files.photos.listing import Entry, list_entries
from core.training import looking
from core.training.class_pictures import ClassPictures
from core.training.dataset import PictureSet
from core.training.distributed import World
from core.training.learning import learned_parts
from core.training.looking import Looking, Wanted
from core.training.order import permutation
from core.training.run_state import RunFolder
from core.training.tasks.dreambooth import DreamBoothTask
from core.training.tasks.task import Setting
from core.training.taught import TEXT_PARTS, check_teachable, open_taught
from core.training.telling import told
from core.training.watch import Watch

HELD_OUT_FROM = 8  # photos; with fewer all are learned from
HELD_OUT_SHARE = 5  # one in so many


def opened(
    config: DreamBoothConfig,
    run: RunFolder,
    device: torch.device,
    dtype: torch.dtype,
    world: World,
    watch: Watch,
) -> Generator[Event, None, tuple[Setting[DreamBoothConfig], DreamBoothTask]]:
    """The setting and the task, with the run folder made. Raises what finding and reading raise, and `Cancelled`."""
    info = found_model(config)
    pictures = yield from photos(config, info, run, world, watch)
    world.wait()
    if world.is_first and not run.exists:
        run.create(config)
        looking.write_pictures(run.path, pictures)
    world.wait()
    class_set = None
    if config.prior == "pictures" and config.prior_weight > 0:
        class_set = yield from _drawn(config, info, pictures.resolution, world, watch)
    learned = learned_parts(config, dict.fromkeys(TEXT_PARTS)) if config.method == "full" else ()
    taught = open_taught(info, device, dtype, learned=learned)
    setting = Setting(config, pictures, held_out(len(pictures), config.seed), device, dtype, world)
    return setting, DreamBoothTask(setting, taught, class_set)


def found_model(config: TeachConfig) -> ModelInfo:
    """Raises `ModelNotFound` and `InvalidValue` for one that cannot be taught."""
    info = finding.find(config.model)
    check_teachable(info)
    return info


def photos(
    config: DreamBoothConfig, info: ModelInfo, run: RunFolder, world: World, watch: Watch
) -> Generator[Event, None, PictureSet]:
    """What is learned from: noted down in a run that goes on, else looked at now."""
    noted = looking.read_pictures(run.path)
    if noted is not None:
        return noted
    choices = read_choices(config.crops) if config.crops is not None else {}
    entries = list_entries(config.photos, captions=False)
    look = Looking(
        Path(config.photos), entries, Wanted(config.resolution or info.sample_size, choices=choices)
    )
    yield from told(look, watch, world)
    for code, data in look.notices:
        yield Notice(watch.job, code, data)
    return look.pictures


def held_out(count: int, seed: int) -> tuple[int, ...]:
    """Photos that are never learned from, so that likeness can be judged: one in five, where there are eight."""
    if count < HELD_OUT_FROM:
        return ()
    return tuple(sorted(permutation(count, seed, "held-out photos")[: count // HELD_OUT_SHARE]))


def _drawn(
    config: DreamBoothConfig, info: ModelInfo, resolution: int, world: World, watch: Watch
) -> Generator[Event, None, PictureSet]:
    """The pictures of the class: process 0 draws those that are missing."""
    prompt = filled(config.class_prompt, config.token, config.class_noun)
    wanted = ClassPictures(
        info, prompt, resolution, config.prior_count, config.device, config.dtype
    )
    if world.is_first:
        yield from told(wanted.draw(watch.cancelled), watch, world)
    world.wait()
    folder = wanted.folder()
    entries = [Entry(wanted.path(folder, n).name, prompt) for n in range(config.prior_count)]
    return PictureSet(folder, entries, resolution)
