"""The shapes that pictures keep where there is no one subject to lay a square around. Pure.

Sizes are (width, height) in px.
"""

from __future__ import annotations

import math

ASPECT_MAX = 2.0  # of a bucket; longer pictures are cut
CELLS = 16  # px that sides of pictures of several shapes are multiples of, at least: two cells of latents


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
