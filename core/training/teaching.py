"""What a teaching needs before the loop: the model is found, the photos are looked at, the class is drawn.

All that can be wrong with the input is found before anything is written; then the run folder is made first, so
that whatever a kill leaves behind can be resumed.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Generator
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import TypeAlias, TypeVar

import torch

from core.checkpoints import interruption
from core.contract.errors import RunFolderInvalid
from core.contract.events import Event
from core.contract.notices import Notice
from core.contract.teaching import (
    AdapterConfig,
    DreamBoothConfig,
    EmbeddingConfig,
    FinetuneConfig,
    TeachConfig,
    filled,
)
from core.files import store
from core.files.catalogue import finding
from core.files.models.library import ModelInfo
from core.files.photos.buckets import CELLS
from core.files.photos.choices import read_choices
from core.files.photos.listing import list_entries
from core.training.caches import photo_latents
from core.training.data import looking
from core.training.data.dataset import PictureSet
from core.training.data.looking import Looking, Wanted
from core.training.data.order import permutation, split
from core.training.data.telling import told
from core.training.distributed import World
from core.training.fidelity.course import Course
from core.training.fidelity.setup import course_of
from core.training.hearing import listening
from core.training.learning import learned_parts
from core.training.new_word import WithWord, with_word
from core.training.run_state import RunFolder
from core.training.subject.class_half import FOLDER as CLASS_FOLDER
from core.training.subject.class_pictures import class_pictures
from core.training.subject.describing import described
from core.training.task import Setting, Task
from core.training.tasks.dreambooth import DreamBoothTask
from core.training.tasks.finetune import FinetuneTask
from core.training.tasks.textual_inversion import TextualInversionTask
from core.training.taught import TEXT_PARTS, Taught, check_teachable, open_taught
from core.training.watch import Watch

HELD_OUT_FROM = 8  # photos; with fewer all are learned from
HELD_OUT_SHARE = 5  # one in so many

Config = TypeVar("Config", bound=TeachConfig)
Teaching: TypeAlias = DreamBoothConfig | EmbeddingConfig | FinetuneConfig
TeachingTask: TypeAlias = DreamBoothTask | FinetuneTask | TextualInversionTask


def opened(
    config: Teaching,
    run: RunFolder,
    device: torch.device,
    dtype: torch.dtype,
    world: World,
    watch: Watch,
) -> Generator[Event, None, tuple[Setting[Teaching], Task, Course | None]]:
    """The setting, the task and its judging, with the run folder made and claimed. Raises what finding and reading raise, and `Cancelled`."""
    with _stopped_by(watch, world):
        info = _settled_model(config, device, dtype)
    pictures = yield from photos(config, info, run, world, watch)
    world.wait()
    if world.is_first and not run.is_claimed:  # else it goes on with a run
        run.begin(config)
    if world.is_first and looking.read_pictures(run.path) is None:
        with _stopped_by(watch, world):
            pictures = _described(pictures, config, info, device)
        looking.write_pictures(run.path, pictures)
    world.wait()
    pictures = looking.read_pictures(run.path) or pictures  # as all processes know them
    is_subject = not isinstance(config, FinetuneConfig)
    pick = held_out if is_subject else lambda count, seed: tuple(split(count, seed)[1])
    held = pick(len(pictures), config.seed)
    setting = Setting(config, pictures, held, device, dtype, world)
    class_set = None
    if isinstance(config, DreamBoothConfig) and config.class_count:
        class_set = yield from _drawn(_with(setting, config), info, run, watch)
    with _stopped_by(watch, world):
        taught, task = built(setting, info, class_set)
        course = course_of(setting, taught, run, watch) if world.is_first else None
    return setting, task, course


def _stopped_by(watch: Watch, world: World) -> AbstractContextManager[None]:
    """Within the block loading ends by `Cancelled`; several processes stop together, in the loop."""
    return interruption.stopped_by(watch.cancelled) if world.size == 1 else nullcontext()


def built(
    setting: Setting[Teaching], info: ModelInfo, class_set: PictureSet | None
) -> tuple[Taught, TeachingTask]:
    """The model, opened, and what makes it learn. Raises what opening raises."""
    config = setting.config
    learned: tuple[str, ...] = ()
    if isinstance(config, AdapterConfig) and config.method == "full":
        learned = learned_parts(config, dict.fromkeys(TEXT_PARTS))
    taught = open_taught(info, setting.device, setting.dtype, learned=learned)
    if isinstance(config, EmbeddingConfig):
        taught = with_word(
            *(taught, config.token, config.init_word, config.vectors, config.seed),
            keep_length=config.keep_length,
        )
    listening((taught.unet, *taught.texts.values()))
    return taught, _task(setting, taught, class_set)


def _described(
    pictures: PictureSet, config: Teaching, info: ModelInfo, device: torch.device
) -> PictureSet:
    """With captions where there are none and the model can be asked."""
    match config:
        case DreamBoothConfig():
            called = filled(config.prompt, config.token, config.class_noun)
        case EmbeddingConfig():
            called = filled(config.prompt or "a {token}", config.token, config.init_word)
        case _:
            return pictures
    return described(pictures, Path(info.path), called, device)


def _task(setting: Setting[Teaching], taught: Taught, class_set: PictureSet | None) -> TeachingTask:
    config = setting.config
    if isinstance(config, DreamBoothConfig):
        return DreamBoothTask(_with(setting, config), taught, class_set)
    if isinstance(config, FinetuneConfig):
        return FinetuneTask(_with(setting, config), taught)
    if not isinstance(taught, WithWord):
        raise TypeError("a model without the word")
    return TextualInversionTask(_with(setting, config), taught)


def _with(setting: Setting[Teaching], config: Config) -> Setting[Config]:
    """The same setting, known to be of one kind of config."""
    return Setting(
        *(config, setting.pictures, setting.held_out),
        *(setting.device, setting.dtype, setting.world),
    )


def _settled_model(config: TeachConfig, device: torch.device, dtype: torch.dtype) -> ModelInfo:
    """The model, of which is known what it predicts and so at which size: photos are cut by that."""
    info = found_model(config)
    return info if info.basis != "family" else open_taught(info, device, dtype, learned=()).info


def found_model(config: TeachConfig) -> ModelInfo:
    """Raises `ModelNotFound` and `InvalidValue` for one that cannot be taught."""
    info = finding.find(config.model)
    check_teachable(info)
    return info


def photos(
    config: Teaching, info: ModelInfo, run: RunFolder, world: World, watch: Watch
) -> Generator[Event, None, PictureSet]:
    """What is learned from: noted down in a run that goes on, else looked at now."""
    noted = looking.read_pictures(run.path)
    if noted is not None:
        return noted
    side = config.resolution or info.sample_size
    choices = read_choices(config.crops) if config.crops is not None else {}
    if isinstance(config, FinetuneConfig):
        folder = Path(config.data)
        entries = list_entries(folder, captions=True, apart=_not_photos(config))
        wanted = Wanted(side, CELLS, config.buckets, around=None, choices=choices)
    else:
        folder = Path(config.photos)
        entries = list_entries(folder, captions=False, every=True, apart=_not_photos(config))
        wanted = Wanted(side, around=config.crop_around, choices=choices)
    look = Looking(folder, entries, wanted)
    yield from told(look, watch, world)
    for code, data in look.notices:
        yield Notice(watch.job, code, data)
    return look.pictures


def _not_photos(config: Teaching) -> list[str]:
    """Folders that may lie among the photos and hold others: the masks, and what this training writes."""
    return [config.output] if config.masks is None else [config.output, config.masks]


def held_out(count: int, seed: int) -> tuple[int, ...]:
    """Photos that are never learned from, so that likeness can be judged: one in five, where there are eight."""
    if count < HELD_OUT_FROM:
        return ()
    return tuple(sorted(permutation(count, seed, "held-out photos")[: count // HELD_OUT_SHARE]))


def _drawn(
    setting: Setting[DreamBoothConfig], info: ModelInfo, run: RunFolder, watch: Watch
) -> Generator[Event, None, PictureSet]:
    """The pictures of the class: process 0 draws those that are missing, and notes down for all which there are.

    They lie in its own cache. Nobody else opens them, nor does a run that goes on and has their latents.
    """
    place, world = run.path / CLASS_FOLDER, setting.world
    if world.is_first and not _is_kept(place, setting, info):
        wanted = class_pictures(setting.config, info, setting.pictures.resolution)
        # Where others wait for them, all stop together, in the loop
        cancelled = watch.cancelled if world.size == 1 else lambda: False
        yield from told(wanted.draw(cancelled), watch, world)
        store.make_folder(place)
        looking.write_pictures(place, wanted.pictures())
    world.wait()
    noted = looking.read_pictures(place)
    if noted is None:
        raise RunFolderInvalid(str(run.path), "it has lost its list of pictures of the class")
    return noted


def _is_kept(place: Path, setting: Setting[DreamBoothConfig], info: ModelInfo) -> bool:
    """Whether a run has all that it learns of the class."""
    noted = looking.read_pictures(place)
    if noted is None:
        return False
    return photo_latents.are_kept(place, dataclasses.replace(setting, pictures=noted), info)
