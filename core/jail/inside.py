"""The jailed side: takes its rights away, then answers one request after the other until stdin closes.

A request is {"do": name, "size": bytes of the file, "arguments": {…}} with the file's first bytes; more of
the file is asked for by {"read": [offset, count]} and comes as raw bytes, so that no path and no
descriptor of the file is ever here. The answer is {"done": …} with raw bytes, or {"failed": code, "data": …}
for an error of the contract. Whatever else goes wrong ends the process. Knows no parser.
"""

from __future__ import annotations

import io
import os
import warnings
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO, Final, TypeAlias

from core.contract.errors import ReaderStopped, ReverieError
from core.jail import channel
from core.jail.channel import BLOCK_BYTES, Bytes, ChannelClosed, Message
from core.jail.guard import Guard
from core.jail.limits import Limits, take_effect

REQUEST_BYTES: Final = 2**20  # of JSON
BUFFER_BYTES: Final = 2**16  # small reads here and there must not fetch much


@dataclass(frozen=True)
class Answer:
    """What a parser made of a file: JSON values, and bytes in pieces that are made as they are sent."""

    data: dict[str, Any]
    raw: Iterable[Bytes] = ()
    raw_bytes: int = 0


Handler: TypeAlias = Callable[[BinaryIO, dict[str, Any]], Answer]


def serve(handlers: Mapping[str, Handler], limits: Limits) -> None:
    """Answer requests on the standard streams; never returns."""
    requests, answers = _take_streams()
    guard = Guard()
    guard.install()
    warnings.simplefilter("ignore")  # nobody could read them
    taken = take_effect(limits)
    try:
        channel.send(answers, {"ready": list(taken)})
        while True:
            request = channel.receive(requests, json_bytes=REQUEST_BYTES, raw_bytes=BLOCK_BYTES)
            _answer(handlers, request, requests, answers, guard)
    except ChannelClosed:
        os._exit(0)  # whoever started us has what it wanted, or is gone
    finally:
        os._exit(1)  # no handler of a stranger's making may run at the exit


def _take_streams() -> tuple[int, int]:
    """The two pipes under numbers of their own; what prints or reads by habit finds nothing."""
    requests, answers = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(nothing, number)
    os.close(nothing)
    return requests, answers


def _answer(
    handlers: Mapping[str, Handler], request: Message, requests: int, answers: int, guard: Guard
) -> None:
    size, arguments = int(request.data["size"]), dict(request.data["arguments"])
    file = io.BufferedReader(AskedFile(requests, answers, size, bytes(request.raw)), BUFFER_BYTES)
    with guard.closed():
        outcome = _outcome(handlers[request.data["do"]], file, arguments)
        if guard.tripped is None and isinstance(outcome, Answer):
            # A failure while the bytes go out ends the process: half a message cannot be taken back.
            channel.send(answers, {"done": outcome.data}, outcome.raw, outcome.raw_bytes)
            return
    failure = outcome if isinstance(outcome, ReverieError) else ReaderStopped("", "defect")
    if guard.tripped is not None:
        failure = ReaderStopped("", f"it tried {guard.tripped}")
    channel.send(answers, {"failed": failure.code, "data": failure.data()})
    if isinstance(failure, ReaderStopped):
        raise ChannelClosed  # not fit for another file


def _outcome(handler: Handler, file: BinaryIO, arguments: dict[str, Any]) -> Answer | ReverieError:
    try:
        return handler(file, arguments)
    except ReverieError as error:
        return error
    except MemoryError:
        return ReaderStopped("", "memory")
    except PermissionError as error:  # by the guard; it remembers which
        return ReaderStopped("", str(error))


class AskedFile(io.RawIOBase):
    """A file that lies with the process that asked: each block is asked for when it is read."""

    def __init__(self, requests: int, answers: int, size: int, start: bytes) -> None:
        self._requests = requests
        self._answers = answers
        self._size = size
        self._start = start
        self._position = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self._position, io.SEEK_END: self._size}[whence]
        if base + offset < 0:
            raise ValueError("before the beginning")
        self._position = base + offset
        return self._position

    def readinto(self, buffer: Any) -> int:
        view = memoryview(buffer).cast("B")
        count = min(len(view), BLOCK_BYTES, max(0, self._size - self._position))
        if not count:
            return 0
        data = self._start[self._position : self._position + count] or self._ask(count)
        view[: len(data)] = data
        self._position += len(data)
        return len(data)

    def _ask(self, count: int) -> bytes | bytearray:
        channel.send(self._answers, {"read": [self._position, count]})
        reply = channel.receive(self._requests, json_bytes=REQUEST_BYTES, raw_bytes=count)
        if not reply.raw:  # it has become shorter since
            raise EOFError("the file ends too early")
        return reply.raw
