"""Which words of a prompt a model has never seen, for the dotted line under them.

Only models that ship the list of their words (the starter) are asked; for all others nothing is
unknown. Says nothing about grammar or spelling.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


@dataclass(frozen=True)
class Unknown:
    """A word at `start` … `end` of the text (characters)."""

    start: int
    end: int
    word: str


def known_words(entries: Iterable[str] | None) -> frozenset[str] | None:
    """The single words of a model's list ("teddy bear" knows two); None where it has no list."""
    if entries is None:
        return None
    return frozenset(word.lower() for entry in entries for word in _WORD.findall(entry))


def unknown_words(text: str, known: frozenset[str] | None) -> list[Unknown]:
    """The words of `text` that are not in `known`, in their order."""
    if known is None:
        return []
    return [
        Unknown(match.start(), match.end(), match.group())
        for match in _WORD.finditer(text)
        if match.group().lower() not in known
    ]
