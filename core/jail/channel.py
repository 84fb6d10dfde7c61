"""Messages between a process and the jailed one it started: length-prefixed JSON, then raw bytes.

A message is 4 bytes length of the JSON, 8 bytes length of what follows it (both big-endian), one JSON
object, and the raw bytes. Nothing that is read here becomes an object or runs: whatever the other side
writes is numbers, texts and bytes, and no more of them than the reader allows.
"""

from __future__ import annotations

import json
import os
import struct
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Bytes: TypeAlias = bytes | bytearray | memoryview

BLOCK_BYTES = 2**20  # the most of a file that travels in one message

STEP_BYTES = 16 * BLOCK_BYTES  # of memory, that are taken at once
_HEAD = struct.Struct(">IQ")


class ChannelClosed(Exception):
    """The other side has ended, between two messages or in one."""


class ChannelGarbage(Exception):
    """What came is no message, or larger than allowed."""


@dataclass(frozen=True)
class Message:
    """One JSON object and the bytes that belong to it."""

    data: dict[str, Any]
    raw: bytes | bytearray = field(default=b"", repr=False)


def send(
    fd: int, data: dict[str, Any], raw: Iterable[Bytes] = (), raw_bytes: int | None = None
) -> None:
    """Write a message. `raw` comes in pieces, of `raw_bytes` in all (None: they are counted first).

    Raises `ChannelClosed`; `ValueError` where the pieces do not add up.
    """
    text = json.dumps(data, separators=(",", ":")).encode()
    if raw_bytes is None:
        raw = list(raw)
        raw_bytes = sum(memoryview(piece).nbytes for piece in raw)
    _write(fd, _HEAD.pack(len(text), raw_bytes) + text)
    for piece in raw:
        raw_bytes -= memoryview(piece).nbytes
        if raw_bytes < 0:
            break
        _write(fd, piece)
    if raw_bytes:
        raise ValueError("other bytes than announced")


def receive(fd: int, *, json_bytes: int, raw_bytes: int) -> Message:
    """Read a message with at most so many bytes of either kind.

    Raises `ChannelClosed`, `ChannelGarbage`.
    """
    text_length, raw_length = _HEAD.unpack(_read(fd, _HEAD.size))
    if text_length > json_bytes or raw_length > raw_bytes:
        raise ChannelGarbage("larger than allowed")
    text = _read(fd, text_length)
    try:
        data = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError) as error:
        raise ChannelGarbage("no JSON") from error
    if not isinstance(data, dict):
        raise ChannelGarbage("no JSON object")
    return Message(data, _read(fd, raw_length))


def _refuse(name: str) -> float:
    raise ValueError(f"{name} is no number")


def _write(fd: int, data: Bytes) -> None:
    rest = memoryview(data).cast("B")
    try:
        while rest:
            rest = rest[os.write(fd, rest) :]
    except OSError as error:  # a broken pipe; Windows says it in other words
        raise ChannelClosed from error


def _read(fd: int, count: int) -> bytearray:
    """Exactly `count` bytes. Memory is taken as they come, not as they are announced."""
    result, done = bytearray(), 0
    while done < count:
        if done == len(result):
            result.extend(bytes(min(count - done, STEP_BYTES)))
        with memoryview(result) as whole, whole[done:] as view:
            done += _fill(fd, view)
    return result


def _fill(fd: int, view: memoryview) -> int:
    """Some bytes into memory that is there already, so that a large picture is copied once less."""
    try:
        if sys.platform == "win32":
            data = os.read(fd, min(len(view), BLOCK_BYTES))
            view[: len(data)] = data
            count = len(data)
        else:
            count = os.readv(fd, [view])
    except OSError as error:
        raise ChannelClosed from error
    if not count:
        raise ChannelClosed
    return count
