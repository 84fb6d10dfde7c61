"""Questions about digits: what they refuse, and that they travel."""

from __future__ import annotations

import base64

import pytest

from core.contract import events as ev
from core.contract.digits import DigitsConfig, MakeDigit, Peek, ScoreDigit, ShowRun, TrainDigits
from core.contract.errors import InvalidValue
from core.contract.explain import Explain

DRAWING = base64.b64encode(bytes(576)).decode()


@pytest.mark.parametrize(
    "message",
    [
        Peek("j", ScoreDigit(DRAWING, 5, 2)),
        Peek("j", ShowRun("/a/run")),
        Peek("j", ShowRun("/a/run", 100)),
        Explain("j", MakeDigit(3), "/tmp"),
        Explain("j", TrainDigits(DigitsConfig(task="digit-score", output="/a")), "/tmp"),
    ],
)
def test_each_travels_unchanged(message):
    assert ev.from_line(ev.to_line(message)) == message


@pytest.mark.parametrize(
    "wrong",
    [
        {"digit": 10}, {"digit": -1}, {"guidance": float("nan")},
        {"climb_steps": 0}, {"diffuse_steps": 900},
    ],
)  # fmt: skip
def test_what_cannot_be_made_is_refused(wrong):
    with pytest.raises(InvalidValue):
        MakeDigit(**{"digit": 3, **wrong})


@pytest.mark.parametrize("wrong", [{"pictures": 0}, {"resolution": 20}, {"caption_dropout": 2.0}])
def test_what_cannot_be_taught_is_refused(wrong):
    with pytest.raises(InvalidValue):
        DigitsConfig(task="digit-noise", output="x", **wrong)
