from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.contract.errors import InvalidValue
from core.files.photos.crop import WHOLE, Box, around, box_of, closer, middle, mirrored

SHARES = st.floats(0, 1)
SIZES = st.tuples(st.integers(8, 5000), st.integers(8, 5000))


@st.composite
def boxes(draw):
    left, top = draw(st.floats(0, 0.9)), draw(st.floats(0, 0.9))
    return Box(left, top, draw(st.floats(left + 0.05, 1)), draw(st.floats(top + 0.05, 1)))


@pytest.mark.parametrize(
    "numbers",
    [(0.5, 0, 0.5, 1), (0, 0, 1.1, 1), (-0.1, 0, 1, 1), (float("nan"), 0, 1, 1), (0, 0.6, 1, 0.5)],
)
def test_what_is_no_part_of_a_photo_is_no_box(numbers):
    with pytest.raises(InvalidValue):
        Box(*numbers)


def test_the_middle_of_a_wide_photo_is_its_middle_square():
    assert middle((400, 200)).pixels((400, 200)) == (100, 0, 300, 200)


def test_a_square_follows_the_subject_to_the_edge_and_no_further():
    assert around(Box(0.9, 0.4, 1.0, 0.6), (400, 200)).numbers == (0.5, 0.0, 1.0, 1.0)
    assert around(Box(0.0, 0.8, 1.0, 1.0), (200, 400)).numbers == (0.0, 0.5, 1.0, 1.0)


@given(boxes(), SIZES, st.floats(0.4, 2.5))
def test_every_crop_lies_in_the_photo_and_has_the_wanted_shape(subject, size, aspect):
    for box in (around(subject, size, aspect), closer(subject, size, aspect), middle(size, aspect)):
        left, top, right, bottom = box.pixels(size)
        assert (right - left) / (bottom - top) == pytest.approx(aspect, rel=1e-6)


@given(boxes(), SIZES)
def test_a_closer_crop_loses_no_more_of_the_subject_than_the_large_one(subject, size):
    assert subject.within(closer(subject, size)) >= subject.within(around(subject, size)) - 1e-9


def test_a_closer_crop_leaves_a_margin():
    box = closer(Box(0.45, 0.45, 0.55, 0.55), (1000, 1000))
    assert box.numbers == pytest.approx((0.442, 0.442, 0.558, 0.558))


@given(boxes())
def test_mirrored_twice_is_itself(box):
    assert mirrored(mirrored(box)).numbers == pytest.approx(box.numbers)


def test_how_much_of_a_box_lies_in_another():
    assert Box(0, 0, 0.5, 1).within(Box(0.25, 0, 1, 1)) == pytest.approx(0.5)
    assert Box(0, 0, 0.2, 1).within(Box(0.5, 0, 1, 1)) == 0
    assert Box(0.1, 0.1, 0.2, 0.2).within(WHOLE) == pytest.approx(1)


@pytest.mark.parametrize(
    ("numbers", "box"),
    [
        ((0.25, 0.0, 1.0000000000000002, 1.0), Box(0.25, 0, 1, 1)),
        ((-1e-17, 0.0, 0.5, 1.0), Box(0, 0, 0.5, 1)),
        ((0.1, 0.2, 0.3, 0.4), Box(0.1, 0.2, 0.3, 0.4)),
        ((), None),
        ((0.0, 0.0, 1.0), None),
        ((0.5, 0.0, 0.5, 1.0), None),
        ((1.5, 0.0, 2.0, 1.0), None),
        ((float("nan"), 0.0, 1.0, 1.0), None),
        ((0.0, 0.0, float("nan"), 1.0), None),
    ],
)
def test_what_rounding_put_beyond_the_edge_is_taken_back_from_a_saved_box(numbers, box):
    assert box_of(numbers) == box
