"""The sets of prompts that the starter model is measured with. Draws and judges nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from vocabulary import PLURALS, Vocabulary

BLUE = "a blue background"
GUIDANCES = (1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0)
QUICK_STEPS = 4
QUICK_GUIDANCE = 2.5  # four big steps at 4 overshoot: 43 % of things right where 2.5 gives 74 %
SAME_PROMPT_SEEDS = 16


@dataclass(frozen=True)
class Ask:
    """One picture to draw, and what must be in it. `None`: the model's own, or not said."""

    prompt: str
    seed: int
    nouns: tuple[str, ...]
    colour: str | None = None  # of the background
    negative: str | None = None
    guidance_scale: float | None = None
    steps: int | None = None
    init: Path | None = None  # a picture to start from
    strength: float = 0.6


def noun_phrase(noun: str) -> str:
    """The noun with a fitting article."""
    if noun in PLURALS:
        return noun
    return f"{'an' if noun[0] in 'aeiou' and noun != 'unicorn' else 'a'} {noun}"


def on_colour(noun: str, colour: str, seed: int) -> Ask:
    """One noun on a named background."""
    article = "an" if colour == "orange" else "a"
    prompt = f"{noun_phrase(noun)} on {article} {colour} background"
    return Ask(prompt, seed, (noun,), colour)


def single_asks(vocabulary: Vocabulary, rounds: int, nouns: int = 80) -> list[Ask]:
    """Each of the first nouns once a round, each round on other colours; the colours come equally often."""
    colours = list(vocabulary.colours)
    asks = []
    for turn in range(rounds):
        for place, noun in enumerate(list(vocabulary.nouns)[:nouns]):
            colour = colours[(place + place // len(colours) + 3 * turn) % len(colours)]
            asks.append(on_colour(noun, colour, 1000 * turn + place))
    return asks


def guidance_asks(vocabulary: Vocabulary, rounds: int, nouns: int = 80) -> dict[float, list[Ask]]:
    """The same singles at each guidance, by guidance."""
    singles = single_asks(vocabulary, rounds, nouns)
    return {scale: [replace(ask, guidance_scale=scale) for ask in singles] for scale in GUIDANCES}


def quick_asks(vocabulary: Vocabulary, rounds: int, nouns: int = 80) -> list[Ask]:
    """Singles in as few steps as live painting takes, at the guidance that so few steps bear."""
    singles = single_asks(vocabulary, rounds, nouns)
    return [replace(ask, steps=QUICK_STEPS, guidance_scale=QUICK_GUIDANCE) for ask in singles]


def painted_asks(pairs: Sequence[tuple[str, str]]) -> list[Ask]:
    """Each of these things in another colour than its own, on white, where every paint shows."""
    asks = []
    for number, (noun, paint) in enumerate(pairs):
        article = "" if noun in PLURALS else "an " if paint == "orange" else "a "
        prompt = f"{article}{paint} {noun} on a white background"
        asks.append(Ask(prompt, 30_000 + number, (noun,)))
    return asks


def repeated_asks(vocabulary: Vocabulary, prompts: int) -> list[list[Ask]]:
    """A few prompts, each from many seeds."""
    rng = Random("repeated")
    nouns = rng.sample(list(vocabulary.nouns), prompts)
    colours = [rng.choice(list(vocabulary.colours)) for _ in nouns]
    return [
        [on_colour(noun, colour, 90_000 + 100 * i + k) for k in range(SAME_PROMPT_SEEDS)]
        for i, (noun, colour) in enumerate(zip(nouns, colours, strict=True))
    ]


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
