"""Picture sizes by name: what "Portrait" means for a model that learned squares of 512 px.

All sizes are (width, height) in px, multiples of 8, 8 … 4096. Knows no widgets and no models.
"""

from __future__ import annotations

import math
from typing import Literal

from core.contract.request import SIZE_MAX, SIZE_MULTIPLE

Size = tuple[int, int]
Shape = Literal["auto", "square", "portrait", "landscape", "picture", "own"]
TALL = 1.5  # height over width of "Portrait", as cameras and habit have it


def rounded(pixels: float) -> int:
    """The nearest length that a model can draw."""
    cells = math.floor(pixels / SIZE_MULTIPLE + 0.5)
    return min(SIZE_MAX, max(SIZE_MULTIPLE, cells * SIZE_MULTIPLE))


def like_picture(picture: Size, learned: Size) -> Size:
    """The picture's proportions with about as many px as the model learned."""
    width, height = picture
    scale = math.sqrt(learned[0] * learned[1] / (width * height))
    return rounded(width * scale), rounded(height * scale)


def size_of(shape: Shape, learned: Size, picture: Size | None, own: Size) -> Size:
    """The size that `shape` stands for.

    `learned` is the model's own size, `picture` the one to start from (None: words only), `own` what
    was typed. "auto" is the picture's proportions where there is one, else the model's own size.
    """
    side = min(learned)
    match shape:
        case "own":
            return rounded(own[0]), rounded(own[1])
        case "portrait":
            return rounded(side), rounded(side * TALL)
        case "landscape":
            return rounded(side * TALL), rounded(side)
        case "square":
            return rounded(side), rounded(side)
    return like_picture(picture, learned) if picture else learned
