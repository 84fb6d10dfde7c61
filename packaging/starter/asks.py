"""The sets of prompts that the starter model is measured with. Draws and judges nothing."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from vocabulary import PLURALS, Vocabulary

BLUE = "a blue background"


@dataclass(frozen=True)
class Ask:
    """One picture to draw, and what must be in it."""

    prompt: str
    seed: int
    nouns: tuple[str, ...]
    colour: str | None = None  # of the background; None: not said
    negative: str | None = None


def noun_phrase(noun: str) -> str:
    """The noun with a fitting article."""
    if noun in PLURALS:
        return noun
    return f"{'an' if noun[0] in 'aeiou' and noun != 'unicorn' else 'a'} {noun}"


def single_asks(vocabulary: Vocabulary, rounds: int, nouns: int = 80) -> list[Ask]:
    """Each of the first nouns once a round, each round on other colours; the colours come equally often."""
    colours = list(vocabulary.colours)
    asks = []
    for turn in range(rounds):
        for place, noun in enumerate(list(vocabulary.nouns)[:nouns]):
            colour = colours[(place + place // len(colours) + 3 * turn) % len(colours)]
            article = "an" if colour == "orange" else "a"
            prompt = f"{noun_phrase(noun)} on {article} {colour} background"
            asks.append(Ask(prompt, 1000 * turn + place, (noun,), colour))
    return asks


def pair_asks(vocabulary: Vocabulary, count: int) -> list[Ask]:
    """Two different nouns, no background said."""
    rng = Random("pairs")
    nouns = list(vocabulary.nouns)
    asks = []
    for number in range(count):
        first, second = rng.sample(nouns, 2)
        prompt = f"{noun_phrase(first)} and {noun_phrase(second)}"
        asks.append(Ask(prompt, 50_000 + number, (first, second)))
    return asks


def colour_free_asks(vocabulary: Vocabulary, count: int, negative: str | None) -> list[Ask]:
    """One noun, no background said; the same seeds with and without a negative prompt."""
    nouns = list(vocabulary.nouns)
    return [
        Ask(
            noun_phrase(nouns[i % len(nouns)]), 70_000 + i, (nouns[i % len(nouns)],), None, negative
        )
        for i in range(count)
    ]
