"""Masks of the subject, drawn by a person or another program: grey pictures beside the photos' folder.

Where a mask is white the error counts in full, where it is black as much as the config says.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Callable
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from core.contract.errors import DatasetInvalid, ReverieError
from core.files.photos.listing import SUFFIXES
from core.files.pictures.images import read_picture
from core.training.data.dataset import PictureSet


def find_masks(folder: Path, pictures: PictureSet) -> dict[int, Path]:
    """Picture number → mask: the picture of the same name, up to its ending. Raises `DatasetInvalid` for none at all."""
    if not folder.is_dir():
        raise DatasetInvalid(str(folder), "there is no such folder")
    files = sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)
    by_name = {path.relative_to(folder).with_suffix("").as_posix(): path for path in files}
    found = {
        number: by_name[stem]
        for number, entry in enumerate(pictures.entries)
        if (stem := Path(entry.name).with_suffix("").as_posix()) in by_name
    }
    if not found:
        raise DatasetInvalid(str(folder), "no mask in it has the name of a photo")
    return found


def reader(masks: dict[int, Path], pictures: PictureSet) -> Callable[[int], Tensor]:
    """`read(number)`: (H, W) float32 in 0 … 1 as the photo is cut; 1 everywhere where a photo has no mask.

    Raises `DatasetInvalid` for a mask that cannot be read.
    """

    def read(number: int) -> Tensor:
        width, height = pictures.size(number)
        path = masks.get(number)
        if path is None:
            return torch.ones(height, width)
        try:
            image = read_picture(path, ground="black").convert("L")
        except ReverieError as error:
            raise DatasetInvalid(
                str(path.parent), f"the mask {path.name} cannot be read"
            ) from error
        if pictures.frames is not None:
            image = pictures.frames[number].cut(image)
        return torch.from_numpy(np.array(image.resize((width, height)))).float() / 255

    return read


def read_late(folder: Path, pictures: PictureSet) -> Callable[[int], Tensor]:
    """The same of a folder that is looked into when the first mask is wanted."""
    found = functools.cache(lambda: reader(find_masks(folder, pictures), pictures))
    return lambda number: found()(number)


def key(masks: dict[int, Path]) -> str:
    """Changes with which masks there are and with their files."""
    digest = hashlib.sha256()
    for number, path in sorted(masks.items()):
        digest.update(
            f"{number} {path.name} {path.stat().st_size} {path.stat().st_mtime_ns}\n".encode()
        )
    return digest.hexdigest()
