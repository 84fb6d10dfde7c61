"""Tensors of weights files into a new weights file, part by part, without a network and without rounding.

For converting between layouts: only a few megabytes are in memory at a time, numbers keep their type
unless another is asked for, and the file appears whole under its name or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import torch
from torch import Tensor

from core.checkpoints.tensors import (
    FLOATS,
    STAGE_BYTES,
    STORED,
    Source,
    bytes_of,
    check_finite,
    check_floats,
    read_exactly,
)
from core.files import store
from core.files.models.header_writing import Stored, header_bytes
from core.files.models.headers import TensorInfo
from core.files.models.legacy_pickle import Converting
from core.files.operations import Bytes

Progress = Callable[[Converting], object]


Change: TypeAlias = Callable[[Tensor], Tensor]  # of the same shape


@dataclass(frozen=True)
class Piece:
    """A tensor of a file, or some rows of it."""

    source: Source
    name: str
    info: TensorInfo
    turned: bool = False  # the new file has the matrix transposed
    change: Change | None = None  # made of the numbers as they lie, in float32


@dataclass(frozen=True)
class Planned:
    """One tensor of the new file: its pieces, one below the other."""

    name: str
    shape: tuple[int, ...]
    pieces: tuple[Piece, ...]

    @property
    def stored(self) -> str:
        """The number type that it has in its file."""
        return self.pieces[0].info.dtype


class Meter:
    """Adds up what is written, over several files."""

    def __init__(self, total: int, progress: Progress | None) -> None:
        self._done, self._total, self._progress = 0, total, progress

    def __call__(self, count: int) -> None:
        self._done += count
        if self._progress is not None:
            self._progress(Converting(self._done, self._total))


def rewritten_size(plan: Iterable[Planned], dtype: torch.dtype | None) -> int:
    """Bytes of all tensors in the new file, without its header."""
    return sum(_new(planned, dtype).size for planned in plan)


def rewrite(
    path: Path,
    plan: Sequence[Planned],
    metadata: Mapping[str, str] | None = None,
    *,
    dtype: torch.dtype | None = None,
    overwrite: bool = False,
    wrote: Callable[[int], object] = int,
) -> None:
    """Write `plan` as a safetensors file. With a `dtype` the numbers become it. `wrote` hears of bytes.

    Raises `FileAlreadyThere`, `DiskFull`,
    `NotWritable`, `WriteFailed`, `WeightsNotFinite`, `WeightsTruncated`, `FileUnreadable`.
    """
    for planned in plan:
        for piece in planned.pieces:
            check_floats(piece.source.path, piece.info)
    order = sorted(plan, key=lambda planned: _new(planned, dtype).place)
    header = header_bytes([_new(planned, dtype) for planned in order], metadata)
    stage = torch.empty(STAGE_BYTES, dtype=torch.uint8)
    size = len(header) + rewritten_size(plan, dtype)
    with store.stream(path, size=size, overwrite=overwrite) as out:
        out.write(header)
        for planned in order:
            target = FLOATS[_new(planned, dtype).dtype]
            for piece in planned.pieces:
                for part in _parts(piece, target, stage):
                    out.write(part)
                    wrote(len(part))


def _new(planned: Planned, dtype: torch.dtype | None) -> Stored:
    kind = planned.stored if dtype is None else STORED[dtype]
    return Stored(planned.name, kind, planned.shape)


def _parts(piece: Piece, target: torch.dtype, stage: Tensor) -> Iterator[Bytes]:
    """A piece's numbers as `target`, at most a stage at a time; a matrix that is turned comes whole."""
    stored, info, path = FLOATS[piece.info.dtype], piece.info, piece.source.path
    if piece.turned or piece.change is not None:
        whole = torch.empty(info.shape, dtype=stored)
        read_exactly(piece.source.file, path, info.begin, whole)
        if piece.change is not None:
            whole = piece.change(whole.float())
        yield _bytes_as(piece, (whole.t() if piece.turned else whole).contiguous(), target)
        return
    for begin in range(info.begin, info.end, STAGE_BYTES):
        part = stage[: min(STAGE_BYTES, info.end - begin)].view(stored)
        read_exactly(piece.source.file, path, begin, part)
        yield _bytes_as(piece, part, target)


def _bytes_as(piece: Piece, values: Tensor, target: torch.dtype) -> Bytes:
    if values.dtype is target:
        return bytes_of(values)
    changed = values.to(target)
    check_finite(piece.source.path, piece.name, changed, values)
    return bytes_of(changed)
