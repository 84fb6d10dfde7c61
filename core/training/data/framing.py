"""Which part of a photo is learned from, and at what size: one `Frame` a photo. Pure; reads no file.

Sizes are (width, height) in px.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from PIL import Image

from core.files.photos.crop import Box, mirrored

ASPECT_MAX = 2.0  # of a bucket; longer pictures are cut
_TURNS = {
    1: Image.Transpose.ROTATE_270,
    2: Image.Transpose.ROTATE_180,
    3: Image.Transpose.ROTATE_90,
}


@dataclass(frozen=True)
class Frame:
    """`box` of a photo of size `photo` (upright, turned by `turned` quarters clockwise) becomes `size`."""

    size: tuple[int, int]
    photo: tuple[int, int]
    box: Box
    turned: int = 0

    def cut(self, image: Image.Image) -> Image.Image:
        """The part at its size, from the upright photo or its mask at any size of it."""
        if self.turned:
            image = image.transpose(_TURNS[self.turned])
        box = self.box.pixels(image.size)
        if self.size == image.size and tuple(map(round, box)) == (0, 0, *image.size):
            return image
        return image.resize(self.size, Image.Resampling.LANCZOS, box=box)

    def size_ids(self, *, is_mirrored: bool = False) -> tuple[int, ...]:
        """What SDXL is told of a picture: size of the photo, where the cut begins, size of the cut (y before x).

        The cut begins at `box` in px of the photo scaled so that the cut has its `size` (Podell et al. 2023, 2.2).
        """
        box = mirrored(self.box) if is_mirrored else self.box
        width, height = self.size
        left = round(width * box.left / (box.right - box.left))
        top = round(height * box.top / (box.bottom - box.top))
        return (self.photo[1], self.photo[0], top, left, height, width)


def bucket_sizes(resolution: int, multiple: int) -> list[tuple[int, int]]:
    """Sizes of about `resolution`² px, sides multiples of `multiple` px, from 1:2 to 2:1; never above it."""
    step = multiple * max(1, round(resolution / 8 / multiple))
    area, found = resolution**2, set()
    for width in range(step, 2 * resolution + 1, step):
        height = min(area // width // step * step, 2 * resolution)
        if height and 1 / ASPECT_MAX <= width / height <= ASPECT_MAX:
            found |= {(width, height), (height, width)}
    square = resolution // multiple * multiple
    return sorted(found | {(square, square)})


def bucket_of(photo: tuple[int, int], sizes: list[tuple[int, int]]) -> tuple[int, int]:
    """The size whose shape is nearest, by the ratio of the ratios; of equals the larger one."""
    aspect = math.log(photo[0] / photo[1])
    return min(
        sizes,
        key=lambda size: (round(abs(math.log(size[0] / size[1]) - aspect), 9), -size[0] * size[1]),
    )
