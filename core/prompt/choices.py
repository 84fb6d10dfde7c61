"""Templates → texts: `#` comments go, `__name__` becomes a line of a file, `{a|b}` one of its options.

Which one is a function of (seed, purpose, number of the choice): the same seed writes the same text. A
backslash makes the next character an ordinary one, here as everywhere in a prompt.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from core.contract.errors import InvalidValue
from core.contract.request import PROMPT_MAX

CHOICES_MAX = 1_000  # in one text; with more, files name each other in a circle
DEEPEST = 50  # choices inside each other
WILDCARD = re.compile(r"__(?P<name>\w(?:[\w\- /]{0,200}?\w)??)__")
_COMMENT = re.compile(r"(\\.)|#[^\n]*", re.DOTALL)
_TOKEN = re.compile(
    rf"(?P<escape>\\.)|(?P<wildcard>{WILDCARD.pattern})|(?P<brace>[{{}}|])|[^\\_{{}}|]+|.",
    re.DOTALL,
)
# a wildcard's name → its lines, at least one; raises a typed error where there is none
Lines: TypeAlias = Callable[[str], Sequence[str]]


def expand(template: str, seed: int, purpose: str, lines: Lines) -> str:
    """The text of one picture; `purpose` ("prompt", "negative") names the field in errors.

    A template without this syntax comes back as it is. Raises `InvalidValue` for a text that grows
    without end, and what `lines` raises.
    """
    return _Expander(seed, purpose, lines).text(template)


def without_comments(template: str) -> str:
    """The template as far as it counts."""
    return _COMMENT.sub(r"\1", template)


@dataclass
class _Expander:
    seed: int
    purpose: str
    lines: Lines
    made: int = 0  # choices so far

    def text(self, template: str, depth: int = 0) -> str:
        """All choices of `template` made, from left to right; one inside an option after that one."""
        if depth > DEEPEST:
            raise InvalidValue(self.purpose, template[:80], f"at most {DEEPEST} choices deep")
        text = "".join(
            part if isinstance(part, str) else self.text(self.pick(part), depth + 1)
            for part in self.parts(without_comments(template))
        )
        if len(text) > PROMPT_MAX:
            limit = f"at most {PROMPT_MAX} characters long when all choices are made"
            raise InvalidValue(self.purpose, len(text), limit)
        return text

    def parts(self, template: str) -> Iterator[str | Sequence[str]]:
        """Texts, and the options of what is to be chosen."""
        braces, end = _braces(template), 0
        for match in _TOKEN.finditer(template):
            if match.start() < end:
                continue  # inside options
            if match.start() in braces:
                cuts = [match.start(), *braces[match.start()]]
                end = cuts[-1] + 1
                yield [template[cut + 1 : following] for cut, following in pairwise(cuts)]
            elif match["wildcard"]:
                yield self.lines(match["name"])
            else:
                yield match[0]

    def pick(self, options: Sequence[str]) -> str:
        """One of them."""
        self.made += 1
        if self.made > CHOICES_MAX:
            raise InvalidValue(self.purpose, self.made, f"a text of at most {CHOICES_MAX} choices")
        key = f"{self.seed} {self.purpose} {self.made}".encode()
        number = int.from_bytes(hashlib.sha256(key).digest()[:8], "big")
        return options[number % len(options)]


def _braces(template: str) -> dict[int, list[int]]:
    """Where each `{a|b}` begins → where its bars are and where it ends. Others are text."""
    opened: list[tuple[int, list[int]]] = []
    found: dict[int, list[int]] = {}
    for match in _TOKEN.finditer(template):
        if match["brace"] == "{":
            opened.append((match.start(), []))
        elif match["brace"] == "|" and opened:
            opened[-1][1].append(match.start())
        elif match["brace"] == "}" and opened:
            start, bars = opened.pop()
            if bars:
                found[start] = [*bars, match.start()]
    return found
