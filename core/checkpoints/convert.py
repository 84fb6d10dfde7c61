"""Models from one layout into the other: folder → single file, single file → folder, without rounding.

Weights stream from file to file. What the result cannot hold is returned, for the person to read; what
is written appears whole under its name or not at all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import torch

from core.checkpoints import components, ldm_keys
from core.checkpoints.baking import Baked, bake
from core.checkpoints.conversion_plan import folder_plan, single_plan
from core.checkpoints.opened_model import Converted, Opened, opened_model
from core.checkpoints.rewriting import Meter, Progress, rewrite, rewritten_size
from core.checkpoints.single_folder import usual_words, write_small_files
from core.checkpoints.single_metadata import metadata_of
from core.checkpoints.tokenizer_files import write_tokenizer
from core.contract.errors import FileAlreadyThere
from core.files import folder_store, store
from core.files.models.part_files import CLIP
from core.files.places import check_new
from core.files.streams import check_room


def to_single_file(
    path: Path,
    output: Path,
    *,
    dtype: torch.dtype | None = None,
    overwrite: bool = False,
    progress: Progress | None = None,
    loras: Sequence[Baked] = (),
) -> Converted:
    """Write the model at `path` (either layout) as one file in the original layout, with `loras` in its weights.

    `dtype` None: as stored. `progress` is told the bytes of numbers written. Raises the errors of reading, `FileAlreadyThere`, `DiskFull`, `NotWritable`,
    `WriteFailed`, `WeightsNotFinite`, `InvalidValue` (an output in the model's own folder).
    """
    check_new(path, output, overwrite=overwrite)
    with _baked(path, loras) as opened:
        plan = single_plan(opened)
        metadata = metadata_of(opened, {p.name: p.shape for p in plan}, output.stem)
        size = rewritten_size(plan, dtype)
        check_room(output, size)
        wrote = Meter(size, progress)
        rewrite(output, plan, metadata, dtype=dtype, overwrite=overwrite, wrote=wrote)
        return opened.left_out


def to_folder(
    path: Path,
    output: Path,
    *,
    dtype: torch.dtype | None = None,
    overwrite: bool = False,
    progress: Progress | None = None,
    loras: Sequence[Baked] = (),
) -> Converted:
    """Write the model at `path` (either layout) as a folder. Only a model folder is ever overwritten.

    Raises as `to_single_file`.
    """
    check_new(path, output, overwrite=overwrite)
    if output.exists() and not (output / "model_index.json").is_file():
        raise FileAlreadyThere(str(output))
    with _baked(path, loras) as opened:
        plans = {part: folder_plan(opened, part) for part in opened.pieces}
        size = sum(rewritten_size(plan, dtype) for plan in plans.values())
        check_room(output, size)
        wrote = Meter(size, progress)
        with folder_store.folder_of(output, overwrite=overwrite) as folder:
            _write_texts(folder, opened)
            for part, plan in plans.items():
                stem = CLIP if part.startswith("text") else components.NETWORK
                rewrite(folder / part / f"{stem}.safetensors", plan, dtype=dtype, wrote=wrote)
        return opened.left_out


@contextmanager
def _baked(path: Path, loras: Sequence[Baked]) -> Iterator[Opened]:
    """The model at `path` with `loras` in its weights. Raises as `baking.bake`, too."""
    with opened_model(path) as opened:
        pieces, unused = bake(opened.pieces, opened.model, opened.kind.family, loras)
        left_out = replace(opened.left_out, unused=unused)
        yield replace(opened, pieces=pieces, left_out=left_out, loras=tuple(loras))


def _write_texts(folder: Path, opened: Opened) -> None:
    """All but the weights."""
    if opened.texts:
        for name, text in opened.texts.items():
            store.make_folder((folder / name).parent)
            store.write_text(folder / name, text)
        return
    source = opened.source()
    shapes = {ldm_keys.known_name(n): info.shape for n, info in source.header.tensors.items()}
    metadata = source.header.metadata
    write_small_files(folder, opened.kind, shapes, metadata, opened.told, str(opened.path))
    for part, words in usual_words(opened.kind, metadata).items():
        store.make_folder(folder / part)
        write_tokenizer(folder / part, words)
