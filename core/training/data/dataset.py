"""A folder of captioned pictures as training data, held decoded in memory where it fits.

Which pictures there are says `core/files/photos/listing.py`. Not a loader with workers: a picture is a
function of its number, which picture comes when is `order.py`.

Axes: B pictures, C channels, H W px; S where they are squares.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
import json
import math
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from core.contract.errors import (
    DatasetInvalid,
    FileMissing,
    PictureTooLarge,
    PictureUnsupported,
    ReverieError,
)
from core.files.photos.listing import Entry, list_entries
from core.files.pictures.images import read_pictures
from core.training.data.framing import Frame

MEMORY_SHARE = 0.25  # of the machine's memory that decoded pictures may take
MEMORY_UNKNOWN = 2**31  # bytes


@dataclass(frozen=True)
class Progress:
    """How far a preparation is: `code` is worded by the receiver."""

    code: str
    done: int
    total: int


class PictureSet:
    """The pictures of a folder, numbered by name: as squares of `resolution` px, or each as its frame says."""

    def __init__(
        self,
        folder: Path,
        entries: Sequence[Entry],
        resolution: int,
        frames: Sequence[Frame] | None = None,
    ) -> None:
        self.folder = folder
        self.entries = tuple(entries)
        self.resolution = resolution
        self.frames = None if frames is None else tuple(frames)
        self._memory: Tensor | None = None  # uint8 (N, H, W, 3)

    def __len__(self) -> int:
        return len(self.entries)

    @property
    def captions(self) -> list[str]:
        return [entry.caption for entry in self.entries]

    def size(self, number: int) -> tuple[int, int]:
        """(width, height) in px at which a picture is learned."""
        side = self.resolution
        return (side, side) if self.frames is None else self.frames[number].size

    def groups(self, numbers: Iterable[int]) -> list[tuple[int, ...]]:
        """The numbers by size: only pictures of one group go into a batch together."""
        found: dict[tuple[int, int], list[int]] = {}
        for number in numbers:
            found.setdefault(self.size(number), []).append(number)
        return [tuple(found[size]) for size in sorted(found)]

    def fits(self) -> bool:
        """Whether all decoded pictures may be held in memory: they are of one size and not too many."""
        sizes = {self.size(number) for number in range(len(self))}
        return len(sizes) == 1 and len(self) * math.prod(sizes.pop()) * 3 <= memory_allowance()

    def read(self) -> Iterator[Progress]:
        """Decode everything. Raises `DatasetInvalid` at the first bad one.

        Where they do not fit they are still all decoded once: better than to fail in the third hour.
        """
        keep: Tensor | None = None
        if self.fits():
            width, height = self.size(0)
            keep = torch.empty((len(self), height, width, 3), dtype=torch.uint8)
        for number, picture in enumerate(self._decoded(range(len(self)))):
            if keep is not None:
                keep[number] = picture
            yield Progress("pictures_read", number + 1, len(self))
        self._memory = keep

    def images(self, numbers: Sequence[int]) -> Tensor:
        """uint8 (B, H, W, 3) of pictures of one size."""
        if self._memory is not None:
            return self._memory[torch.as_tensor(list(numbers))]
        return torch.stack(list(self._decoded(numbers)))

    def pixels(self, numbers: Sequence[int]) -> Tensor:
        """float32 (B, 3, H, W) in [-1, 1] of pictures of one size."""
        return to_pixels(self.images(numbers))

    def forget(self) -> None:
        """Give the decoded pictures' memory back."""
        self._memory = None

    def noted(self) -> PictureSet:
        """The same, with the size of each file noted down: it can be told later without the files."""
        entries = [dataclasses.replace(entry, bytes=self._bytes(entry)) for entry in self.entries]
        return PictureSet(self.folder, entries, self.resolution, self.frames)

    @functools.cached_property
    def fingerprint(self) -> str:
        """A hash of names, sizes, captions and frames: another one means other training data."""
        digest = hashlib.sha256(f"{self.resolution}\n".encode())
        for number, entry in enumerate(self.entries):
            values: list[object] = [entry.name, self._bytes(entry), entry.caption]
            if self.frames is not None:
                frame = self.frames[number]
                values += [*frame.size, *frame.box.numbers, frame.turned]
            digest.update(json.dumps(values).encode())
        return digest.hexdigest()

    def _bytes(self, entry: Entry) -> int:
        if entry.bytes is not None:
            return entry.bytes
        try:
            return (self.folder / entry.name).stat().st_size
        except OSError as error:
            raise DatasetInvalid(str(self.folder), f"{entry.name} is not there any more") from error

    def _decoded(self, numbers: Iterable[int]) -> Iterator[Tensor]:
        """uint8 (H, W, 3) each. Raises `DatasetInvalid` when it comes to a bad one."""
        numbers = list(numbers)
        paths = [self.folder / self.entries[number].name for number in numbers]
        images = read_pictures(paths)
        for number, path in zip(numbers, paths, strict=True):
            try:
                image = next(images)
            except ReverieError as error:
                raise DatasetInvalid(str(self.folder), _unusable(error, path.name)) from error
            framed = (
                to_square(image, self.resolution)
                if self.frames is None
                else self.frames[number].cut(image)
            )
            yield torch.from_numpy(np.array(framed))


def memory_allowance() -> int:
    """Bytes that one cache of a training may take; a cautious guess where the system does not say."""
    if not hasattr(os, "sysconf"):  # Windows
        return MEMORY_UNKNOWN
    return int(MEMORY_SHARE * os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))


def to_pixels(images: Tensor) -> Tensor:
    """uint8 (B, H, W, 3) → float32 (B, 3, H, W) in [-1, 1], contiguous."""
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
    return PictureSet(Path(folder), list_entries(folder, captions=captions), resolution)


def reason_of(error: ReverieError) -> str:
    """What is wrong with a photo, as a clause."""
    match error:
        case PictureUnsupported():
            return "no picture of a kind that can be opened"
        case PictureTooLarge():
            return f"more than {error.limit} megapixels"
        case FileMissing():
            return "it is not there any more"
    return str(error.data().get("reason") or error.code)


def _unusable(error: ReverieError, name: str) -> str:
    """A clause about a photo that was good when it was looked at, or was never."""
    if isinstance(error, FileMissing):
        return f"{name} is not there any more; put it back to go on"
    return f"{name} cannot be used ({reason_of(error)})"
