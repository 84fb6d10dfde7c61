"""Where a prompt has syntax, for showing it, and where it has words.

Looks at the template as it is written; what it finds changes nothing in how prompts are read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from core.prompt.choices import WILDCARD
from core.prompt.loras import TAG
from core.prompt.numbers import NUMBER

Kind = Literal["bracket", "stray", "weight", "keyword", "name", "comment"]

_TOKEN = re.compile(
    rf"(?P<escape>\\.)|(?P<comment>#[^\n]*)|(?P<called>{TAG.pattern}|{WILDCARD.pattern})"
    rf"|(?P<weight>:\s*{NUMBER}(?=\s*[\])]))|(?P<bracket>[()\[\]{{}}|])"
    r"|(?P<keyword>\b(?:BREAK|AND)\b)",
    re.DOTALL,
)
_PAIRS = {")": "(", "]": "[", "}": "{"}


@dataclass(frozen=True)
class Span:
    """`start` … `end` of the text (characters) are syntax. A "stray" bracket has no other half."""

    start: int
    end: int
    kind: Kind


def spans(text: str) -> tuple[Span, ...]:
    """All syntax, in order, without overlap. Never raises."""
    found: list[Span] = []
    opened: dict[str, list[int]] = {"(": [], "[": [], "{": []}  # numbers in `found`
    for match in _TOKEN.finditer(text):
        mark, place = match[0], match.span()
        if match["called"]:
            found.append(Span(*place, "name"))
        elif match["comment"]:
            found.append(Span(*place, "comment"))
        elif match["weight"]:
            found.append(Span(*place, "weight"))
        elif match["keyword"]:
            found.append(Span(*place, "keyword"))
        elif mark in opened:
            opened[mark].append(len(found))
            found.append(Span(*place, "stray"))
        elif mark == "|" and (opened["["] or opened["{"]):
            found.append(Span(*place, "bracket"))
        elif mark in _PAIRS and opened[_PAIRS[mark]]:
            other = opened[_PAIRS[mark]].pop()
            found[other] = replace(found[other], kind="bracket")
            found.append(Span(*place, "bracket"))
        elif mark in _PAIRS:
            found.append(Span(*place, "stray"))
    return tuple(found)


def without_syntax(text: str) -> str:
    """The text with space in place of all syntax: every word of it stands where it stood."""
    parts, end = [], 0
    for span in spans(text):
        parts += [text[end : span.start], " " * (span.end - span.start)]
        end = span.end
    return "".join([*parts, text[end:]])
