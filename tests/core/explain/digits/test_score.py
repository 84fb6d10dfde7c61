"""Scores of a drawing, with noise and without."""

from __future__ import annotations

import base64

import pytest

from core.contract.digits import SIDE, ScoreDigit
from core.contract.errors import InvalidValue
from core.explain.digits.model import shipped
from core.explain.digits.score import enlarged, score_answer
from core.training.digits.render import picture_of


def packed(picture) -> str:
    return base64.b64encode(picture.tobytes()).decode("ascii")


def test_a_clean_drawing_is_judged_as_it_is():
    drawing = picture_of(3_000_000, 3, SIDE)
    answer = score_answer(shipped(), ScoreDigit(packed(drawing)))
    assert answer.figures["digit"] == 3
    assert answer.figures["score"] > 0.8
    assert answer.figures["score"] == max(answer.figures["each"])
    assert (answer.glances["judged"][..., 0] == drawing).all()


def test_noise_lowers_the_score_and_is_the_same_for_a_seed():
    drawing = packed(picture_of(3_000_000, 3, SIDE))
    clean, half, half_again, noise = (
        score_answer(shipped(), ScoreDigit(drawing, t)).figures for t in (None, 250, 250, 999)
    )
    assert clean["score"] > half["score"] > noise["score"]
    assert half == half_again
    assert noise["score"] < 0.05


def test_what_is_no_drawing_is_refused():
    for wrong in ("", "!", base64.b64encode(b"abc").decode()):
        with pytest.raises(InvalidValue):
            ScoreDigit(wrong)
    with pytest.raises(InvalidValue):
        ScoreDigit(packed(picture_of(0, 0, SIDE)), 1000)


def test_pixels_become_squares():
    picture = picture_of(0, 0, SIDE)
    assert enlarged(picture).shape == (4 * SIDE, 4 * SIDE)
    assert (enlarged(picture)[::4, ::4] == picture).all()
