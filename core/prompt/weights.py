"""Weights by key: the word or phrase at the caret gets `(word:1.1)`, a LoRA another number.

The keys of A1111: a step of 0.1, 0.05 in `<…>`; at 1 the brackets go again.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from core.prompt.numbers import NUMBER

STEP, LORA_STEP = Decimal("0.1"), Decimal("0.05")
_PLAIN, _BRACKETS = Decimal(1), Decimal("1.1")
_TAG = re.compile(rf"<\w+:[^<>:]*(?::(?P<weight>{NUMBER}))?[^<>]*>", re.ASCII)
_INSIDE = re.compile(rf"(?P<text>.*?)(?::\s*(?P<weight>{NUMBER})\s*)?", re.DOTALL | re.ASCII)
_WORD = re.compile(r"[^\s.,\\/!?%^*;:{}=`~()\[\]<>|]+")


@dataclass(frozen=True)
class Marked:
    """A text with a selection; `start` = `end`: a caret."""

    text: str
    start: int
    end: int

    def put(self, start: int, end: int, new: str) -> str:
        """The text with `new` in place of `start` … `end`."""
        return self.text[:start] + new + self.text[end:]


def weighted(marked: Marked, steps: int) -> Marked:
    """One step up (1) or down (-1). What is weighted is selected afterwards; nothing there: unchanged."""
    tag = _tag_at(marked)
    if tag is not None:
        return _tag_weighted(marked, tag, steps)
    found = _brackets_at(marked)
    if found is None:
        start, end = _word_at(marked)
        if start == end:
            return marked
        return _put(marked, (start, end), marked.text[start:end], _PLAIN + steps * STEP)
    start, end = found
    match = _INSIDE.fullmatch(marked.text[start + 1 : end - 1])
    if match is None:
        raise AssertionError("any text is inside brackets")
    weight = _BRACKETS if match["weight"] is None else Decimal(match["weight"])
    return _put(marked, found, match["text"], weight + steps * STEP)


def _put(marked: Marked, place: tuple[int, int], text: str, weight: Decimal) -> Marked:
    """`text` with its weight in `place`, or alone where that is 1."""
    start, end = place
    if weight == 1:
        return Marked(marked.put(start, end, text), start, start + len(text))
    new = f"({text}:{_shown(weight)})"
    return Marked(marked.put(start, end, new), start + 1, start + 1 + len(text))


def _tag_weighted(marked: Marked, tag: re.Match[str], steps: int) -> Marked:
    weight = Decimal(tag["weight"] or 1) + steps * LORA_STEP
    start, end = tag.span("weight")
    new = _shown(weight)
    if start < 0:  # none is written
        start = end = tag.end() - 1
        new = f":{new}"
    return Marked(marked.put(start, end, new), marked.start, marked.start)


def _shown(weight: Decimal) -> str:
    """At least one digit behind the point, no idle zeros."""
    text = f"{weight:f}"
    return re.sub(r"(\.\d+?)0+\Z", r"\1", text if "." in text else f"{text}.0")


def _tag_at(marked: Marked) -> re.Match[str] | None:
    """The `<lora:…>` that the caret is in."""
    tags = _TAG.finditer(marked.text)
    return next((t for t in tags if t.start() < marked.start and marked.end < t.end()), None)


def _brackets_at(marked: Marked) -> tuple[int, int] | None:
    """The innermost `(…)` around a caret or before it, or the one that holds just the selection."""
    opened: list[int] = []
    for match in re.finditer(r"\\.|[()]", marked.text, re.DOTALL):
        if match[0] == "(":
            opened.append(match.start())
        elif match[0] == ")" and opened:
            start, end = opened.pop(), match.end()
            is_caret = marked.start == marked.end
            inside = start < marked.start and marked.end < end + is_caret
            if inside and (is_caret or _holds_just(marked, start, end)):
                return start, end
    return None


def _holds_just(marked: Marked, start: int, end: int) -> bool:
    match = _INSIDE.fullmatch(marked.text[start + 1 : end - 1])
    selected = marked.text[marked.start : marked.end].strip()
    return match is not None and match["text"].strip() == selected


def _word_at(marked: Marked) -> tuple[int, int]:
    """The selection without space at its ends, or the word at the caret; start = end: none."""
    if marked.start != marked.end:
        selected = marked.text[marked.start : marked.end]
        start = marked.start + len(selected) - len(selected.lstrip())
        return start, max(start, marked.start + len(selected.rstrip()))
    written = len(marked.text[: marked.start].rstrip(" "))  # after spaces: the word before them
    for caret in (marked.start, written):
        for word in _WORD.finditer(marked.text):
            if word.start() <= caret <= word.end():
                return word.span()
    return marked.start, marked.start
