"""Frames cut what they say, and SDXL is told what was really cut."""

from __future__ import annotations

import numpy as np
import pytest
from PIL import Image

from core.files.photos.crop import WHOLE, Box
from core.training.data.framing import Frame


def numbered(width: int, height: int) -> Image.Image:
    """Every pixel tells its place."""
    y, x = np.mgrid[:height, :width]
    return Image.fromarray(np.stack([x, y, 0 * x], axis=-1).astype(np.uint8))


def test_a_frame_cuts_its_box_at_its_size():
    frame = Frame((4, 4), (16, 8), Box(0.25, 0.0, 0.5, 0.5))
    cut = np.asarray(frame.cut(numbered(16, 8)))
    assert np.array_equal(cut, np.asarray(numbered(16, 8))[0:4, 4:8])


def test_a_frame_also_fits_a_smaller_copy_of_the_photo():
    frame = Frame((8, 8), (160, 80), Box(0.5, 0.0, 1.0, 1.0))
    cut = np.asarray(frame.cut(numbered(16, 8)))
    assert cut[4, 4, 0] == pytest.approx(12, abs=1)


def test_the_lower_right_of_a_photo_that_has_the_size_already_is_cut_out():
    cut = np.asarray(Frame((8, 8), (8, 8), Box(0.5, 0.5, 1.0, 1.0)).cut(numbered(8, 8)))
    assert cut[..., :2].min() > 2
    assert cut[4, 4, 0] == pytest.approx(6, abs=1)


@pytest.mark.parametrize("turned", [0, 1, 2, 3])
def test_a_turned_photo_is_turned_before_it_is_cut(turned):
    image = numbered(6, 4)
    size = (6, 4) if turned % 2 == 0 else (4, 6)
    cut = Frame(size, size, WHOLE, turned).cut(image)
    assert np.array_equal(np.asarray(cut), np.rot90(np.asarray(image), -turned))


def test_the_size_that_sdxl_is_told_follows_the_crop():
    frame = Frame((512, 512), (2000, 1000), Box(0.25, 0.0, 0.75, 1.0))
    assert frame.size_ids() == (1000, 2000, 0, 256, 512, 512)
    lower = Frame((512, 512), (1000, 2000), Box(0.0, 0.4, 1.0, 0.9))
    assert lower.size_ids() == (2000, 1000, 410, 0, 512, 512)


def test_a_mirrored_crop_begins_at_the_other_side():
    frame = Frame((512, 512), (2000, 1000), Box(0.0, 0.0, 0.5, 1.0))
    assert frame.size_ids()[3] == 0
    assert frame.size_ids(is_mirrored=True)[3] == 512
