from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.contract.errors import InvalidValue
from core.files.photos.crop import (
    WHOLE,
    Box,
    around,
    box_of,
    closer,
    head_and_shoulders,
    head_of,
    middle,
    mirrored,
)

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


@given(boxes(), SIZES, st.floats(0.4, 2.5), st.integers(1, 2000))
def test_head_and_shoulders_lie_in_the_photo_and_are_not_enlarged_without_need(
    face, size, aspect, least
):
    box = head_and_shoulders(face, size, aspect, least)
    left, top, right, bottom = box.pixels(size)
    assert (right - left) / (bottom - top) == pytest.approx(aspect, rel=1e-6)
    whole = around(WHOLE, size, aspect).pixels(size)
    room = min(whole[2] - whole[0], whole[3] - whole[1])
    assert min(right - left, bottom - top) >= min(least, room) * (1 - 1e-9)


def test_around_a_small_face_there_is_room_for_hair_and_shoulders():
    box = head_and_shoulders(Box(0.45, 0.45, 0.55, 0.55), (1000, 1000))
    assert box.numbers == pytest.approx((0.34, 0.3648, 0.66, 0.6848))
    enlarged = head_and_shoulders(Box(0.45, 0.45, 0.55, 0.55), (1000, 1000), least=512)
    assert enlarged.right - enlarged.left == pytest.approx(0.512)


def test_where_there_is_no_room_for_shoulders_the_hair_stays_in():
    face = Box(0.2, 0.4, 0.8, 0.7)  # 300 × 300 px of a photo that is 500 wide
    box = head_and_shoulders(face, (500, 1000))
    assert (box.left, box.right) == (0, 1)
    above, below = face.top - box.top, box.bottom - face.bottom
    assert (above / 0.3, below / 0.3) == pytest.approx(
        (0.5, 1 / 6)
    )  # a little less hair and chin each


@given(boxes(), SIZES)
def test_where_there_is_room_the_head_is_in_and_always_the_face_if_it_can_be(face, size):
    box, head = head_and_shoulders(face, size), head_of(face)
    wide, high = box.right - box.left, box.bottom - box.top
    for what in (head, face):
        if what.right - what.left <= wide and what.bottom - what.top <= high:
            assert what.within(box) == pytest.approx(1.0)


def test_a_head_ends_where_the_photo_does():
    assert head_of(Box(0.4, 0.4, 0.6, 0.6)).numbers == pytest.approx((0.33, 0.28, 0.67, 0.64))
    assert head_of(Box(0.0, 0.05, 0.5, 0.9)).numbers == pytest.approx((0, 0, 0.675, 1))


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
