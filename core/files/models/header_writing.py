"""The header of a safetensors file that we write: what stands before the tensors, and in which order they follow."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from core.files.models.headers import DTYPE_BYTES, METADATA


@dataclass(frozen=True)
class Stored:
    """One tensor as it will lie in the file; `dtype` by the format's names."""

    name: str
    dtype: str
    shape: Sequence[int]

    @property
    def size(self) -> int:
        """Bytes."""
        return math.prod(self.shape) * DTYPE_BYTES[self.dtype]

    @property
    def place(self) -> tuple[int, str]:
        """Sorts: wide types first and then by name, so that every tensor is aligned to its own type.

        The format's own library does the same.
        """
        return -DTYPE_BYTES[self.dtype], self.name


def header_bytes(tensors: Sequence[Stored], metadata: Mapping[str, str] | None = None) -> bytes:
    """Length and JSON, padded to 8 bytes, for tensors that follow in this order without gaps.

    `metadata` always says `format: pt`, which transformers demands.
    """
    entries: dict[str, object] = {METADATA: {"format": "pt", **(metadata or {})}}
    position = 0
    for tensor in tensors:
        end = position + tensor.size
        entries[tensor.name] = {
            "dtype": tensor.dtype,
            "shape": list(tensor.shape),
            "data_offsets": [position, end],
        }
        position = end
    text = json.dumps(entries, separators=(",", ":"), ensure_ascii=False).encode()
    text += b" " * (-len(text) % 8)
    return len(text).to_bytes(8, "little") + text
