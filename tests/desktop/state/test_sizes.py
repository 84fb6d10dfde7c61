"""Sizes by name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.state.sizes import like_picture, rounded, size_of

LENGTHS = st.integers(1, 20_000)


@pytest.mark.parametrize(
    ("typed", "held"), [(512, 512), (500, 504), (499, 496), (1, 8), (9999, 4096), (12, 16)]
)
def test_rounding(typed, held):
    assert rounded(typed) == held


@given(LENGTHS, LENGTHS, st.sampled_from([64, 128, 512, 768]))
def test_the_pictures_proportions_are_kept_with_the_learned_area(width, height, side):
    found = like_picture((width, height), (side, side))
    assert all(8 <= length <= 4096 and length % 8 == 0 for length in found)
    if 0.3 < width / height < 3 and side >= 128:
        assert found[0] / found[1] == pytest.approx(width / height, rel=0.15)
        assert found[0] * found[1] == pytest.approx(side * side, rel=0.15)


@pytest.mark.parametrize(
    ("shape", "size"),
    [
        ("auto", (512, 512)),
        ("square", (512, 512)),
        ("portrait", (512, 768)),
        ("landscape", (768, 512)),
        ("own", (504, 64)),
        ("picture", (512, 512)),
    ],
)
def test_names_without_a_picture(shape, size):
    assert size_of(shape, (512, 512), None, (500, 64)) == size


def test_auto_follows_the_picture():
    assert size_of("auto", (512, 512), (1600, 900), (8, 8)) == (680, 384)
    assert size_of("square", (512, 512), (1600, 900), (8, 8)) == (512, 512)


def test_a_model_that_learned_another_shape():
    assert size_of("auto", (512, 768), None, (8, 8)) == (512, 768)
    assert size_of("square", (512, 768), None, (8, 8)) == (512, 512)
