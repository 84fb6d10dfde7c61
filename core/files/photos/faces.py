"""Where in a photo faces are, and which way up they stand.

A network looks at the photo in three sizes. The thresholds were chosen on real photos, see `docs/teach-figures.md`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.files.photos import blazeface
from core.files.photos.crop import Box

Pixels = NDArray[np.uint8]

# px of the longer side that is looked at: in the first large faces are found, in the last those of a twentieth of it
SIDES = (128, 256, 512)
SURE = 0.75  # faces have 0.8 and more; what is none has seldom as much
# Before a photo is called lying its face must be as sure once it stands, and by so much surer: heads are tilted
LYING, SURER = 0.85, 0.02
SAME = 0.3  # of the smaller of two boxes lies in the other one: they are of one face


@dataclass(frozen=True)
class Face:
    """From the brows to the chin. `sure`: 0 … 1."""

    box: Box
    sure: float


def find_faces(rgb: Pixels, sides: Sequence[int] = SIDES) -> tuple[Face, ...]:
    """Those of an upright picture (H, W, 3) that somebody could be known by, the largest first."""
    found = [face for side in _of_use(rgb, sides) for face in _faces_at(rgb, side)]
    kept: list[Face] = []
    for face in sorted(found, key=lambda face: -face.sure):
        if not any(_are_one(face.box, other.box) for other in kept):
            kept.append(face)
    return tuple(sorted(kept, key=lambda face: -face.box.area))


def quarters_missing(rgb: Pixels) -> int | None:
    """Turns clockwise, 0 … 3, after which its surest face stands upright; None where no face tells.

    A face that lies is found, too, but it is found more surely once it stands.
    """
    sides = SIDES[:-1]
    sure = [
        max((face.sure for face in find_faces(np.rot90(rgb, -turns), sides)), default=0.0)
        for turns in range(4)
    ]
    best = int(np.argmax(sure))
    if best and sure[best] >= max(LYING, sure[0] + SURER):
        return best
    return 0 if sure[0] >= SURE else None


def _of_use(rgb: Pixels, sides: Sequence[int]) -> Sequence[int]:
    """Nothing is found in a picture that is enlarged: all but the first must be there."""
    longer = max(rgb.shape[:2])
    return [side for number, side in enumerate(sides) if number == 0 or side <= longer]


def _faces_at(rgb: Pixels, side: int) -> list[Face]:
    height, width = rgb.shape[:2]
    scale = side / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    how = Image.Resampling.BOX if scale < 1 else Image.Resampling.BILINEAR
    small = Image.fromarray(np.ascontiguousarray(rgb)).resize(size, how)
    picture = np.zeros((*map(_whole, small.size[::-1]), 3), np.float32)
    picture[: size[1], : size[0]] = np.asarray(small, np.float32) / 127.5 - 1
    sure, boxes = blazeface.network().guesses(picture)
    faces = []
    for number in np.flatnonzero(sure >= SURE):
        shares = boxes[number] / np.array([*size, *size])
        left, top, right, bottom = (float(share) for share in shares.clip(0.0, 1.0))
        if left < right and top < bottom:
            faces.append(Face(Box(left, top, right, bottom), float(sure[number])))
    return faces


def _whole(length: int) -> int:
    """The side of what the network is shown: as long, and no smaller than what it learned at."""
    multiple = blazeface.MULTIPLE
    return max(blazeface.LEARNED_AT, -(-length // multiple) * multiple)


def _are_one(one: Box, other: Box) -> bool:
    return max(one.within(other), other.within(one)) > SAME
