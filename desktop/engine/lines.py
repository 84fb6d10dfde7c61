"""Cuts a stream of bytes into lines, whatever sizes the bytes arrive in.

It knows nothing of what the lines mean. A line above the limit is dropped as a whole, so that a
process gone mad cannot fill the memory of the window.
"""

from __future__ import annotations

LINE_MAX = 32_000_000  # bytes; a preview of the largest picture is far below


class LineSplitter:
    """Feed it chunks, get whole lines without their end."""

    def __init__(self, limit: int = LINE_MAX) -> None:
        self._limit = limit
        self._rest = bytearray()
        self._skipping = False  # within a line that is already too long
        self.dropped = 0  # lines that were too long

    def feed(self, chunk: bytes) -> list[bytes]:
        """The lines that `chunk` completes, in order."""
        *ended, rest = chunk.split(b"\n")
        lines = [line for line in map(self._end, ended) if line is not None]
        self._grow(rest)
        return lines

    def _end(self, piece: bytes) -> bytes | None:
        self._grow(piece)
        line, skipped = bytes(self._rest), self._skipping
        self._rest.clear()
        self._skipping = False
        return None if skipped else line

    def _grow(self, piece: bytes) -> None:
        if self._skipping:
            return
        self._rest += piece
        if len(self._rest) > self._limit:
            self._rest.clear()
            self._skipping = True
            self.dropped += 1
