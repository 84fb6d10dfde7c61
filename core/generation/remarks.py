"""What is told before and while a model is loaded: conversions, and what a person may not have meant.

Events only; nothing here draws or chooses.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from core.contract import events as ev
from core.contract import notices
from core.contract.request import GenerationRequest
from core.files.models.folder_files import pickled_files
from core.files.models.legacy_pickle import conversion
from core.files.models.library import ModelInfo
from core.generation import plan
from core.generation.additions import Additions
from core.generation.bundle import ModelBundle
from core.generation.masking import Start

CONVERTING_STEPS = 100  # events for one file
NAMED_MAX = 3  # tensors in a notice


def converted(job: str, model: Path) -> Iterator[ev.Event]:
    """Have safe copies of old checkpoints; who stops meanwhile leaves nothing behind."""
    for path in pickled_files(model):
        told = 0
        for step in conversion(path):
            if step.done - told >= step.total / CONVERTING_STEPS or step.done == step.total:
                told = step.done
                yield ev.Converting(job, path.name, step.done, step.total)


def left_out(job: str, bundle: ModelBundle) -> Iterator[ev.Event]:
    """Told when a single file has been loaded that holds more than drawing uses."""
    if bundle.dropped or bundle.unknown:
        named = bundle.unknown[:NAMED_MAX] or ("none",)
        more = ", …" if len(bundle.unknown) > NAMED_MAX else ""
        data = {
            "model": bundle.info.name,
            "dropped": len(bundle.dropped),
            "unknown": len(bundle.unknown),
            "names": ", ".join(named) + more,
        }
        yield ev.Notice(job, notices.TENSORS_LEFT_OUT, data)


def far(
    job: str, request: GenerationRequest, settled: plan.ResolvedRequest, info: ModelInfo
) -> Iterator[ev.Event]:
    """Told where the picture to start from is far larger than what the model learned."""
    if plan.far_above(request, settled, info):
        size = f"{settled.width} × {settled.height}"
        learned = f"{info.preset.width} × {info.preset.height}"
        yield ev.Notice(job, notices.SIZE_FAR, {"size": size, "learned": learned})


def stretched(job: str, start: Start | None) -> Iterator[ev.Event]:
    """Told where the mask had another size than the picture."""
    if start and start.mask and start.mask.resized:
        sizes = {"mask": start.mask.image.size, "picture": start.init.size}
        data = {name: f"{width} × {height}" for name, (width, height) in sizes.items()}
        yield ev.Notice(job, notices.MASK_RESIZED, data)


def only_words(job: str, added: Additions) -> Iterator[ev.Event]:
    """Told where a word is an embedding's name, but for other models."""
    for info in added.foreign:
        data = {"name": info.name, "made_for": info.made_for}
        yield ev.Notice(job, notices.EMBEDDING_FOREIGN, data)
