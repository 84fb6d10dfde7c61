"""One jailed process, seen from outside: started, asked about files, and ended when it misbehaves.

It gets its standard streams and nothing else: no descriptor, no environment but a few names, a session
of its own. What it may do with the machine is taken away by itself (`inside.py`) and on Linux by
bubblewrap. Its answers are checked here for form and size; what they mean is the caller's to check.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal

from core.contract import codec
from core.contract.errors import InvalidValue, ReaderStopped, ReaderUnavailable, ReverieError
from core.jail import bubble, channel
from core.jail.channel import BLOCK_BYTES, ChannelClosed, ChannelGarbage, Message
from core.jail.watch import Watch

Start = Literal["ready", "late", "ended"]

HEAD_BYTES = BLOCK_BYTES  # of a file, sent along: all of most pictures
START_SECONDS = 30.0
_KEPT = (
    "SYSTEMROOT",
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "TZ",
)  # without which Python may not start
_CLEAN = {"LC_ALL": "C.UTF-8", "PYTHONSAFEPATH": "1", "PYTHONDONTWRITEBYTECODE": "1"}
_PIPE_BYTES = 2**20
_WATCH = Watch()


@dataclass(frozen=True)
class Question:
    """What is asked about a file, and the most that may come back.

    `errors`: the errors of the contract the parser may answer with; `path` is ours to fill in.
    """

    do: str
    arguments: dict[str, Any]
    seconds: float  # by the clock
    raw_bytes: int = 0
    json_bytes: int = 2**16
    errors: tuple[type[ReverieError], ...] = ()


class JailedProcess:
    """Not for two threads at once."""

    def __init__(self, words: Sequence[str], environment: Mapping[str, str]) -> None:
        """Start it and wait until it has given its rights away. Raises `ReaderUnavailable`."""
        clean = {name: os.environ[name] for name in _KEPT if name in os.environ}
        clean.update(_CLEAN, **environment)
        wrapped = bubble.wrapped(words, clean)
        if wrapped is not None:
            inside = self._start(wrapped, clean)
            if inside == "ready":
                return
        if self._start(words, clean) == "ready":
            if wrapped is not None:
                bubble.failed(late=inside == "late")
            return
        raise ReaderUnavailable(f"exit status {self._process.returncode}")

    def ask(self, question: Question, file: BinaryIO, path: str) -> Message:
        """The answer about `file`, which is open for reading and can be sought in.

        Raises `ReaderStopped` (after which the process is gone), what `question.errors` lists, and the
        `OSError` of reading the file.
        """
        try:
            with _WATCH.until(question.seconds, self._end) as deadline:
                return self._answer(question, file, path)
        except (ChannelClosed, ChannelGarbage) as end:
            self.kill()
            raise ReaderStopped(path, self._why(end, deadline.passed)) from end
        except ReverieError as error:
            if isinstance(error, ReaderStopped):
                self.kill()
            raise
        except BaseException:  # a message may be half read: Ctrl-C, a disk that fails
            self.kill()
            raise

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def kill(self) -> None:
        """End it now. It holds nothing that could be lost."""
        self._end()
        self._process.wait()
        self.close()

    def close(self) -> None:
        """Let it end by itself: it does when its stdin closes."""
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(OSError):
                    stream.close()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(1.0)
            return
        self.kill()

    def _start(self, command: Sequence[str], environment: Mapping[str, str]) -> Start:
        try:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                bufsize=0,
                cwd=Path(sys.executable).anchor,  # no folder of the person's
                env=dict(environment),
                start_new_session=True,  # a Ctrl-C at the terminal is for us
                creationflags=_HIDDEN,
            )
        except (OSError, ValueError) as error:
            raise ReaderUnavailable(getattr(error, "strerror", None) or str(error)) from error
        self._widen_pipe()
        try:
            with _WATCH.until(START_SECONDS, self._end) as deadline:
                return "ready" if "ready" in self._receive(2**16, 0).data else "ended"
        except (ChannelClosed, ChannelGarbage):
            self.kill()
            return "late" if deadline.passed else "ended"

    def _answer(self, question: Question, file: BinaryIO, path: str) -> Message:
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        request = {"do": question.do, "size": size, "arguments": question.arguments}
        self._send(request, file.read(HEAD_BYTES))
        while True:
            reply = self._receive(question.json_bytes, question.raw_bytes)
            if "read" in reply.data:
                offset, count = _range(reply.data["read"], size)
                file.seek(offset)
                self._send({}, file.read(count))
            elif isinstance(reply.data.get("done"), dict):
                return Message(reply.data["done"], reply.raw)
            else:
                raise _error(question, reply.data, path)

    def _send(self, data: dict[str, Any], raw: bytes) -> None:
        if self._process.stdin is None:
            raise ChannelClosed
        channel.send(self._process.stdin.fileno(), data, [raw])

    def _receive(self, json_bytes: int, raw_bytes: int) -> Message:
        if self._process.stdout is None:
            raise ChannelClosed
        return channel.receive(
            self._process.stdout.fileno(), json_bytes=json_bytes, raw_bytes=raw_bytes
        )

    def _end(self) -> None:
        with suppress(OSError):
            if self._process.poll() is not None:
                return
            if sys.platform == "win32":
                self._process.kill()
            else:  # with what bubblewrap put around it
                os.killpg(self._process.pid, signal.SIGKILL)

    def _why(self, end: Exception, was_late: bool) -> str:
        if was_late or self._process.returncode == -_CPU_LIMIT:
            return "timeout"
        return "garbage" if isinstance(end, ChannelGarbage) else "crashed"

    def _widen_pipe(self) -> None:
        """Fewer turns for a big picture, where the system can (Linux)."""
        if sys.platform == "linux" and self._process.stdout is not None:
            import fcntl

            with suppress(OSError):
                fcntl.fcntl(self._process.stdout.fileno(), fcntl.F_SETPIPE_SZ, _PIPE_BYTES)


_HIDDEN: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # Windows: no console flashes up
_CPU_LIMIT: int = getattr(signal, "SIGXCPU", 0)


def _range(value: Any, size: int) -> tuple[int, int]:
    """Offset and count of a {"read": …}, inside the file."""
    if not isinstance(value, list) or len(value) != 2 or any(type(n) is not int for n in value):
        raise ChannelGarbage("no range")
    offset, count = value
    if not 0 <= offset <= size or not 0 < count <= BLOCK_BYTES:
        raise ChannelGarbage("a range outside the file")
    return offset, count


def _error(question: Question, data: dict[str, Any], path: str) -> ReverieError:
    """The error that a {"failed": …} means. Raises `ChannelGarbage` for one that nobody expects."""
    expected: tuple[type[ReverieError], ...] = (ReaderStopped, *question.errors)
    fields = data.get("data")
    if isinstance(fields, dict) and "path" in fields:
        fields = {**fields, "path": path}
    for kind in expected:
        if kind.__name__ == data.get("failed"):
            try:
                return codec.from_json(kind, fields)
            except InvalidValue as wrong:
                raise ChannelGarbage("an error without its data") from wrong
    raise ChannelGarbage("neither an answer nor an error")
