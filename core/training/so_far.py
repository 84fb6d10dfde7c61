"""What a training that is not finished has learned so far, as a file or a model to draw with.

    so-far/step-000400/    in the run folder: as a result would be, but that its name says what it is

Taken is the newest judged step, or the newest checkpoint where that is newer. The training itself is not touched.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from torch import Tensor

from core.contract.errors import FileMissing, RunFolderInvalid
from core.contract.events import Event
from core.contract.teaching import AdapterConfig, TeachConfig
from core.contract.training_events import SoFarSaved
from core.files import folder_store, store
from core.files.run_names import SO_FAR
from core.files.trainings import run_folders
from core.training.fidelity.course import judged_steps, judged_weights
from core.training.results.names import file_name, result_name
from core.training.run_state import RunFolder
from core.training.taking import opened, write_result

LONGEST = 70  # bytes of the name, so that what stands behind it is not cut off
KEPT = 2  # the newest: one may still be drawn with


def save_so_far(folder: Path | str, job: str = "") -> Iterator[Event]:
    """Write it where it is not there yet. Ends with `SoFarSaved`.

    Raises `RunFolderInvalid` for a run that has saved nothing yet, `ModelNotFound`, disk errors.
    """
    run, config = opened(folder)
    try:
        step, weights = _newest(run)
    except FileMissing:  # the training beside us has just put a newer one in its place
        step, weights = _newest(run)
    place = run.path / SO_FAR
    target = place / f"step-{step:06d}"
    if not target.is_dir():
        store.make_folder(place)
        folder_store.clean_stale(place)
        with folder_store.folder_of(target) as tmp:
            write_result(run, _named(config, step), step, weights, tmp)
        for old in run_folders.so_far(run.path)[:-KEPT]:
            folder_store.remove_folder(old.folder)
    yield SoFarSaved(job, step, str(target))


def _newest(run: RunFolder) -> tuple[int, dict[str, Tensor]]:
    checkpoint = run.newest()
    judged = [step for step, _ in judged_steps(run)]
    if judged and (checkpoint is None or judged[-1] >= checkpoint.step):
        weights = judged_weights(run, judged[-1])
        if weights is not None:
            return judged[-1], weights
    if checkpoint is None:
        raise RunFolderInvalid(str(run.path), "it has saved nothing yet")
    return checkpoint.step, checkpoint.tensors("weights") | checkpoint.tensors("ema")


def _named(config: TeachConfig, step: int) -> TeachConfig:
    """A LoRA or a model says in its name that it is not finished; a word is called as it will be."""
    if not isinstance(config, AdapterConfig):
        return config
    known = file_name(result_name(config), LONGEST)
    return replace(config, name=f"{known} so far (step {step})")
