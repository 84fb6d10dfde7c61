"""The new part laid into the old picture: nothing outside changes, whatever the seam."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from core.generation.seam import Seam, matched, paste, ramp

RNG = np.random.default_rng(0)


def picture(seed: int, size: int = 48) -> Image.Image:
    coarse = np.random.default_rng(seed).integers(40, 215, (6, 6, 3), dtype=np.uint8)
    return Image.fromarray(coarse).resize((size, size), Image.Resampling.BICUBIC)


def square(size: int = 48, first: int = 12, last: int = 36) -> np.ndarray:
    mask = np.zeros((size, size), dtype=bool)
    mask[first:last, first:last] = True
    return mask


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(0, 30), st.booleans(), st.floats(0, 1))
def test_outside_every_byte_stays(seed, feather, match, share) -> None:
    mask = np.random.default_rng(seed).random((24, 24)) < share
    old, drawn = picture(1, 24), picture(2, 24)
    result = np.asarray(paste(drawn, old, mask, Seam(feather, match)))
    assert np.array_equal(result[~mask], np.asarray(old)[~mask])


def test_hard_and_unmatched_the_inside_is_what_was_drawn() -> None:
    old, drawn, mask = picture(1), picture(2), square()
    result = np.asarray(paste(drawn, old, mask, Seam(0, match_colours=False)))
    assert np.array_equal(result[mask], np.asarray(drawn)[mask])


def test_a_feather_rises_from_the_edge_to_the_middle() -> None:
    share = ramp(square(), 5)
    row = share[24]
    assert row[:12].tolist() == [0] * 12
    assert np.all(np.diff(row[11:18]) > 0)
    assert row[17] == 1
    assert share.max() == 1


def test_a_mask_narrower_than_the_feather_is_still_painted() -> None:
    mask = np.zeros((20, 20), dtype=bool)
    mask[9:12] = True
    share = ramp(mask, 50)
    assert share[10, 10] == 1
    assert share[9, 10] == share[11, 10] == 0.5


def test_the_border_of_the_picture_is_no_edge() -> None:
    assert np.all(ramp(np.ones((9, 9), dtype=bool), 4) == 1)
    mask = np.zeros((20, 20), dtype=bool)
    mask[:, :10] = True
    assert ramp(mask, 4)[:, 0].tolist() == [1] * 20


def test_a_shift_of_all_colours_is_taken_back() -> None:
    old, mask = np.asarray(picture(3), dtype=np.float32), square()
    drawn = (old - 120) * np.float32(0.9) + 120 + np.array([6, -4, 0], dtype=np.float32)
    new = matched(drawn, old, mask)
    assert np.abs(drawn - old)[mask].mean() > 3
    assert np.abs(new - old)[mask].max() < 0.01


def test_what_was_drawn_on_purpose_inside_stays_what_it_is() -> None:
    old, mask = np.asarray(picture(3), dtype=np.float32), square()
    drawn = old.copy()
    drawn[mask] = 255 - drawn[mask]
    assert np.array_equal(matched(drawn, old, mask), drawn)


def test_a_match_goes_only_so_far() -> None:
    old, mask = np.asarray(picture(3), dtype=np.float32), square()
    assert np.abs(matched(old + 90, old, mask) - (old + 66)).max() < 0.01


@pytest.mark.parametrize("mask", [np.ones((48, 48), dtype=bool), square(first=0, last=48)])
def test_without_kept_pixels_there_is_nothing_to_go_by(mask) -> None:
    old = np.asarray(picture(3), dtype=np.float32)
    assert np.array_equal(matched(old + 9, old, mask), old + 9)
