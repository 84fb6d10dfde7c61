"""Messages of every kind with any values, and what must hold for each of them on the wire."""

from __future__ import annotations

import json
import typing
from dataclasses import MISSING, fields
from types import ModuleType
from typing import Any

import pytest
from hypothesis import strategies as st

from core.contract import explain
from core.contract.additions import Embedding
from core.contract.errors import InvalidValue
from core.contract.events import Message, from_line, to_line
from core.contract.request import GenerationRequest
from core.contract.teaching import AnyConfig, DreamBoothConfig
from core.contract.training import TrainingConfig

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
WORD = st.text(st.characters(categories=["L"]), min_size=1, max_size=30)
JSON_VALUES = st.none() | st.booleans() | st.integers() | st.floats(-1e6, 1e6) | TEXT
# What has any value is not here: see `values_of`.
VALUES: dict[Any, st.SearchStrategy[Any]] = {
    str: TEXT,
    int: st.integers(0, 2**63 - 1),
    bool: st.booleans(),
    float: st.floats(0, 1e9),
    dict[str, float]: st.dictionaries(TEXT, st.floats(-1e9, 1e9), max_size=3),
    dict[str, Any]: st.dictionaries(TEXT, JSON_VALUES, max_size=3),
    dict[str, str]: st.dictionaries(TEXT, TEXT, max_size=3),
    explain.Question: st.builds(explain.ShowStep, run=TEXT, shown_step=st.integers(0, 99))
    | st.builds(explain.PassPicture, model=TEXT, passed=TEXT, vae=st.none() | TEXT),
    Embedding: st.sampled_from([Embedding("a"), Embedding("b.pt", "<b>")]),
    GenerationRequest: st.builds(
        GenerationRequest,
        prompt=TEXT,
        output=st.just("o.png"),
        seed=st.integers(0, 2**63 - 1),
        negative=st.none() | TEXT,
        strength=st.floats(0, 1),
        width=st.none() | st.integers(1, 512).map(lambda n: n * 8),
    ),
    AnyConfig: st.builds(
        DreamBoothConfig, photos=WORD, class_noun=WORD, output=TEXT, rank=st.integers(1, 128)
    )
    | st.builds(
        TrainingConfig,
        task=st.sampled_from(["vae", "clip", "unet"]),
        data=TEXT,
        output=TEXT,
        learning_rate=st.floats(1e-9, 1),
    ),
}


def values_of(hint: Any) -> st.SearchStrategy[Any]:
    """Any value of a field's type; a dataclass that checks itself stands in `VALUES`."""
    if hint in VALUES:
        return VALUES[hint]
    inner = typing.get_args(hint)
    if typing.get_origin(hint) is typing.Literal:
        return st.sampled_from(inner)
    if typing.get_origin(hint) is tuple:
        return st.lists(values_of(inner[0]), max_size=3).map(tuple)
    if type(None) in inner:
        return st.none() | st.one_of(*(values_of(i) for i in inner if i is not type(None)))
    hints = typing.get_type_hints(hint)
    return st.builds(hint, **{f.name: values_of(hints[f.name]) for f in fields(hint)})


def messages_of(family: ModuleType) -> list[type[Any]]:
    """The messages that are defined in a module."""
    return [kind for kind in typing.get_args(Message) if kind.__module__ == family.__name__]


def check_message(kind: type[Any], data: st.DataObject) -> None:
    """It is one line of ASCII, comes back equal, and any field unknown, missing or wrong is refused by name."""
    message = data.draw(values_of(kind))
    line = to_line(message)
    assert line.isascii()
    assert "\n" not in line
    assert from_line(line) == message
    good = json.loads(line)
    with pytest.raises(InvalidValue, match="no such field"):
        from_line(json.dumps({**good, "extra": 1}))
    for f in fields(kind):
        with pytest.raises(InvalidValue, match=f.name):
            from_line(json.dumps({**good, f.name: [["wrong"]]}))
        rest = {key: value for key, value in good.items() if key != f.name}
        if f.default is MISSING and f.default_factory is MISSING:
            with pytest.raises(InvalidValue, match=f.name):
                from_line(json.dumps(rest))
        else:
            assert type(from_line(json.dumps(rest))) is kind
