"""Phrases between commas, moved by key. Commas inside brackets part nothing."""

from __future__ import annotations

import re

from core.prompt.weights import Marked

_TOKEN = re.compile(r"\\.|[()\[\]{}<>,]", re.DOTALL)
_OPENS, _CLOSES = "([{<", ")]}>"


def moved(marked: Marked, by: int) -> Marked:
    """The phrase of the caret, or those of the selection, one place left (-1) or right (1).

    They are selected afterwards. Space stays where it is. At the end nothing happens.
    """
    phrases = _phrases(marked.text)
    last = len(phrases) - 1
    first = next((i for i, (_, end) in enumerate(phrases) if marked.start <= end), last)
    until = next((i for i, (_, end) in enumerate(phrases) if marked.end <= end), last)
    if first + by < 0 or until + by > last:
        return marked
    order = list(range(len(phrases)))
    taken = order[first : until + 1]
    del order[first : until + 1]
    order[first + by : first + by] = taken
    cores = [_core(marked.text, *phrase) for phrase in phrases]
    texts: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for place, number in enumerate(order):
        (start, end), (inner, outer) = phrases[place], cores[place]
        texts += ["," if place else "", marked.text[start:inner]]
        starts.append(sum(map(len, texts)))
        texts.append(marked.text[slice(*cores[number])])
        ends.append(sum(map(len, texts)))
        texts.append(marked.text[outer:end])
    return Marked("".join(texts), starts[first + by], ends[until + by])


def _phrases(text: str) -> list[tuple[int, int]]:
    """Start and end of what stands between two commas."""
    depth, cuts = 0, [-1]
    for match in _TOKEN.finditer(text):
        if match[0] in _OPENS:
            depth += 1
        elif match[0] in _CLOSES:
            depth = max(0, depth - 1)
        elif match[0] == "," and depth == 0:
            cuts.append(match.start())
    return [(cut + 1, end) for cut, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def _core(text: str, start: int, end: int) -> tuple[int, int]:
    """Without the space around it."""
    inner = text[start:end]
    begin = start + len(inner) - len(inner.lstrip())
    return begin, max(begin, start + len(inner.rstrip()))
