"""The pickle language as data: plain values come out as `pickle` makes them, in every protocol."""

from __future__ import annotations

import collections
import contextlib
import io
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.checkpoints.pickle_atoms import Name, Refused, Value
from core.checkpoints.pickle_machine import PickleMachine
from tests.support.hostile_pickles import call, name, text, whole

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**120), 2**120)
    | st.floats(allow_nan=False)
    | st.text()
)
KEYS = st.text("abcé", max_size=4) | st.integers(-9, 9) | st.none()
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.lists(inner, max_size=4).map(tuple)
        | st.dictionaries(KEYS, inner, max_size=4)
    ),
    max_leaves=12,
)


def run(data: bytes) -> Value:
    """The value, names and calls as tuples."""
    machine = PickleMachine(
        io.BytesIO(data),
        name=Name,
        call=lambda callee, arguments: ("call", str(callee), arguments),
        load=lambda tag: ("load", tag),
    )
    return machine.run()


@settings(deadline=None, max_examples=300)
@given(value=VALUES, protocol=st.integers(0, 5))
def test_plain_values(value: object, protocol: int) -> None:
    assert run(pickle.dumps(value, protocol)) == value


@pytest.mark.parametrize("protocol", range(2, 6))
def test_shared_and_circular_values(protocol: int) -> None:
    inner: list[object] = [1]
    shared = {"a": inner, "b": inner}
    inner.append(shared)
    read = run(pickle.dumps(shared, protocol))
    assert read["a"] is read["b"]
    assert read["a"][1] is read


@pytest.mark.parametrize("protocol", range(6))
def test_names_and_calls_stay_closed(protocol: int) -> None:
    read = run(pickle.dumps(collections.OrderedDict(), protocol))
    assert read == ("call", "collections.OrderedDict", ())
    assert str(run(pickle.dumps(len, protocol))).split(".") in (
        ["builtins", "len"],
        ["__builtin__", "len"],
    )


def test_bytes_of_all_lengths() -> None:
    for value in (b"", b"ab", bytes(300), bytes(70_000)):
        assert run(pickle.dumps(value, 4)) == value
    assert run(pickle.dumps(bytearray(b"ab"), 5)) == b"ab"


@pytest.mark.parametrize(
    ("code", "value"),
    [
        (b"I42\n.", 42),
        (b"I01\n.", True),
        (b"I00\n.", False),
        (b"L-7L\n.", -7),
        (b"F1.5\n.", 1.5),
        (b"S'abc'\n.", "abc"),
        (b"U\3abc.", "abc"),
        (b"T\3\0\0\0abc.", "abc"),
        (b"(K\1K\2l.", [1, 2]),
        (b"(K\1K\2d.", {1: 2}),
        (b"(K\1K\2t.", (1, 2)),
        (b"K\1K\2\x30.", 1),
        (b"K\1(K\2K\3" + b"1.", 1),
        (b"K\1" + b"2\x86.", (1, 1)),
        (b"K\5p7\n0g7\n.", 5),
        (b"\x8f(K\1\x90.", {1}),
        (b"(K\1\x91.", frozenset({1})),
        (b"(ios\nsystem\n.", ("call", "os.system", ())),
        (b"(cos\nsystem\nK\1o.", ("call", "os.system", (1,))),
        (whole(name("a", "b") + b"K\1\x85}\x92"), ("call", "a.b", (1,))),
        (whole(call(name("a", "b")) + b"}b"), ("call", "a.b", ())),
        (whole(text("tag") + b"Q"), ("load", "tag")),
    ],
)
def test_old_and_rare_instructions(code: bytes, value: Value) -> None:
    assert run(code) == value


def test_the_file_stands_behind_the_pickle() -> None:
    file = io.BytesIO(pickle.dumps("one", 2) + pickle.dumps("two", 2) + b"rest")
    machine = PickleMachine(file, name=Name, call=lambda c, a: None, load=lambda t: None)
    assert (machine.run(), machine.run(), file.read()) == ("one", "two", b"rest")


@settings(deadline=None, max_examples=500)
@given(st.binary(max_size=60))
def test_any_bytes_are_a_value_or_refused(data: bytes) -> None:
    with contextlib.suppress(Refused):
        run(data)


@settings(deadline=None, max_examples=300)
@given(
    value=VALUES,
    edits=st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=4),
)
def test_damaged_pickles_are_a_value_or_refused(
    value: object, edits: list[tuple[float, int]]
) -> None:
    data = bytearray(pickle.dumps(value, 4))
    for place, byte in edits:
        data[int(place * len(data))] = byte
    with contextlib.suppress(Refused):
        run(bytes(data))
