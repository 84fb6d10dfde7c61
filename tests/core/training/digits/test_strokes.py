"""How digits are written: curves through their points, strokes that still meet."""

from __future__ import annotations

import numpy as np

from core.training.digits import strokes


def test_every_digit_can_be_written():
    assert len(strokes.WAYS) == 10
    for ways in strokes.WAYS:
        for figure in ways:
            for stroke in figure:
                assert len(stroke) >= 2


def test_a_curve_goes_through_its_ends_and_near_every_point():
    points = np.array([(0.0, 0.0), (0.3, 0.4), (0.6, 0.2), (0.7, 1.0)])
    line = strokes.curve(points)
    assert np.allclose(line[[0, -1]], points[[0, -1]])
    for point in points:
        assert np.linalg.norm(line - point, axis=1).min() < 0.03


def test_longer_curves_have_more_points():
    short, long = (strokes.curve(np.array([(0.0, 0.0), (0.0, y)])) for y in (0.2, 1.0))
    assert len(long) > 3 * len(short)


def test_strokes_that_meet_still_meet_in_an_unsteady_hand():
    for seed in range(20):
        strokes_of_seven = strokes.written(7, np.random.default_rng(seed), 0.1)
        assert np.array_equal(strokes_of_seven[0][-1], strokes_of_seven[1][0])


def test_a_scribble_stays_in_the_box_of_a_digit():
    for stroke in strokes.scribbled(np.random.default_rng(0)):
        assert stroke.min() >= 0
        assert stroke.max() <= 1
