"""Which part of a photo is learned from, and at what size: one `Frame` a photo. Pure; reads no file.

Sizes are (width, height) in px.
"""

from __future__ import annotations

from dataclasses import dataclass

from PIL import Image

from core.files.photos.crop import Box, mirrored

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
