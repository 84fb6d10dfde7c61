"""Frozen dataclasses to JSON and back, strictly.

Only what the contract uses is understood: str, int, float, bool, None, tuples, dictionaries with
string keys, optional values, literals and nested dataclasses. Anything else is a programming error. Unknown
keys, missing keys and wrong types in the input raise `InvalidValue`: two sides of a pipe, or a
line of a batch file, must not disagree silently.
"""

from __future__ import annotations

import dataclasses
import functools
import math
import types
import typing
from collections.abc import Mapping
from typing import Any, Literal, TypeAlias, TypeVar, Union

from core.contract.errors import InvalidValue

T = TypeVar("T")
SHOWN_MAX = 200  # characters of a wrong text in an error
# None, bool, int, float, str, and lists and string-keyed dictionaries of these
JSON: TypeAlias = Any


def to_json(value: Any) -> JSON:
    """A dataclass (or any contract value) as plain JSON values."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_json(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {str(key): to_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_json(item) for item in value]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    raise TypeError(f"{type(value).__name__} does not travel between processes")


def from_json(kind: type[T], data: JSON, where: str = "") -> T:
    """Build the dataclass `kind` from JSON. Raises `InvalidValue` naming the first field that is wrong."""
    return _decode(kind, data, where or getattr(kind, "__name__", "value"))


@functools.cache
def field_types(kind: type) -> dict[str, Any]:
    """Field name → resolved type hint of a dataclass."""
    return typing.get_type_hints(kind)


def _decode(kind: Any, data: Any, where: str) -> Any:
    if kind is Any:
        return data
    origin = typing.get_origin(kind)
    if origin in (Union, types.UnionType):
        return _decode_union(kind, data, where)
    if origin is Literal:
        if data in typing.get_args(kind):
            return data
        expected = "one of " + ", ".join(map(str, typing.get_args(kind)))
        raise InvalidValue(where, _shown(data), expected)
    if origin is tuple:
        if not isinstance(data, list):
            raise InvalidValue(where, _shown(data), "a list")
        inner = typing.get_args(kind)[0]
        return tuple(_decode(inner, item, f"{where}[{i}]") for i, item in enumerate(data))
    if origin is dict:
        if not isinstance(data, dict):
            raise InvalidValue(where, _shown(data), "an object")
        inner = typing.get_args(kind)[1]
        return {str(key): _decode(inner, item, f"{where}.{key}") for key, item in data.items()}
    if dataclasses.is_dataclass(kind):
        return _decode_dataclass(typing.cast("type", kind), data, where)
    return _decode_scalar(kind, data, where)


def _decode_union(kind: Any, data: Any, where: str) -> Any:
    options = typing.get_args(kind)
    if data is None and type(None) in options:
        return None
    inner = [option for option in options if option is not type(None)]
    if len(inner) > 1:
        inner = _tagged(inner, data, where)
    if len(inner) == 1:
        return _decode(inner[0], data, where)
    for option in inner:
        try:
            return _decode(option, data, where)
        except InvalidValue:
            continue
    expected = " or ".join(getattr(o, "__name__", str(o)) for o in inner)
    raise InvalidValue(where, _shown(data), expected)


def _tagged(kinds: list[Any], data: Any, where: str) -> list[Any]:
    """Of several dataclasses those that `data` can be by its tag: a closed list of values that differs in each.

    So the error is about the field that is wrong, not about all that it might have been.
    """
    if not isinstance(data, dict) or not all(map(dataclasses.is_dataclass, kinds)):
        return kinds
    for name, hint in field_types(kinds[0]).items():
        values = [field_types(kind).get(name) for kind in kinds]
        if typing.get_origin(hint) is not Literal or len(set(values)) < len(kinds):
            continue
        possible = [kind for kind in kinds if data.get(name) in typing.get_args(_hint(kind, name))]
        if not possible:
            known = [str(value) for kind in kinds for value in typing.get_args(_hint(kind, name))]
            raise InvalidValue(
                f"{where}.{name}", _shown(data.get(name)), "one of " + ", ".join(known)
            )
        return possible
    return kinds


def _hint(kind: type, field: str) -> Any:
    return field_types(kind)[field]


def _decode_dataclass(kind: type, data: Any, where: str) -> Any:
    if not isinstance(data, dict):
        raise InvalidValue(where, _shown(data), "an object")
    hints, known = field_types(kind), {f.name: f for f in dataclasses.fields(kind)}
    unknown = sorted(set(data) - set(known))
    if unknown:
        name = unknown[0][:SHOWN_MAX]
        raise InvalidValue(f"{where}.{name}", _shown(data[unknown[0]]), "no such field")
    missing = [
        name
        for name, f in known.items()
        if name not in data
        and f.default is dataclasses.MISSING
        and f.default_factory is dataclasses.MISSING
    ]
    if missing:
        raise InvalidValue(f"{where}.{missing[0]}", None, "a value")
    return kind(**{key: _decode(hints[key], item, f"{where}.{key}") for key, item in data.items()})


def _decode_scalar(kind: Any, data: Any, where: str) -> Any:
    if kind is float and type(data) is int and abs(data) < 2**1023:
        return float(data)
    if kind is float and isinstance(data, float) and not math.isfinite(data):
        raise InvalidValue(where, data, "a finite number")
    if kind in (str, int, float, bool) and type(data) is kind:
        return data
    names = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}
    raise InvalidValue(where, _shown(data), names.get(kind, str(kind)))


def _shown(data: JSON) -> JSON:
    """A stranger's value, fit for an error that travels: no nest of lists, nothing long."""
    if isinstance(data, list):
        return "a list"
    if isinstance(data, dict):
        return "an object"
    if isinstance(data, int) and abs(data) >= 2**64:
        return "a very large number"
    return data[:SHOWN_MAX] if isinstance(data, str) else data
