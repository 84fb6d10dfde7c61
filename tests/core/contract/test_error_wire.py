"""Every error crosses the process border as its name and fields and comes back equal."""

from __future__ import annotations

import importlib
import json
import pkgutil
import typing
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import core.contract
from core.contract import codec
from core.contract.error_wire import error_types, from_data
from core.contract.errors import ReverieError, UnexpectedError

VALUES = {
    str: st.text(max_size=20),
    str | None: st.none() | st.text(max_size=20),
    int: st.integers(-1, 2**50),
    tuple[str, ...]: st.lists(st.text(max_size=9), max_size=3).map(tuple),
    Any: st.none() | st.booleans() | st.integers() | st.text(max_size=9),
}


def example(kind: type[ReverieError], data: st.DataObject) -> ReverieError:
    hints = typing.get_type_hints(kind)
    return kind(**{f.name: data.draw(VALUES[hints[f.name]]) for f in fields(kind)})


def test_all_errors_of_the_contract_are_known_on_the_wire() -> None:
    for module in pkgutil.iter_modules(core.contract.__path__):
        importlib.import_module(f"core.contract.{module.name}")
    assert set(error_types().values()) == set(ReverieError.__subclasses__())
    assert len(error_types()) > 40


@pytest.mark.parametrize("name", sorted(error_types()))
@settings(max_examples=15, deadline=None)
@given(data=st.data())
def test_over_the_wire(name: str, data: st.DataObject) -> None:
    error = example(error_types()[name], data)
    line = json.dumps({"code": error.code, "data": codec.to_json(error.data())})
    back = json.loads(line)
    again = from_data(back["code"], back["data"])
    assert type(again) is type(error)
    assert again.data() == error.data()
    assert again.usage == error.usage
    assert str(again) == str(error)


@pytest.mark.parametrize("name", sorted(error_types()))
@given(data=st.data())
@settings(max_examples=3, deadline=None)
def test_it_can_be_raised_and_told_apart(name: str, data: st.DataObject) -> None:
    error = example(error_types()[name], data)
    with pytest.raises(error_types()[name]) as caught:
        raise error
    assert caught.value is error
    assert str(error).startswith(f"{name}(")


def test_an_unknown_error_stays_visible() -> None:
    error = from_data("FromTheFuture", {"x": 1})
    assert isinstance(error, UnexpectedError)
    assert (error.kind, error.details) == ("FromTheFuture", "{'x': 1}")


def test_fields_that_are_missing_or_new_do_no_harm() -> None:
    error = from_data("DiskFull", {"path": "a", "colour": "red"})
    assert error.data() == {"path": "a", "needed": None, "free": None}
