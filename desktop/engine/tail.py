"""The last lines that a process said beside its messages, for a report."""

from __future__ import annotations

from collections import deque

LINES, LINE_MAX = 200, 2000  # LINE_MAX in characters


class Tail:
    """Keeps the newest lines; what is older is forgotten."""

    def __init__(self, lines: int = LINES) -> None:
        self._lines: deque[str] = deque(maxlen=lines)

    def note(self, line: str | bytes) -> None:
        """Keep a line, or the beginning of a long one. Bytes are read as UTF-8, whatever they are."""
        text = line if isinstance(line, str) else line.decode(errors="replace")
        self._lines.append(text[:LINE_MAX])

    def text(self) -> str:
        return "\n".join(self._lines)
