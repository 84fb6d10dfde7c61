"""The plain values of the pickle language, read strictly: texts, numbers, keys, and what only has a name."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import Any, TypeAlias

INTEGER_BYTES = 16

# Numbers, texts, bytes, list, tuple, dict, set, Name, Opaque, and what they are made into.
Value: TypeAlias = Any


class Refused(Exception):
    """It cannot be read; the message is one plain clause."""


@dataclass(frozen=True)
class Name:
    """A function or class that the pickle names. It is only ever compared."""

    module: str
    name: str

    def __str__(self) -> str:
        return f"{self.module}.{self.name}"


@dataclass(frozen=True, eq=False)
class Opaque:
    """Something that stays closed: nobody needs what is in it."""


KEYS = (str, int, float, bytes, Name, type(None))  # a bool is an int


def text_of(data: bytes) -> str:
    try:
        return data.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        raise Refused("a text in it is none") from error


def latin_of(data: bytes) -> str:
    """What Python 2 wrote as `str`."""
    return data.decode("latin-1")


def unescaped(data: bytes) -> str:
    """A text of protocol 0."""
    try:
        return codecs.raw_unicode_escape_decode(data)[0]  # the codec itself: nothing is imported
    except UnicodeDecodeError as error:
        raise Refused("a text in it is none") from error


def quoted(line: str) -> str:
    if len(line) < 2 or line[0] != line[-1] or line[0] not in "'\"" or "\\" in line:
        raise Refused("a text in it is none")
    return line[1:-1]


def whole_number(line: str) -> int | bool:
    if line in ("00", "01"):
        return line == "01"
    try:
        value = int(line.removesuffix("L"))
    except ValueError as error:
        raise Refused("a number in it is none") from error
    return _small(value)


def _small(value: int) -> int:
    if value.bit_length() > 8 * INTEGER_BYTES:
        raise Refused("a number in it is too large")
    return value


def long_number(data: bytes) -> int:
    if len(data) > INTEGER_BYTES:
        raise Refused("a number in it is too large")
    return int.from_bytes(data, "little", signed=True)


def float_number(line: str) -> float:
    try:
        return float(line)
    except ValueError as error:
        raise Refused("a number in it is none") from error


def checked_key(value: Value) -> Value:
    if not isinstance(value, KEYS):
        raise Refused("a key in it is no plain value")
    return value


def dictionary(values: list[Value]) -> dict[Value, Value]:
    if len(values) % 2:
        raise Refused("a key without a value")
    return {checked_key(key): value for key, value in zip(values[::2], values[1::2], strict=True)}


def frozen_set(values: list[Value]) -> frozenset[Value]:
    return frozenset(checked_key(value) for value in values)
