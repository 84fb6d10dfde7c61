"""The shapes of pictures that are no squares."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.files.photos.buckets import bucket_of, bucket_sizes
from core.files.photos.crop import WHOLE, around


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
