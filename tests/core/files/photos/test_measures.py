from __future__ import annotations

import numpy as np
import pytest
from PIL import Image, ImageFilter

from core.files.photos import measures


def array(image: Image.Image) -> np.ndarray:
    return np.asarray(image)


def test_blur_takes_the_sharpness_away(dog):
    sharp = measures.sharpness(array(dog))
    blurred = measures.sharpness(array(dog.filter(ImageFilter.GaussianBlur(2))))
    assert sharp > 40 > blurred


def test_a_sharp_tenth_is_enough(dog):
    soft = dog.filter(ImageFilter.GaussianBlur(6))
    box = (160, 160, 352, 352)  # nine of 64 tiles
    soft.paste(dog.crop(box), box)
    assert measures.sharpness(array(soft)) > 40


def test_a_flat_or_tiny_picture_has_no_sharpness():
    assert measures.sharpness(np.full((50, 50, 3), 9, np.uint8)) == 0
    assert measures.sharpness(np.zeros((1, 1, 3), np.uint8)) == 0


def test_what_is_blown_out_and_what_is_black_is_counted_in_the_part_that_matters():
    rgb = np.full((10, 10, 3), 128, np.uint8)
    rgb[:2], rgb[2:3], rgb[3:4] = (255, 255, 90), (0, 0, 0), (255, 0, 0)
    everywhere, below = np.ones((10, 10), bool), np.zeros((10, 10), bool)
    below[5:] = True
    assert measures.clipped(rgb, everywhere) == pytest.approx((0.2, 0.1))
    assert measures.clipped(rgb, below) == (0, 0)


def test_each_colour_has_its_share_of_the_ground():
    red, blue = (np.full((8, 8, 3), c, np.uint8) for c in ((250, 0, 0), (0, 0, 250)))
    both = np.concatenate([red, blue])
    upper = np.zeros((16, 8), bool)
    upper[:8] = True
    assert measures.colours(both, upper).max() == 1
    assert sorted(measures.colours(both, np.ones((16, 8), bool)))[-2:] == [0.5, 0.5]
