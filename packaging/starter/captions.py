"""Sentences for scenes: every fact in a caption is true of its scene, the rest says nothing.

A caption may leave facts out. It renders nothing and knows no pixels.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

import vocabulary as words


@dataclass(frozen=True)
class Subject:
    """One glyph of a scene. Lengths are shares of the picture's side, 0..1."""

    noun: str
    size: str  # "small", "medium" or "large"
    centre: tuple[float, float]  # x from the left, y from the top
    extent: float  # the longer side of the upright glyph
    angle: float  # degrees, anticlockwise
    mirrored: bool
    paint: str | None = None  # the colour that its hues were turned to; None: its own


@dataclass(frozen=True)
class Facts:
    """What a scene shows: subjects from left to right, one or two background colours.

    `layout` is "plain", or how two colours meet: "horizontal" (first on top), "vertical" (first on
    the left), "diagonal" or "gradient".
    """

    subjects: tuple[Subject, ...]
    colours: tuple[str, ...]
    layout: str


def caption(facts: Facts, rng: Random) -> str:
    """A random true sentence about the scene."""
    if not facts.subjects or rng.random() < 0.025:
        return _background(facts, rng)
    says_background = rng.random() < 0.83
    if len(facts.subjects) == 1:
        what = _one(facts.subjects[0], rng, bare=not says_background and rng.random() < 0.3)
    else:
        what = _two(facts.subjects[0], facts.subjects[1], rng)
    if says_background:
        what = _with_background(what, facts, rng)
    if rng.random() < 0.22:
        what = f"{rng.choice(words.OPENINGS)} {what}"
    return _sprinkle_end(what, rng)


def with_article(phrase: str, noun: str, rng: Random) -> str:
    """The phrase that ends in the noun, mostly with an article that fits it."""
    draw = rng.random()
    if draw < 0.10:
        return phrase
    if draw < 0.18:
        return f"the {phrase}"
    if noun in words.PLURALS:
        return f"some {phrase}" if draw < 0.4 else phrase
    if noun in words.WITHOUT_ARTICLE and draw < 0.3:
        return f"some {phrase}"
    if noun in words.UNIQUE and draw < 0.6:
        return f"the {phrase}"
    if draw < 0.22:
        return f"one {phrase}"
    return f"{'an' if phrase[0] in 'aeio' or phrase.startswith('umb') else 'a'} {phrase}"


def _one(subject: Subject, rng: Random, bare: bool = False) -> str:
    """The subject as a noun phrase: article, size, sprinkled adjective, noun."""
    noun = subject.noun
    name = words.NOUN_SYNONYMS.get(noun, noun) if rng.random() < 0.12 else noun
    if bare and subject.paint is None:
        return name
    before = []
    if subject.size in words.SIZE_WORDS and rng.random() < 0.75:
        before.append(rng.choice(words.SIZE_WORDS[subject.size]))
    if rng.random() < 0.22:
        before.append(rng.choice(words.ADJECTIVES))
    if rng.random() < 0.03:
        before.append(invented_word(rng))
    rng.shuffle(before)
    if subject.paint is not None:
        before.append(subject.paint)  # always said, and next to the thing: an apple is a red one
    return with_article(" ".join([*before, name]), noun, rng)


def _two(left: Subject, right: Subject, rng: Random) -> str:
    """Both subjects; who stands where is said half of the time."""
    first, second = _one(left, rng), _one(right, rng)
    draw = rng.random()
    if draw < 0.2:
        return f"{first} to the left of {second}"
    if draw < 0.4:
        return f"{second} to the right of {first}"
    if draw < 0.48:
        return f"{first} on the left and {second} on the right"
    if rng.random() < 0.5:
        first, second = second, first
    joint = "and" if draw < 0.85 else rng.choice(("next to", "with", "beside"))
    return f"{first} {joint} {second}"


def _colours(facts: Facts, rng: Random) -> str:
    names = [
        words.COLOUR_SYNONYMS.get(name, name) if rng.random() < 0.3 else name
        for name in facts.colours
    ]
    return " and ".join(names)


def _background(facts: Facts, rng: Random) -> str:
    """The background as a noun phrase: "a blue and white background"."""
    colours = _colours(facts, rng)
    article = "an" if colours[0] in "aeiou" else "a"
    noun = "backdrop" if rng.random() < 0.06 else "background"
    if rng.random() < 0.15:
        return f"{colours} {noun}"
    return f"{article} {colours} {noun}"


def _with_background(what: str, facts: Facts, rng: Random) -> str:
    draw = rng.random()
    background = _background(facts, rng)
    if draw < 0.10:
        return f"{background}, {what}"
    if draw < 0.18:
        return f"{what}, {background}"
    if draw < 0.24:
        return f"{what} on {_colours(facts, rng)}"
    if draw < 0.76:
        return f"{what} on {background}"
    return f"{what} {rng.choice(('in front of', 'against', 'with', 'over'))} {background}"


def _sprinkle_end(text: str, rng: Random) -> str:
    """Sometimes adds words that say nothing, known ones or invented ones."""
    draw = rng.random()
    if draw < 0.10:
        return f"{text}, {rng.choice(words.CLOSINGS)}"
    if draw < 0.13:
        return f"{text} {invented_word(rng)}"
    if draw < 0.15:
        return f"{invented_word(rng)} {text}"
    if draw < 0.18:
        return f"{text}."
    return text


def invented_word(rng: Random) -> str:
    """A word nobody knows, of 4 to 8 letters, vowels between consonants."""
    vowels, consonants = "aeiou", "bdfgklmnprstvz"
    while True:
        length, start = rng.randint(4, 8), rng.randrange(2)
        sorts = (vowels if (i + start) % 2 else consonants for i in range(length))
        word = "".join(rng.choice(letters) for letters in sorts)
        if word not in words.LOOKALIKES:
            return word
