"""A training's folder as the window reads it, without torch: how far it is, what it drew, what is finished.

It writes nothing. The folder is filled by `core/training`; what is missing or half-written counts as not there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.contract.errors import ReverieError
from core.files import store
from core.files.run_names import ASKED, LOG, SO_FAR, TAKING, strengths_name

# What a finished training no longer needs. The photos can be drawn from their latents.
PARTS = (
    "checkpoints",
    "judged",
    "latents.safetensors",
    "photos.safetensors",
    "class",
    SO_FAR,
    "samples",
    ASKED,
    LOG,
)
LOG_LINES = 20_000
_STEP = re.compile(r"step-(\d{6,12})")
# What was drawn; `batch-…` is what a network was shown.
_SAMPLE = re.compile(r"(?:judged|step)-(\d{6,12})")


@dataclass(frozen=True)
class LossPoint:
    """A figure of one step."""

    step: int
    loss: float


@dataclass(frozen=True)
class Sample:
    """A picture drawn with the weights of a step."""

    step: int
    path: str


@dataclass(frozen=True)
class SoFar:
    """What a training had learned at a step, to draw with."""

    step: int
    folder: Path


def so_far(run: Path) -> list[SoFar]:
    """All that is there, rising by step."""
    found = ((_STEP.fullmatch(path.name), path) for path in _listed(run / SO_FAR))
    return [SoFar(int(match[1]), path) for match, path in found if match]


def kept_steps(folder: Path) -> list[int]:
    """The judged steps whose weights are kept, so that they can become the result, rising."""
    found = []
    for path in _listed(folder / "judged"):
        match = _STEP.fullmatch(path.name)
        if match and (path / "manifest.json").is_file():
            found.append(int(match[1]))
    return found


def step_under_way(folder: Path) -> int | None:
    """The step that was about to become the result when a process ended; None where none was."""
    try:
        step = json.loads((folder / TAKING).read_text(encoding="utf-8")).get("step")
    except (OSError, ValueError, AttributeError):
        return None
    return step if isinstance(step, int) else None


def saved_step(folder: Path) -> int:
    """The newest step with a manifest, 0 for none. The manifest's hashes are the training's business."""
    return max(saved_steps(folder), default=0)


def saved_steps(folder: Path) -> list[int]:
    """All steps that are kept, rising."""
    found = []
    for path in _listed(folder / "checkpoints"):
        match = _STEP.fullmatch(path.name)
        if match and (path / "manifest.json").is_file():
            found.append(int(match[1]))
    return sorted(found)


def losses(folder: Path) -> list[LossPoint]:
    """What the log says of the loss, rising by step: the mean since the line before, or since the run went on."""
    found = []
    for record in lines(folder / LOG):
        step, loss = record.get("step"), record.get("mean_loss")
        if isinstance(step, int) and isinstance(loss, (int, float)):
            found.append(LossPoint(step, float(loss)))
    return found


def samples(folder: Path) -> list[Sample]:
    """What was drawn in the run, rising by step."""
    found = []
    for path in _listed(folder / "samples"):
        number = _SAMPLE.fullmatch(path.stem)
        if number and path.suffix.lower() == ".png":
            found.append(Sample(int(number[1]), str(path)))
    return sorted(found, key=lambda sample: (sample.step, sample.path))


def strengths(folder: Path, step: int) -> str:
    """The picture of the result of a step at several strengths, "" where there is none."""
    path = folder / "samples" / strengths_name(step)
    return str(path) if path.is_file() else ""


def asked(folder: Path) -> tuple[str, ...]:
    """The sentence of each row of a judged sheet, from above; () where nobody noted them down."""
    try:
        found = json.loads((folder / ASKED).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return ()
    is_list = isinstance(found, list) and all(isinstance(text, str) for text in found)
    return tuple(found) if is_list else ()


def is_judged(sheet: str) -> bool:
    """Whether a picture of the run is a judged sheet."""
    return Path(sheet).name.startswith("judged-")


def learning_data(folder: Path) -> list[Path]:
    """What can go once the training is finished; never the result, nor what says how it was made."""
    return [folder / name for name in PARTS if (folder / name).exists()]


def learning_bytes(folder: Path) -> int:
    """How much room that takes."""
    return sum(size for part in learning_data(folder) for size in _sizes(part))


def _sizes(path: Path) -> Iterator[int]:
    files = path.rglob("*") if path.is_dir() else (path,)
    for file in files:
        try:
            if file.is_file() and not file.is_symlink():
                yield file.stat().st_size
        except OSError:
            continue


def lines(log: Path) -> Iterator[dict[str, Any]]:
    """The last `LOG_LINES` records of a log, whole ones only; none where there is no log."""
    try:
        found = store.read_lines(log)
    except ReverieError:
        return
    for line in found[-LOG_LINES:]:
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(record, dict):
            yield record


def _listed(folder: Path) -> list[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return []
