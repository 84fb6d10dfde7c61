"""What the word at the caret may become: words a model knows, LoRAs, embeddings, lists of words."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

LEAST_LETTERS = 2  # before anything is offered unasked
_BEGUN = re.compile(
    r"<(?:lora:)?(?P<lora>[^<>:\n]*)\Z"
    r"|__(?P<wildcard>[\w\-/ ]*)\Z"
    r"|(?P<word>[^\W\d_][\w'’-]*)\Z"
)
_TAG_BEGUN = ("<l", "<lo", "<lor", "<lora")


@dataclass(frozen=True)
class Offer:
    """What can be completed: found by `name`, put into the text as `written`."""

    kind: Literal["word", "lora", "wildcard"]
    name: str
    written: str


def completions(
    offers: Sequence[Offer], before: str, after: str = "", *, asked: bool = False
) -> tuple[tuple[Offer, ...], int]:
    """What fits between two texts, and how many characters of `before` it stands for.

    `asked`: a person wants to see what there is, also where hardly anything is written.
    """
    match = _BEGUN.search(before)
    if after[:1].isalnum() and not asked:
        return (), 0
    if match is None:
        return tuple(offer for offer in offers if asked and offer.kind == "word"), 0
    kind = match.lastgroup
    begun = match[kind or "word"].casefold()
    if match[0] in _TAG_BEGUN:  # half of "<lora:" is no name yet
        begun = ""
    if kind == "word" and len(begun) < LEAST_LETTERS and not asked:
        return (), 0
    first, inside = [], []
    for offer in offers:
        name = offer.name.casefold()
        if offer.kind == kind and name.startswith(begun) and (kind != "word" or name != begun):
            first.append(offer)
        elif offer.kind == kind and kind != "word" and begun in name:
            inside.append(offer)
    return (*first, *inside), len(match[0])


def word_offers(words: Iterable[str]) -> list[Offer]:
    """Words and phrases that stand for themselves."""
    return [Offer("word", word, word) for word in dict.fromkeys(words)]
