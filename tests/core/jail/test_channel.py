"""Messages as they cross, and what is refused before it can do harm."""

from __future__ import annotations

import json
import os
import struct
import threading
import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.jail import channel
from core.jail.channel import ChannelClosed, ChannelGarbage, receive, send

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text()
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@pytest.fixture
def pipe() -> Iterator[tuple[int, int]]:
    """Reading and writing end."""
    ends = os.pipe()
    yield ends
    for end in ends:
        try:
            os.close(end)
        except OSError:
            continue


@settings(deadline=None)
@given(
    data=st.dictionaries(st.text(), VALUES, max_size=4), pieces=st.lists(st.binary(max_size=300))
)
def test_what_is_sent_arrives(data: dict[str, object], pieces: list[bytes]) -> None:
    reading, writing = os.pipe()
    try:
        send(writing, data, pieces)
        message = receive(reading, json_bytes=60_000, raw_bytes=60_000)
    finally:
        os.close(reading)
        os.close(writing)
    assert message.data == data
    assert message.raw == b"".join(pieces)


def test_more_than_a_pipe_holds_in_pieces(pipe: tuple[int, int]) -> None:
    pieces = [bytes([n]) * 100_000 for n in range(10)]
    writer = threading.Thread(target=send, args=(pipe[1], {}, iter(pieces), 1_000_000))
    writer.start()
    message = receive(pipe[0], json_bytes=10, raw_bytes=1_000_000)
    writer.join()
    assert message.raw == b"".join(pieces)


@pytest.mark.parametrize("announced", [5, 7])
def test_pieces_must_add_up(pipe: tuple[int, int], announced: int) -> None:
    with pytest.raises(ValueError, match="than announced"):
        send(pipe[1], {}, [b"123", b"456"], announced)


def framed(text: bytes, raw: bytes = b"") -> bytes:
    return struct.pack(">IQ", len(text), len(raw)) + text + raw


@pytest.mark.parametrize(
    "garbage",
    [
        framed(b"[]"),
        framed(b"no json"),
        framed(b'{"a": NaN}'),
        framed(b"\xff\xfe"),
        framed(b"[" * 50_000),
        framed(b'{"a": ' + b"9" * 10_000 + b"}"),
        struct.pack(">IQ", 2**32 - 1, 0),
        struct.pack(">IQ", 2, 2**64 - 1) + b"{}",
        framed(b"{}", b"12345"),
        b"Traceback (most recent call last):",
    ],
)
def test_garbage(pipe: tuple[int, int], garbage: bytes) -> None:
    os.write(pipe[1], garbage)
    with pytest.raises(ChannelGarbage):
        receive(pipe[0], json_bytes=60_000, raw_bytes=4)


@pytest.mark.parametrize("cut", [0, 5, 12, 14, 20])
def test_an_end_in_the_middle(pipe: tuple[int, int], cut: int) -> None:
    whole = framed(json.dumps({"a": 1}).encode(), b"raw bytes")
    os.write(pipe[1], whole[:cut])
    os.close(pipe[1])
    with pytest.raises(ChannelClosed):
        receive(pipe[0], json_bytes=100, raw_bytes=100)


def test_nobody_listens(pipe: tuple[int, int]) -> None:
    os.close(pipe[0])
    with pytest.raises(ChannelClosed):
        send(pipe[1], {"a": 1})


@pytest.mark.parametrize("step", [1, 999, 70_000])
def test_memory_is_taken_as_bytes_come(
    pipe: tuple[int, int], monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    monkeypatch.setattr(channel, "STEP_BYTES", step)
    send(pipe[1], {}, [b"some" * 2000])
    assert receive(pipe[0], json_bytes=100, raw_bytes=8000).raw == b"some" * 2000
    os.write(pipe[1], struct.pack(">IQ", 2, 2**40) + b"{}" + bytes(3 * step)[:9000])
    os.close(pipe[1])
    tracemalloc.start()
    with pytest.raises(ChannelClosed):
        receive(pipe[0], json_bytes=100, raw_bytes=2**41)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10 * step + 100_000
