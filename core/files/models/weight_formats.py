"""What a weights file is, told from its first bytes alone: its ending is only a label."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from core.contract.errors import WeightsRefused
from core.files.pictures.formats import HEAD_BYTES, UNKNOWN, picture_format
from core.files.reading import opened

WeightFormat = Literal["safetensors", "pickle"]
NO_FORMAT = "it is in no known format"

_OTHERS = (
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"GGUF", "a GGUF file"),
    (b"\x89HDF", "an HDF5 file (Keras)"),
    (b"\x08\x00\x00\x00", "an ONNX or TensorFlow file"),
    (b"version https://git-lfs", "only a pointer to a file that was not downloaded (Git LFS)"),
)


def weight_format(path: Path | str) -> WeightFormat:
    """Raises `WeightsRefused` for anything else, naming it; `FileMissing`, `FileUnreadable`."""
    with opened(path) as file:
        head = file.read(HEAD_BYTES)
    if head[8:9] == b"{":
        return "safetensors"
    if head[:4] == b"PK\3\4" or head[:1] == b"\x80":
        return "pickle"
    name = _described(head)
    raise WeightsRefused(str(path), f"it is {name}, not weights" if name else NO_FORMAT)


def is_pickled(path: Path | str) -> bool:
    """Whether it is an old checkpoint. Raises `FileMissing`, `FileUnreadable`."""
    try:
        return weight_format(path) == "pickle"
    except WeightsRefused:  # what it is then, its reader will tell
        return False


def _described(head: bytes) -> str:
    """What the file is; "" where nobody knows."""
    for start, name in _OTHERS:
        if head.startswith(start):
            return name
    if head[257:262] == b"ustar":
        return "a tar archive"
    name = picture_format(head)
    if name == UNKNOWN:
        return ""
    if name in ("HTML", "XML", "text"):
        return f"{name} (perhaps an error page saved as a file)"
    return name if name.startswith(("a ", "an ")) else f"{name} data"
