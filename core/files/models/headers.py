"""The header of a safetensors file, read strictly, before any library or tensor sees the file.

Format (safetensors README): 8 bytes little-endian length n, n bytes of JSON, then the tensors without gaps.
Stricter than the format: 16 MB of header, 50,000 tensors, rank 8, names of 512 characters without control
characters, no duplicate keys, nothing behind the last tensor. Names are only ever dictionary keys.
"""

from __future__ import annotations

import json
import os
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from core.contract.errors import (
    WeightsHeaderInvalid,
    WeightsTruncated,
)
from core.files.reading import opened

HEADER_BYTES = 16 * 2**20
TENSORS_MAX = 50_000
RANK_MAX = 8
NAME_MAX = 512  # characters
DTYPE_BYTES = {
    "F64": 8,
    "F32": 4,
    "F16": 2,
    "BF16": 2,
    "F8_E4M3": 1,
    "F8_E5M2": 1,
    "I64": 8,
    "I32": 4,
    "I16": 2,
    "I8": 1,
    "U64": 8,
    "U32": 4,
    "U16": 2,
    "U8": 1,
    "BOOL": 1,
}
_ENTRY = {"dtype", "shape", "data_offsets"}
_COUNT_MAX = 2**62  # elements or bytes of one tensor
METADATA = "__metadata__"


@dataclass(frozen=True)
class TensorInfo:
    """One tensor. `begin` and `end` are bytes from the file's start."""

    dtype: str
    shape: tuple[int, ...]
    begin: int
    end: int


@dataclass(frozen=True)
class Header:
    """A checked header: every byte behind it belongs to exactly one tensor."""

    tensors: dict[str, TensorInfo]
    metadata: dict[str, str]
    data_start: int  # byte where the first tensor begins
    size: int  # bytes of the file


class _Lie(ValueError):
    """A broken rule, in one plain clause."""


def read_header(path: Path | str) -> Header:
    """Read and check the header of a file.

    Raises `FileMissing`, `FileUnreadable`, `WeightsTruncated`, `WeightsHeaderInvalid`.
    """
    with opened(path) as file:
        return read_open_header(file, path)


def read_open_header(file: BinaryIO, path: Path | str) -> Header:
    """The same for a file that is open at its start, so that what was checked is what is loaded."""
    size = os.fstat(file.fileno()).st_size
    start = file.read(8)
    if len(start) < 8:
        raise WeightsTruncated(str(path), 8, size)
    (length,) = struct.unpack("<Q", start)
    if length > HEADER_BYTES:
        raise WeightsHeaderInvalid(str(path), f"a header of {length} bytes")
    if 8 + length > size:
        raise WeightsTruncated(str(path), 8 + length, size)
    try:
        tensors, metadata = _parse(file.read(length), 8 + length)
        end = _check_layout(tensors, 8 + length)
    except _Lie as lie:
        raise WeightsHeaderInvalid(str(path), str(lie)) from lie
    if end > size:
        raise WeightsTruncated(str(path), end, size)
    if end < size:
        raise WeightsHeaderInvalid(str(path), f"{size - end} bytes behind the last tensor")
    return Header(tensors, metadata, 8 + length, size)


def _parse(raw: bytes, data_start: int) -> tuple[dict[str, TensorInfo], dict[str, str]]:
    if not raw.startswith(b"{"):
        raise _Lie("the header is not a JSON object")
    # Counting brackets bounds the memory of parsing before anything is built.
    if raw.count(b"[") > 4 * TENSORS_MAX or raw.count(b"{") > 4 * TENSORS_MAX:
        raise _Lie("too many tensors")
    try:
        data = json.loads(raw.decode(), object_pairs_hook=_no_duplicates, parse_constant=_refuse)
    except _Lie:
        raise
    except (ValueError, RecursionError) as error:
        raise _Lie("the header is not valid JSON") from error
    if not isinstance(data, dict):
        raise _Lie("the header is not a JSON object")
    metadata = _metadata(data.pop(METADATA, {}))
    if len(data) > TENSORS_MAX:
        raise _Lie("too many tensors")
    return {_name(key): _tensor(entry, data_start) for key, entry in data.items()}, metadata


def _no_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise _Lie("a key occurs twice")
    return result


def _refuse(name: str) -> float:
    raise _Lie(f"{name} in the header")


def _metadata(data: Any) -> dict[str, str]:
    if not isinstance(data, dict) or not all(isinstance(value, str) for value in data.values()):
        raise _Lie("the metadata are not texts")
    return data


def _name(name: str) -> str:
    if not 1 <= len(name) <= NAME_MAX:
        raise _Lie(f"a tensor name of {len(name)} characters")
    if any(c < " " or "\x7f" <= c <= "\x9f" or "\ud800" <= c <= "\udfff" for c in name):
        raise _Lie("a control character in a tensor name")
    return name


def _tensor(entry: Any, data_start: int) -> TensorInfo:
    if not isinstance(entry, dict) or set(entry) != _ENTRY:
        raise _Lie("a tensor without exactly dtype, shape and data_offsets")
    dtype, shape, offsets = entry["dtype"], entry["shape"], entry["data_offsets"]
    if not isinstance(dtype, str) or dtype not in DTYPE_BYTES:
        raise _Lie("an unknown dtype")
    if not isinstance(shape, list) or len(shape) > RANK_MAX or not all(map(_is_count, shape)):
        raise _Lie("a shape that is none")
    if not isinstance(offsets, list) or len(offsets) != 2 or not all(map(_is_count, offsets)):
        raise _Lie("offsets that are none")
    count = DTYPE_BYTES[dtype]
    for side in shape:
        count *= side
    if count > _COUNT_MAX or offsets[1] - offsets[0] != count:
        raise _Lie("offsets that do not fit dtype and shape")
    return TensorInfo(dtype, tuple(shape), data_start + offsets[0], data_start + offsets[1])


def _is_count(value: object) -> bool:
    return type(value) is int and 0 <= value <= _COUNT_MAX


def _check_layout(tensors: dict[str, TensorInfo], data_start: int) -> int:
    """No overlap, no hole, from the first byte on. Returns where the last tensor ends."""
    position = data_start
    for info in sorted(tensors.values(), key=lambda info: (info.begin, info.end)):
        if info.begin != position:
            raise _Lie(
                "tensors that overlap" if info.begin < position else "a hole between tensors"
            )
        position = info.end
    return position
