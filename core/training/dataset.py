"""A folder of captioned pictures as training data, held decoded in memory where it fits.

Captions come from `metadata.jsonl` (`file_name`, `text`) or from a .txt beside each picture. Not a
loader with workers: a picture is a function of its number, which picture comes when is `order.py`.

Axes: B pictures, C channels, S side in px.
"""

from __future__ import annotations

import functools
import hashlib
import itertools
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from core.contract.errors import DatasetInvalid, ReverieError
from core.files.images import read_pictures

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".tif", ".tiff", ".bmp", ".heic", ".heif"})
METADATA = "metadata.jsonl"
MEMORY_SHARE = 0.25  # of the machine's memory that decoded pictures may take
MEMORY_UNKNOWN = 2**31  # bytes
CAPTION_MAX = 20_000  # characters


@dataclass(frozen=True)
class Progress:
    """How far a preparation is: `code` is worded by the receiver."""

    code: str
    done: int
    total: int


@dataclass(frozen=True)
class Entry:
    """One picture: its path relative to the folder and its caption."""

    name: str
    caption: str


class PictureSet:
    """The pictures of a folder, numbered by name, as squares of `resolution` px."""

    def __init__(self, folder: Path, entries: Sequence[Entry], resolution: int) -> None:
        self.folder = folder
        self.entries = tuple(entries)
        self.resolution = resolution
        self._memory: Tensor | None = None  # uint8 (N, S, S, 3)

    def __len__(self) -> int:
        return len(self.entries)

    @property
    def captions(self) -> list[str]:
        return [entry.caption for entry in self.entries]

    def fits(self) -> bool:
        """Whether all decoded pictures may be held in memory."""
        return len(self) * self.resolution**2 * 3 <= memory_allowance()

    def read(self) -> Iterator[Progress]:
        """Decode everything. Raises `DatasetInvalid` at the first bad one.

        Where they do not fit they are still all decoded once: better than to fail in the third hour.
        """
        side = self.resolution
        keep = torch.empty((len(self), side, side, 3), dtype=torch.uint8) if self.fits() else None
        for number, picture in enumerate(self._decoded(range(len(self)))):
            if keep is not None:
                keep[number] = picture
            yield Progress("pictures_read", number + 1, len(self))
        self._memory = keep

    def images(self, numbers: Sequence[int]) -> Tensor:
        """uint8 (B, S, S, 3)."""
        if self._memory is not None:
            return self._memory[torch.as_tensor(list(numbers))]
        return torch.stack(list(self._decoded(numbers)))

    def pixels(self, numbers: Sequence[int]) -> Tensor:
        """float32 (B, 3, S, S) in [-1, 1]."""
        return to_pixels(self.images(numbers))

    def forget(self) -> None:
        """Give the decoded pictures' memory back."""
        self._memory = None

    @functools.cached_property
    def fingerprint(self) -> str:
        """A hash of names, sizes and captions: another one means other training data."""
        digest = hashlib.sha256(f"{self.resolution}\n".encode())
        for entry in self.entries:
            size = (self.folder / entry.name).stat().st_size
            digest.update(json.dumps([entry.name, size, entry.caption]).encode())
        return digest.hexdigest()

    def _decoded(self, numbers: Iterable[int]) -> Iterator[Tensor]:
        """uint8 (S, S, 3) each. Raises `DatasetInvalid` when it comes to a bad one."""
        paths = [self.folder / self.entries[number].name for number in numbers]
        images = read_pictures(paths)
        for path in paths:
            try:
                square = to_square(next(images), self.resolution)
            except ReverieError as error:
                raise DatasetInvalid(str(self.folder), _reason(error, path)) from error
            yield torch.from_numpy(np.array(square))


def memory_allowance() -> int:
    """Bytes that one cache of a training may take; a cautious guess where the system does not say."""
    if not hasattr(os, "sysconf"):  # Windows
        return MEMORY_UNKNOWN
    return int(MEMORY_SHARE * os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))


def to_pixels(images: Tensor) -> Tensor:
    """uint8 (B, S, S, 3) → float32 (B, 3, S, S) in [-1, 1], contiguous."""
    return (
        images.permute(0, 3, 1, 2)
        .to(torch.float32, memory_format=torch.contiguous_format)
        .div_(127.5)
        .sub_(1.0)
    )


def to_square(image: Image.Image, side: int) -> Image.Image:
    """The middle of a picture as a square of `side` px: shorter side scaled, longer one cut."""
    width, height = image.size
    if (width, height) == (side, side):
        return image
    short = min(width, height)
    left, top = (width - short) / 2, (height - short) / 2
    box = (left, top, left + short, top + short)
    return image.resize((side, side), Image.Resampling.LANCZOS, box=box)


def open_pictures(folder: Path | str, resolution: int, *, captions: bool) -> PictureSet:
    """List a training folder without decoding it. Raises `DatasetInvalid`.

    `captions`: whether the task needs them; a picture without one is then an error.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise DatasetInvalid(str(folder), "there is no such folder")
    entries = _from_metadata(folder) if (folder / METADATA).is_file() else _from_neighbours(folder)
    if not entries:
        raise DatasetInvalid(str(folder), "it holds no pictures")
    entries.sort(key=lambda entry: entry.name)
    for before, after in itertools.pairwise(entries):
        if before.name == after.name:
            raise DatasetInvalid(str(folder), f"{after.name} is listed twice")
    for entry in entries:
        if captions and not entry.caption.strip():
            raise DatasetInvalid(str(folder), f"{entry.name} has no caption")
    return PictureSet(folder, entries, resolution)


def _from_metadata(folder: Path) -> list[Entry]:
    entries = []
    for number, line in enumerate(_text(folder, folder / METADATA).split("\n"), start=1):
        if line.strip():
            entries.append(_entry(folder, line, f"line {number} of {METADATA}"))
    return entries


def _entry(folder: Path, line: str, where: str) -> Entry:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise DatasetInvalid(str(folder), f"{where} is not JSON") from error
    name = data.get("file_name") if isinstance(data, dict) else None
    text = data.get("text", "") if isinstance(data, dict) else None
    if not isinstance(name, str) or not isinstance(text, str):
        raise DatasetInvalid(str(folder), f'{where} is no object with "file_name" and "text"')
    plain = PurePosixPath(name)
    if not name or plain.is_absolute() or ".." in plain.parts or "\0" in name:
        raise DatasetInvalid(str(folder), f"{where} names a file outside the folder")
    if len(text) > CAPTION_MAX:
        raise DatasetInvalid(str(folder), f"{where} has a caption of {len(text)} characters")
    if not (folder / name).is_file():
        raise DatasetInvalid(str(folder), f"{where} names {name}, which does not exist")
    return Entry(plain.as_posix(), text)


def _from_neighbours(folder: Path) -> list[Entry]:
    entries = []
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in SUFFIXES and path.is_file():
            note = path.with_suffix(".txt")
            caption = _text(folder, note).strip() if note.is_file() else ""
            entries.append(Entry(path.relative_to(folder).as_posix(), caption))
    return entries


def _text(folder: Path, path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetInvalid(str(folder), f"{path.name} cannot be read as text") from error


def _reason(error: ReverieError, path: Path) -> str:
    details = error.data().get("reason") or error.code
    return f"{path.name} cannot be used ({details})"
