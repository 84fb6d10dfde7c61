"""Pictures of digits: functions of seed and number, ink within the sheet."""

from __future__ import annotations

import numpy as np
import pytest

from core.contract.digits import SIDE
from core.networks.digits import NOTHING
from core.training.digits import render


def test_a_picture_is_a_function_of_seed_and_number():
    one, labels = render.digits(5, range(12), SIDE)
    other, _ = render.digits(5, range(12), SIDE)
    assert np.array_equal(one, other)
    assert labels.tolist() == [*range(10), 0, 1]
    assert not np.array_equal(one, render.digits(6, range(12), SIDE)[0])
    assert np.array_equal(one[7], render.picture_of(5, 7, SIDE))


def test_two_pictures_of_a_digit_differ():
    pictures, _ = render.digits(0, (3, 13, 23), SIDE)
    assert len({picture.tobytes() for picture in pictures}) == 3


@pytest.mark.parametrize("hand", [render.STEADY, render.FREE])
def test_each_digit_has_ink_and_paper(hand):
    pictures, _ = render.digits(1, range(40), SIDE, hand)
    share = (pictures < 128).mean(axis=(1, 2))
    assert share.min() > 0.02
    assert share.max() < 0.5


def test_some_are_nothing_where_that_is_asked():
    _, labels = render.digits(0, range(300), 8, nothing=0.2)
    assert 0.12 < (labels == NOTHING).mean() < 0.28


def test_a_pen_leaves_its_width():
    line = np.array([(x, 12.0) for x in np.linspace(2, 22, 80)])
    picture = render.inked(line, 2.0, SIDE)
    assert (picture[:, 12] < 128).sum() == 4
    assert picture[0].min() == 255
