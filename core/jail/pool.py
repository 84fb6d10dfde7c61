"""A few jailed processes of one kind, kept warm: a start costs 0.1 s, a small picture a millisecond.

Each process serves many files and is then replaced. A file that took one over could at most falsify what the
same process reads afterwards; it cannot reach anything else.
"""

from __future__ import annotations

import atexit
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import BinaryIO, TypeAlias

from core.jail.channel import Message
from core.jail.process import JailedProcess, Question

Command: TypeAlias = tuple[
    Sequence[str], Mapping[str, str]
]  # words, what is added to the environment


class Pool:
    """For any number of threads."""

    def __init__(self, command: Callable[[], Command], *, idle: int = 2, uses: int = 5000) -> None:
        """`idle`: how many may wait for work; `uses`: files one process reads before it is replaced."""
        self._command = command
        self._idle = idle
        self._uses = uses
        self._lock = threading.Lock()
        self._waiting: list[tuple[JailedProcess, int]] = []  # each with the files it has read
        self._closed = False
        atexit.register(self.close)

    def ask(self, question: Question, file: BinaryIO, path: str) -> Message:
        """As `JailedProcess.ask`, by a process that is free or a new one; also `ReaderUnavailable`."""
        process, used = self._take()
        try:
            return process.ask(question, file, path)
        finally:
            self._give_back(process, used + 1)

    def warm(self) -> None:
        """Have a process wait, so that the next question finds one. Raises `ReaderUnavailable`."""
        self._give_back(*self._take())

    def close(self) -> None:
        """End those that wait, and later those that still work."""
        with self._lock:
            self._closed = True
            waiting, self._waiting = self._waiting, []
        for process, _ in waiting:
            process.close()

    def _take(self) -> tuple[JailedProcess, int]:
        with self._lock:
            if self._waiting:
                return self._waiting.pop()
        return JailedProcess(*self._command()), 0

    def _give_back(self, process: JailedProcess, used: int) -> None:
        if process.is_alive and used < self._uses:
            with self._lock:
                if len(self._waiting) < self._idle and not self._closed:
                    self._waiting.append((process, used))
                    return
        process.close()
