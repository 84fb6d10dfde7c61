"""How strongly each piece of a text counts: `(a)`, `(a:1.2)`, `[a]`, escaped brackets and `BREAK`.

As A1111 reads it: a round bracket multiplies by 1.1 or by its number, a square one divides by 1.1,
nested ones multiply; an open bracket without an end reaches to the end, an end without a beginning is text.
So no text is wrong.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TypeAlias

from core.prompt.numbers import NUMBER

STRONGER, WEAKER = 1.1, 1 / 1.1
_TOKEN = re.compile(rf"\\.?|:\s*({NUMBER})\s*\)|[()\[\]:]|[^\\()\[\]:]+", re.DOTALL | re.ASCII)
_BREAK = re.compile(r"\s*\bBREAK\b\s*")
_SPECIAL = re.compile(r"[\\()\[\]]|\bBREAK\b")


@dataclass(frozen=True)
class Piece:
    """A text and how many times as strongly it counts."""

    text: str  # without syntax, never empty
    weight: float = 1.0


Group: TypeAlias = tuple[Piece, ...]  # what stands between two BREAKs


@dataclass
class _Draft:
    """A piece whose weight still changes. None as text: a BREAK."""

    text: str | None
    weight: float = 1.0


def groups(text: str) -> tuple[Group, ...]:
    """The pieces of a text, cut at each BREAK: at least one group, which may be empty. Never raises."""
    drafts: list[_Draft] = []
    open_at: dict[str, list[int]] = {"(": [], "[": []}

    def multiply(start: int, factor: float) -> None:
        for draft in drafts[start:]:
            draft.weight *= factor

    for match in _TOKEN.finditer(text):
        part, number = match[0], match[1]
        if part in open_at:
            open_at[part].append(len(drafts))
        elif number is not None and open_at["("]:
            multiply(open_at["("].pop(), float(number))
        elif part == ")" and open_at["("]:
            multiply(open_at["("].pop(), STRONGER)
        elif part == "]" and open_at["["]:
            multiply(open_at["["].pop(), WEAKER)
        elif part.startswith("\\"):
            drafts.append(_Draft(part[1:]))
        else:
            first, *others = _BREAK.split(part)
            drafts.append(_Draft(first))
            for other in others:
                drafts += [_Draft(None), _Draft(other)]
    for opener, factor in (("(", STRONGER), ("[", WEAKER)):
        for start in open_at[opener]:
            multiply(start, factor)
    return _grouped(drafts)


def plain(text: str) -> tuple[Group, ...]:
    """A text that is taken as it stands."""
    return ((Piece(text),) if text else (),)


def escaped(text: str) -> str:
    """A text in which nothing is syntax of this file: `groups` gives it back as one piece."""
    return _SPECIAL.sub(lambda match: f"\\{match[0]}", text)


def _grouped(drafts: list[_Draft]) -> tuple[Group, ...]:
    """Neighbours of one weight become one piece."""
    found: list[list[_Draft]] = [[]]
    for draft in drafts:
        last = found[-1]
        if draft.text is None:
            found.append([])
        elif last and last[-1].weight == draft.weight:
            last[-1].text = f"{last[-1].text}{draft.text}"
        elif draft.text:
            last.append(draft)
    return tuple(tuple(Piece(d.text or "", d.weight) for d in group) for group in found)
