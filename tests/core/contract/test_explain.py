"""Questions check themselves, and each comes back over the wire as what it was."""

import typing
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.contract import explain as ask
from core.contract.errors import InvalidValue
from core.contract.events import from_line, to_line
from core.contract.request import GenerationRequest
from tests.support.messages import check_message, messages_of

REQUEST = GenerationRequest("a swan", "o.png", seed=1)
QUESTIONS = [
    ask.RecordRun(REQUEST, maps=False),
    ask.BranchRun("a", 3, REQUEST, "mask.png"),
    ask.ShowStep("a", 2),
    ask.GuideStep("a", 2, 7.5, developed=True),
    ask.ShowWords("a", 1, 2, 9, ("mid_block",)),
    ask.ShowWords("a"),
    ask.DrawSheet(REQUEST, (1.0, 7.5)),
    ask.CompareAll("starter", ("a swan",), ("a.png", "b.png"), "clip"),
    ask.PassPicture("starter", "a.png"),
    ask.PokeLatent("starter", "a.png", 0, 1, 2, -3.5),
    ask.BlendPictures("starter", "a.png", "b.png", 0.25),
    ask.NoiseAt(REQUEST, 500, 3),
    ask.MeasureErrors(REQUEST, 5, 2),
]


@pytest.mark.parametrize("kind", messages_of(ask))
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_over_the_wire(kind: type[Any], data: st.DataObject) -> None:
    check_message(kind, data)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda q: type(q).__name__)
def test_a_question_comes_back_as_itself(question) -> None:
    message = ask.Explain("j", question, "folder")
    back = from_line(to_line(message))
    assert back == message
    assert type(back.question) is type(question)


def test_every_kind_is_tried_here() -> None:
    kinds = {kind for kind in typing.get_args(ask.Question) if kind.__module__ == ask.__name__}
    assert {type(question) for question in QUESTIONS} == kinds


@pytest.mark.parametrize(
    ("make", "field"),
    [
        (lambda: ask.RecordRun(GenerationRequest("a", "o", seed=1, count=2)), "count"),
        (
            lambda: ask.RecordRun(GenerationRequest("a", "o", seed=1, init="i", strength=0)),
            "strength",
        ),
        (lambda: ask.GuideStep("a", 0, float("nan")), "scale"),
        (lambda: ask.GuideStep("a", 0, 101), "scale"),
        (lambda: ask.DrawSheet(REQUEST, ()), "scales"),
        (lambda: ask.MeasureErrors(REQUEST, 3, 4, begin=3), "begin"),
        (lambda: ask.DrawSheet(REQUEST, (-1.0,)), "scale"),
        (lambda: ask.PokeLatent("m", "p", 0, 0, 0, float("inf")), "amount"),
        (lambda: ask.MeasureErrors(REQUEST, points=0), "points"),
        (lambda: ask.MeasureErrors(REQUEST, noises=65), "noises"),
    ],
)
def test_what_cannot_be_asked_is_told(make, field) -> None:
    with pytest.raises(InvalidValue, match=field):
        make()
