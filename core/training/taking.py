"""Another step of a finished teaching as its result: a person overrules what the judgements chose.

The weights of judged steps are kept, so any of them can be made a result, and the former one again. For a LoRA the
model must only be there; a word or a whole model is read on the CPU once more. The picture is one of that step.

    taking.json    in the run folder while it is under way: the step, and the copy in the library that follows it

The result and each file in the library change at once or not at all. A kill between the two leaves `taking.json`;
whoever takes a step next, or opens the window, ends what was begun (`run_folders.step_under_way`).
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import torch
from PIL import Image
from torch import Tensor

from core.contract import codec
from core.contract.errors import InvalidValue, ReverieError, RunFolderInvalid
from core.contract.events import Event
from core.contract.judging import Choice, Chosen, Judged
from core.contract.teaching import AdapterConfig, TeachConfig
from core.contract.training_events import TrainDone
from core.files import folder_store, store
from core.files.models.lora_note import prefer, preferred_weight
from core.files.pictures.images import read_picture
from core.files.run_names import TAKING
from core.files.trainings import run_folders
from core.generation.device import DTYPES
from core.training import teaching
from core.training.data import looking
from core.training.distributed import World
from core.training.fidelity.course import judged_steps, judged_weights
from core.training.learning import alpha_of, lora_of
from core.training.results.replacing import replaced
from core.training.results.subject import (
    LORA_SUFFIX,
    library_copy,
    library_of,
    put_into_library,
    save_lora,
    subject_of,
)
from core.training.run_state import RunFolder
from core.training.samples.sheets import first_of
from core.training.task import Setting, trained_parameters
from core.training.train import choose_dtype
from core.training.trainer import fill

CPU = torch.device("cpu")


def take(folder: Path | str, step: int, job: str = "") -> Iterator[Event]:
    """Make the weights of a judged `step` the result. Ends with `Chosen` and `TrainDone`.

    Raises `RunFolderInvalid` where there is no result yet or nothing is kept, `InvalidValue` for a step that is not
    kept, `ModelNotFound`, disk errors. After an error the result is what it was.
    """
    run, config = opened(folder)
    run.reopen()
    if not run.result.is_dir():
        raise RunFolderInvalid(str(run.path), "it has no result yet: end it first")
    weights = _kept(run, step)
    journal = run.path / TAKING
    copy = library_copy(run.result, config) or _begun_copy(journal, library_of(config))
    former = journal.read_bytes() if journal.is_file() else None
    store.write_json(journal, {"step": step, "copy": None if copy is None else str(copy)})
    try:
        with replaced(run.result) as tmp:
            write_result(run, config, step, weights, tmp)
            for own in tmp.glob(f"*{LORA_SUFFIX}"):
                prefer(own, preferred_weight(run.result / own.name))  # what a person likes stays
    except BaseException:
        if former is None:
            store.remove(journal)
        else:  # of one that was killed: it still has to be ended
            store.write_bytes(journal, former)
        raise
    if config.library:
        put_into_library(run.result, config, copy)
    store.remove(journal)
    yield Chosen(job, _choice(run, step), early=False)
    yield TrainDone(job, max(r["step"] for r in run.read_log()), str(run.result))


def opened(folder: Path | str) -> tuple[RunFolder, TeachConfig]:
    """A run and what it was asked for. Raises `RunFolderInvalid` for one that taught no model anything."""
    run = RunFolder(folder)
    config = run.read_config()
    if not isinstance(config, TeachConfig):
        raise RunFolderInvalid(str(run.path), "its training taught no finished model")
    return run, config


def write_result(
    run: RunFolder, config: TeachConfig, step: int, weights: dict[str, Tensor], folder: Path
) -> None:
    """What a training that ended with these weights would have written, into the empty `folder`."""
    if not isinstance(config, teaching.Teaching):
        raise TypeError("no teaching")
    info = teaching.found_model(config)
    pictures = looking.read_pictures(run.path)
    if pictures is None:
        raise RunFolderInvalid(str(run.path), "it has lost its list of photos")
    picture = picture_of(run, step)
    if isinstance(config, AdapterConfig) and config.method == "lora":
        subject = subject_of(config, pictures, step)
        save_lora(folder, config, info, subject, lora_of(weights, alpha_of(config)), picture)
        return
    held = teaching.held_out(len(pictures), config.seed)
    setting = Setting(config, pictures, held, CPU, _dtype(run, config), World())
    task = teaching.built(setting, info, None)[1]
    fill(trained_parameters(task), weights, str(run.judged))
    task.export(folder, step, picture)


def _dtype(run: RunFolder, config: TeachConfig) -> torch.dtype:
    """Of the training's passes, on whatever device they were: results are written by it."""
    steps, said = run_folders.saved_steps(run.path), None
    if steps:
        with suppress(ReverieError):
            place = run.checkpoints / f"step-{steps[-1]:06d}"
            said = folder_store.read_manifest(place).get("dtype")
    known = {str(name): dtype for name, dtype in DTYPES.items()}
    return known.get(str(said)) or choose_dtype(config, CPU)


def picture_of(run: RunFolder, step: int) -> Image.Image | None:
    """The first that was drawn at a step, None where none is left."""
    for name in (f"judged-{step:06d}.png", f"step-{step:06d}.png"):
        file = run.samples / name
        if file.is_file():
            return first_of(read_picture(file))
    return None


def _kept(run: RunFolder, step: int) -> dict[str, Tensor]:
    steps = [kept for kept, _ in judged_steps(run)]
    if not steps:
        raise RunFolderInvalid(str(run.path), "no step of it is kept any more")
    if step not in steps:
        raise InvalidValue("step", step, "one that is kept: " + ", ".join(map(str, steps)))
    weights = judged_weights(run, step)
    if weights is None:
        raise RunFolderInvalid(str(run.path), f"the weights of step {step} are damaged")
    return weights


def _begun_copy(journal: Path, library: Path) -> Path | None:
    """What a taking that was killed would have replaced in the library; nothing that lies elsewhere."""
    try:
        found = json.loads(journal.read_text(encoding="utf-8")).get("copy")
    except (OSError, ValueError, AttributeError):
        return None
    if not isinstance(found, str) or Path(found).parent.resolve() != library.resolve():
        return None
    return Path(found)


def _choice(run: RunFolder, step: int) -> Choice:
    """Why this step: the rule's own word where it is the rule's own choice, else that it was asked for."""
    records = (record["judged"] for record in run.read_log() if "judged" in record)
    judged = [codec.from_json(Judged, {**record, "job": ""}) for record in records]
    if judged and judged[-1].choice.step == step:
        return judged[-1].choice
    this = next((each for each in judged if each.judgement.step == step), None)
    likeness = this.judgement.likeness if this is not None else None
    seen = this is not None and this.likeness_of == "seen"
    return Choice(step, "asked", len(judged), likeness, seen=seen)
