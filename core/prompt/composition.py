"""`a :1.2 AND b`: several prompts at once, each with a weight of its own (Liu et al. 2022)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.contract.errors import InvalidValue
from core.prompt.choices import without_comments
from core.prompt.numbers import NUMBER

PARTS_MAX = 16  # all of them go through the network together
_AND = re.compile(r"\bAND\b")
_WEIGHT = re.compile(rf"\s*:\s*({NUMBER})\s*\Z", re.ASCII)


@dataclass(frozen=True)
class Part:
    """One of the prompts, and how much it counts; a negative weight pushes away from it."""

    text: str
    weight: float = 1.0


def parts(text: str) -> tuple[Part, ...]:
    """At least one. A number at the end is a weight only where there is an AND: "16:9" stays a text.

    Raises `InvalidValue` for more than 16.
    """
    texts = _AND.split(text)
    if len(texts) == 1:
        return (Part(text),)
    if len(texts) > PARTS_MAX:
        raise InvalidValue("prompt", len(texts), f"at most {PARTS_MAX} parts joined by AND")
    return tuple(_part(each) for each in texts)


def most_parts(template: str) -> int:
    """How many parts a prompt can have at most, before any choice in it is made."""
    return min(PARTS_MAX, len(_AND.findall(without_comments(template))) + 1)


def _part(text: str) -> Part:
    match = _WEIGHT.search(text)
    return Part(text) if match is None else Part(text[: match.start()], float(match[1]))
