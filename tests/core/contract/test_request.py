"""What may be asked for: ranges at their edges."""

from __future__ import annotations

import dataclasses
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.contract import codec
from core.contract.errors import InvalidValue
from core.contract.request import GenerationRequest

PLAIN = GenerationRequest(prompt="a swan", output="swan.png", seed=0)
NAN, INFINITY = float("nan"), float("inf")


def changed(**changes: Any) -> GenerationRequest:
    return dataclasses.replace(PLAIN, **changes)


@pytest.mark.parametrize(
    "changes",
    [
        {"prompt": ""},
        {"prompt": "x" * 20_000},
        {"prompt": "😀\n\0"},
        {"negative": ""},
        {"guidance_scale": 0.0},
        {"guidance_scale": 100},
        {"steps": 1},
        {"steps": 500},
        {"strength": 0.0},
        {"strength": 1.0},
        {"clip_skip": 32},
        {"rescale": 0.0},
        {"rescale": 1.0, "eta": 1.0},
        {"eta": 0.0, "sampler": "euler"},
        {"eta": 0.5, "sampler": "ddim"},
        {"sampler": "plms", "schedule": "model"},
        {"sampler": "euler_a", "schedule": "exponential"},
        {"init": "a.png", "mask": "b.png", "mask_feather": 256, "fill": "noise"},
        {"init": "a.png", "mask": "b.png", "match_colours": False},
        {"count": 1},
        {"count": 1000},
        {"seed": 2**63 - 1},
        {"width": 8, "height": 4096},
    ],
)
def test_edges_that_are_fine(changes: dict[str, Any]) -> None:
    request = changed(**changes)
    data = json.loads(json.dumps(codec.to_json(request)))
    assert codec.from_json(GenerationRequest, data) == request


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("prompt", "x" * 20_001),
        ("prompt", "\udc80"),
        ("negative", "\ud800"),
        ("guidance_scale", -0.001),
        ("guidance_scale", 100.001),
        ("guidance_scale", NAN),
        ("guidance_scale", INFINITY),
        ("guidance_scale", 10**400),
        ("steps", 0),
        ("steps", 501),
        ("steps", 10**400),
        ("strength", -0.001),
        ("clip_skip", 0),
        ("clip_skip", 33),
        ("strength", 1.001),
        ("strength", NAN),
        ("rescale", -0.001),
        ("rescale", 1.001),
        ("eta", 1.001),
        ("eta", NAN),
        ("mask_feather", -1),
        ("mask_feather", 257),
        ("count", 0),
        ("count", 1001),
        ("seed", -1),
        ("seed", 2**63),
        ("width", 0),
        ("width", 4),
        ("width", 12),
        ("width", 4104),
        ("height", -8),
        ("height", 10**400),
        ("output", ""),
        ("output", "a\0b"),
        ("model", ""),
        ("model", "\0"),
    ],
)
def test_beyond_the_edges(field: str, value: Any) -> None:
    with pytest.raises(InvalidValue) as caught:
        changed(**{field: value})
    assert caught.value.field == field
    assert caught.value.expected


@pytest.mark.parametrize("sampler", ["plms", "lcm"])
@pytest.mark.parametrize("schedule", ["karras", "exponential"])
def test_some_samplers_have_a_schedule_of_their_own(sampler: Any, schedule: Any) -> None:
    with pytest.raises(InvalidValue) as caught:
        changed(sampler=sampler, schedule=schedule)
    assert (caught.value.field, caught.value.value) == ("schedule", schedule)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"mask": "b.png"}, "mask"),
        ({"mask": "", "init": "a.png"}, "mask"),
        ({"mask_feather": 4, "init": "a.png"}, "mask_feather"),
        ({"fill": "blank", "init": "a.png"}, "fill"),
        ({"match_colours": True}, "match_colours"),
    ],
)
def test_a_mask_needs_a_picture_and_its_settings_a_mask(changes: Any, field: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        changed(**changes)
    assert caught.value.field == field


def test_eta_is_not_ignored_silently() -> None:
    with pytest.raises(InvalidValue, match="ddim"):
        changed(sampler="euler", eta=0.5)


@settings(deadline=None)
@given(width=st.integers(-100, 5000), height=st.integers(-100, 5000))
def test_sizes(width: int, height: int) -> None:
    fine = all(8 <= side <= 4096 and side % 8 == 0 for side in (width, height))
    try:
        changed(width=width, height=height)
    except InvalidValue:
        assert not fine
    else:
        assert fine


def test_it_is_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        PLAIN.seed = 3  # type: ignore[misc]


def test_what_was_chosen_belongs_to_one_picture_and_no_plain_prompt() -> None:
    GenerationRequest("{a|b}", "x.png", seed=1, prompt_expanded="a", negative_expanded="")
    for wrong in ({"plain_prompt": True}, {"count": 2}, {"prompt_expanded": "x" * 20_001}):
        with pytest.raises(InvalidValue, match="prompt_expanded"):
            GenerationRequest("a", "x.png", seed=1, **{"prompt_expanded": "a", **wrong})
