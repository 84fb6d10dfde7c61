"""A few jailed processes of one kind, kept warm: a start costs 0.1 s, a small picture a millisecond.

Each process serves many files and is then replaced. A file that took one over could at most falsify what the
same process reads afterwards; it cannot reach anything else.
"""

from __future__ import annotations

import atexit
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO, TypeAlias

from core.jail.channel import Message
from core.jail.process import JailedProcess, Question

Command: TypeAlias = tuple[
    Sequence[str], Mapping[str, str]
]  # words, what is added to the environment


@dataclass
class _Worn:
    """A process and what it has done."""

    process: JailedProcess
    used: int = 0  # files
    seconds: float = 0.0  # of work, by the clock, which is no less than the processor's


class Pool:
    """For any number of threads."""

    def __init__(
        self,
        command: Callable[[], Command],
        *,
        idle: int = 2,
        uses: int = 5000,
        seconds: float = 400.0,
    ) -> None:
        """`idle`: how many may wait for work. A process is replaced after `uses` files, or `seconds` of work.

        `seconds` and the longest question together must stay below what its limits leave a process: it would
        die of a file that is as good as any other.
        """
        self._command = command
        self._idle = idle
        self._uses = uses
        self._seconds = seconds
        self._lock = threading.Lock()
        self._waiting: list[_Worn] = []
        self._closed = False
        atexit.register(self.close)

    def ask(self, question: Question, file: BinaryIO, path: str) -> Message:
        """As `JailedProcess.ask`, by a process that is free or a new one; also `ReaderUnavailable`."""
        worn = self._take()
        begun = time.monotonic()
        try:
            return worn.process.ask(question, file, path)
        finally:
            worn.used += 1
            worn.seconds += time.monotonic() - begun
            self._give_back(worn)

    def warm(self) -> None:
        """Have a process wait, so that the next question finds one. Raises `ReaderUnavailable`."""
        self._give_back(self._take())

    def close(self) -> None:
        """End those that wait, and later those that still work."""
        with self._lock:
            self._closed = True
            waiting, self._waiting = self._waiting, []
        for worn in waiting:
            worn.process.close()

    def _take(self) -> _Worn:
        while True:
            with self._lock:
                worn = self._waiting.pop() if self._waiting else None
            if worn is None:
                return _Worn(JailedProcess(*self._command()))
            if worn.process.is_alive:
                return worn
            worn.process.close()  # the system took it while it waited: no file is to blame

    def _give_back(self, worn: _Worn) -> None:
        is_fit = worn.used < self._uses and worn.seconds < self._seconds
        if worn.process.is_alive and is_fit:
            with self._lock:
                if len(self._waiting) < self._idle and not self._closed:
                    self._waiting.append(worn)
                    return
        worn.process.close()
