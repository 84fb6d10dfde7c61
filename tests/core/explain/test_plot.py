"""A curve as a picture: its line runs where the points are."""

from __future__ import annotations

import numpy as np
from PIL import Image

from core.explain.plot import BOTTOM, LEFT, RIGHT, SIZE, TOP, plot


def line_of(picture: Image.Image) -> dict[int, float]:
    """The height (px from the top) of the blue line in each column that has it."""
    pixels = np.asarray(picture, int)
    blue = (pixels[..., 2] - pixels[..., 0] > 60) & (pixels[..., 2] > 150)
    return {x: float(np.flatnonzero(blue[:, x]).mean()) for x in range(SIZE[0]) if blue[:, x].any()}


def test_a_falling_line_falls_from_corner_to_corner():
    line = line_of(plot("loss", [(0, 4.0), (50, 3.0), (100, 2.0)]))
    left, right, bottom = LEFT, SIZE[0] - RIGHT, SIZE[1] - BOTTOM
    assert abs(min(line) - left) <= 2
    assert abs(max(line) - right) <= 2
    assert abs(line[left + 2] - TOP) < 4
    assert abs(line[right - 2] - bottom) < 4
    assert abs(line[(left + right) // 2] - (TOP + bottom) / 2) < 3


def test_one_point_and_a_flat_line_lie_in_the_middle():
    middle = (TOP + SIZE[1] - BOTTOM) / 2
    for points in ([(7, 0.5)], [(1, 0.5), (2, 0.5)]):
        picture = plot("loss", points)
        assert picture.size == SIZE
        assert all(abs(y - middle) < 3 for y in line_of(picture).values())


def test_title_and_ends_are_written():
    named, nameless = (np.asarray(plot(title, [(0, 1.0), (9, 2.0)])) for title in ("loss", ""))
    assert (named[:TOP] != nameless[:TOP]).any()
    assert (named[TOP + 8 :] == nameless[TOP + 8 :]).all()
    assert (nameless[SIZE[1] - BOTTOM + 4 :] < 128).any()  # the steps
    assert (nameless[:, : LEFT - 4] < 128).any()  # the values
