"""Which way up photos lie, on real ones: each is one of a set of the same thing, and all lie upright."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from core.files.photos import layout, measures

LAYOUTS = st.tuples(*[st.integers(-layout.SCALE, layout.SCALE)] * layout.LENGTH)
SUBJECTS = ("berry_bowl", "cat", "dog", "duck_toy", "red_cartoon", "teapot")


def layouts_of(folder) -> list[layout.Layout]:
    return [
        measures.layout(np.asarray(Image.open(path).convert("RGB")))
        for path in sorted(folder.iterdir())
    ]


def missing(found: list[layout.Layout]) -> list[int]:
    total = layout.total(found)
    return [layout.quarters_missing(own, total, len(found)) for own in found]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_nothing_is_said_of_photos_that_lie_upright(photos, subject):
    assert set(missing(layouts_of(photos / subject))) == {0}


def test_most_that_lie_on_their_side_are_found_and_nearly_all_of_them_turned_the_right_way(photos):
    right = wrong = count = 0
    for subject in SUBJECTS:
        upright = layouts_of(photos / subject)
        for number, own in enumerate(upright):
            for quarters in (1, 3):
                lying = layout.turned(own, quarters)
                found = missing([*upright[:number], lying, *upright[number + 1 :]])[number]
                count += 1
                right += found == 4 - quarters
                wrong += found == quarters
    assert right >= 0.6 * count
    assert wrong <= 0.1 * count


@pytest.mark.parametrize("quarters", [0, 1, 2, 3])
def test_turning_a_layout_is_turning_the_photo(dog, quarters):
    rgb = np.asarray(dog)
    other = measures.layout(np.ascontiguousarray(np.rot90(rgb, -quarters)))
    own = layout.turned(measures.layout(rgb), quarters)
    # Edges just between two directions may go to either, by rounding.
    assert np.abs(np.subtract(own, other)).max() <= 0.1 * layout.SCALE
    assert np.abs(np.subtract(own, other)).mean() <= 0.01 * layout.SCALE


@given(LAYOUTS, st.integers(0, 8), st.integers(0, 8))
def test_turns_add_up_and_four_are_none(own, first, second):
    assert layout.turned(layout.turned(own, first), second) == layout.turned(own, first + second)
    assert layout.turned(own, 4) == own
    assert sorted(layout.turned(own, first)) == sorted(own)


def test_few_others_alike_or_not_say_nothing(photos):
    upright = layouts_of(photos / "red_cartoon")[: layout.OTHERS_MIN]
    assert missing([layout.turned(upright[0], 1), *upright[1:]]) == [0] * layout.OTHERS_MIN


def test_a_set_that_lies_on_its_side_as_a_whole_is_not_found(photos):
    lying = [layout.turned(each, 1) for each in layouts_of(photos / "red_cartoon")]
    assert set(missing(lying)) == {0}


def test_flat_pictures_have_no_way_up():
    flat = [measures.layout(np.full((9, 14, 3), grey, np.uint8)) for grey in (0, 40, 200, 255)]
    assert {number for each in flat for number in each} == {0}
    assert set(missing(flat)) == {0}


@pytest.mark.parametrize("size", [(1, 1), (1, 700), (3, 2)])
def test_any_photo_has_a_layout(size):
    rng = np.random.default_rng(0)
    found = measures.layout(rng.integers(0, 256, (*size, 3), np.uint8))
    assert len(found) == layout.LENGTH
    assert all(-layout.SCALE <= number <= layout.SCALE for number in found)
