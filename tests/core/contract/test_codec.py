"""Dataclasses to JSON and back: what is allowed comes back equal, all else is refused by name."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.contract import codec
from core.contract.errors import InvalidValue
from core.contract.request import GenerationRequest


@dataclass(frozen=True)
class Inner:
    name: str
    ratio: float = 0.5


@dataclass(frozen=True)
class Outer:
    count: int
    flag: bool
    kind: Literal["a", "b"]
    inner: Inner
    many: tuple[Inner, ...] = ()
    table: dict[str, float] = field(default_factory=dict)
    maybe: int | None = None
    either: int | str = 0
    loose: Any = None


INNERS = st.builds(
    Inner, name=st.text(st.characters(exclude_categories=["Cs"])), ratio=st.floats(-1e9, 1e9)
)
OUTERS = st.builds(
    Outer,
    count=st.integers(),
    flag=st.booleans(),
    kind=st.sampled_from(["a", "b"]),
    inner=INNERS,
    many=st.lists(INNERS, max_size=3).map(tuple),
    table=st.dictionaries(st.text(max_size=5), st.floats(-1, 1), max_size=3),
    maybe=st.none() | st.integers(),
    either=st.integers() | st.text(max_size=5),
    loose=st.none() | st.lists(st.integers(), max_size=2) | st.text(max_size=5),
)


@settings(deadline=None, max_examples=100)
@given(OUTERS)
def test_there_and_back(value: Outer) -> None:
    assert codec.from_json(Outer, json.loads(json.dumps(codec.to_json(value)))) == value


GOOD = {"count": 1, "flag": True, "kind": "a", "inner": {"name": "x"}}


@pytest.mark.parametrize(
    ("change", "where"),
    [
        ({"count": 1.0}, "Outer.count"),
        ({"count": True}, "Outer.count"),
        ({"count": "1"}, "Outer.count"),
        ({"count": None}, "Outer.count"),
        ({"flag": 1}, "Outer.flag"),
        ({"flag": "true"}, "Outer.flag"),
        ({"kind": "c"}, "Outer.kind"),
        ({"kind": ["a"]}, "Outer.kind"),
        ({"inner": "x"}, "Outer.inner"),
        ({"inner": {}}, "Outer.inner.name"),
        ({"inner": {"name": "x", "ratio": "1"}}, "Outer.inner.ratio"),
        ({"inner": {"name": "x", "ratio": True}}, "Outer.inner.ratio"),
        ({"inner": {"name": "x", "ratio": float("nan")}}, "Outer.inner.ratio"),
        ({"inner": {"name": "x", "ratio": float("inf")}}, "Outer.inner.ratio"),
        ({"inner": {"name": "x", "ratio": 10**400}}, "Outer.inner.ratio"),
        ({"inner": {"name": "x", "more": 1}}, "Outer.inner.more"),
        ({"many": {}}, "Outer.many"),
        ({"many": [{"name": "x"}, {"name": 3}]}, "Outer.many[1].name"),
        ({"table": []}, "Outer.table"),
        ({"table": {"a": "x"}}, "Outer.table.a"),
        ({"maybe": "x"}, "Outer.maybe"),
        ({"either": []}, "Outer.either"),
        ({"unknown": 1}, "Outer.unknown"),
    ],
)
def test_wrong_input_is_named(change: dict[str, Any], where: str) -> None:
    assert codec.from_json(Outer, GOOD)
    with pytest.raises(InvalidValue) as caught:
        codec.from_json(Outer, {**GOOD, **change})
    assert caught.value.field == where


@pytest.mark.parametrize("name", sorted(GOOD))
def test_missing_input_is_named(name: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        codec.from_json(Outer, {key: value for key, value in GOOD.items() if key != name})
    assert (caught.value.field, caught.value.expected) == (f"Outer.{name}", "a value")


@pytest.mark.parametrize("data", [None, 3, "x", [], True])
def test_no_object_at_all(data: Any) -> None:
    with pytest.raises(InvalidValue):
        codec.from_json(Outer, data)


def test_a_whole_number_may_stand_for_a_number() -> None:
    value = codec.from_json(Inner, {"name": "x", "ratio": 3})
    assert type(value.ratio) is float


@pytest.mark.parametrize("value", [Path("x"), {1, 2}, object(), b"x", Inner])
def test_other_things_do_not_travel(value: Any) -> None:
    with pytest.raises(TypeError):
        codec.to_json({"a": [value]})


@pytest.mark.parametrize(
    ("value", "shown"),
    [([[[]]], "a list"), ({"a": 1}, "an object"), (10**400, "a very large number"), (1.5, 1.5)],
)
def test_a_wrong_value_in_an_error_is_small(value, shown):
    with pytest.raises(InvalidValue) as caught:
        codec.from_json(GenerationRequest, {"prompt": value, "output": ".", "seed": 1})
    assert caught.value.value == shown
