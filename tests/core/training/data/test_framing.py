"""Frames cut what they say, and SDXL is told what was really cut."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from core.files.photos.crop import WHOLE, Box, around
from core.training.data.framing import Frame, bucket_of, bucket_sizes


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


@given(st.sampled_from([128, 256, 512, 768, 1024]), st.sampled_from([8, 16, 32, 64]))
def test_buckets_are_never_larger_than_the_square_and_of_even_sides(resolution, multiple):
    sizes = bucket_sizes(resolution, multiple)
    assert (resolution, resolution) in sizes
    for width, height in sizes:
        assert width * height <= resolution**2
        assert width % multiple == height % multiple == 0
        assert 0.5 <= width / height <= 2
        assert (height, width) in sizes


def test_the_buckets_of_sd1_are_the_usual_ones():
    sizes = bucket_sizes(512, 64)
    assert {(512, 512), (640, 384), (384, 640), (576, 448), (704, 320)} - set(sizes) == {(704, 320)}


@given(st.integers(50, 5000), st.integers(50, 5000))
def test_the_nearest_shape_is_taken_and_little_is_lost(width, height):
    sizes = bucket_sizes(512, 64)
    size = bucket_of((width, height), sizes)
    box = around(WHOLE, (width, height), size[0] / size[1])
    if 0.5 <= width / height <= 2:
        assert box.area > 0.78
    distance = [abs(math.log(w / h * height / width)) for w, h in sizes]
    assert abs(math.log(size[0] / size[1] * height / width)) == pytest.approx(min(distance))
