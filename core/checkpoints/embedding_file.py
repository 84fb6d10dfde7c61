"""The vectors of an embedding, read from its file and checked."""

from __future__ import annotations

from pathlib import Path

import torch
from torch import Tensor

from core.checkpoints.tensors import (
    FLOATS,
    check_finite,
    check_floats,
    opened_sources,
    read_exactly,
)
from core.files.models.embedding_info import embedding_info


def read_vectors(path: Path | str) -> tuple[Tensor, ...]:
    """(N, D) in float32: one tensor, or SDXL's pair in the order of its encoders.

    Raises `AdditionRefused`, `WeightsNotFinite`, `ModelUnsupported` (a type of numbers), and the errors of
    headers and of `legacy_pickle.conversion`.
    """
    file = Path(path)
    with opened_sources([file]) as (source,):
        info = embedding_info(file, source.header)
        found = []
        for name in info.tensors:
            entry = source.header.tensors[name]
            check_floats(file, entry)
            values = torch.empty(entry.shape, dtype=FLOATS[entry.dtype])
            read_exactly(source.file, file, entry.begin, values)
            check_finite(file, name, values)
            found.append(values.float().reshape(info.vectors, -1))
    return tuple(found)
