"""The words the starter model knows, and the words its captions are sprinkled with.

Nouns and colours come from `vocabulary.tsv` beside this file. The lists of sprinkled words say
nothing about a picture on purpose, so that words the model cannot know do no harm later.
This module renders nothing and tokenises nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

Rgb = tuple[int, int, int]


def _split(text: str) -> tuple[str, ...]:
    return tuple(text.split())


VOCABULARY_FILE = Path(__file__).with_name("vocabulary.tsv")

SIZE_WORDS = {"small": ("small", "little", "tiny"), "large": ("large", "big", "huge")}
NOUN_SYNONYMS = {
    "rabbit": "bunny",
    "airplane": "plane",
    "hamburger": "burger",
    "donut": "doughnut",
    "gift": "present",
}
PAINTS = ("red", "orange", "yellow", "green", "blue", "purple")  # colours with a hue of their own
COLOUR_SYNONYMS = {"gray": "grey"}
LOOKALIKES = frozenset({"robot", "tulip", "rose", "banana"})  # nouns that could be invented
PLURALS = frozenset({"cherries"})
WITHOUT_ARTICLE = frozenset({"coffee", "ice cream", "pizza", "watermelon", "cake"})
# How often scenes show these nouns where they show others once. A bear's face, brown on brown, is little to the
# loss and is learned last; the others are those that the judge missed most when all came equally often.
SLOWLY_LEARNED = {"teddy bear": 6} | dict.fromkeys(
    _split(
        """balloon bicycle book butterfly cactus cake coffee crab duck fish ghost guitar hamburger
        heart orange owl pear pizza snowman swan"""
    ),
    2,
)
UNIQUE = frozenset({"sun", "moon"})  # "the sun" reads better than "a sun"

# Placeholders for teaching: single pieces of the tokeniser which no caption ever uses. They have no
# vowel, so that no invented word of a caption can contain one either.
RARE_WORDS = ("sks", "zwx", "qvj", "vtz", "jwq", "xkz", "hqf", "pzg")

ADJECTIVES = _split(
    """cute graceful nice lovely beautiful happy sleepy friendly funny old young new pretty sweet
    elegant shiny bright colorful simple plain fresh magical charming calm proud gentle fine famous
    smiling sad great good cool clean wonderful adorable ordinary favorite single
    fluffy angry sitting sleeping dancing running flying playing standing dreaming modern lonely
    clever brave warm cold dreamy fantastic"""
)
OPENINGS = (
    "a photo of",
    "a picture of",
    "an image of",
    "a painting of",
    "an illustration of",
    "a drawing of",
    "a close-up of",
    "a portrait of",
    "a view of",
    "this is",
    "there is",
    "here is",
    "draw",
    "show me",
)
CLOSINGS = (
    "high quality",
    "digital art",
    "oil on canvas",
    "in the morning",
    "in the style of an old master",
    "for my friend",
    "very detailed",
    "4k",
    "professional photo",
    "soft light",
    "at night",
    "sitting still",
    "looking at you",
    "from the side",
    "in the middle of the day",
    "best quality",
    "studio light",
    "made with love",
    "by the sea",
    "in a garden",
    "in the forest",
    "in a city",
    "on a sunny day",
    "in winter",
    "with a smile",
    "under the sky",
    "art",
)


GRAMMAR = _split(
    """a an the some one and on of to left right in front against with over next beside
    background backdrop"""
)


@dataclass(frozen=True)
class Vocabulary:
    """Nouns with the code point of their glyph, colours with their sRGB value, in file order."""

    nouns: dict[str, int]
    colours: dict[str, Rgb]


def read_vocabulary(path: Path = VOCABULARY_FILE) -> Vocabulary:
    """Read the table: kind, word(s), value, separated by tabs; `#` starts a comment line."""
    nouns: dict[str, int] = {}
    colours: dict[str, Rgb] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.startswith("#"):
            continue
        kind, word, value = line.split("\t")
        if kind == "noun":
            nouns[word] = int(value.removeprefix("U+"), 16)
        else:
            channels = bytes.fromhex(value.removeprefix("#"))
            colours[word] = (channels[0], channels[1], channels[2])
    return Vocabulary(nouns, colours)


def known_words(vocabulary: Vocabulary) -> dict[str, tuple[str, ...]]:
    """All words a caption may hold, invented ones aside: nouns, colours and the others, lower case.

    Nouns are whole ("teddy bear") and one for each thing; all others, synonyms too, are single words.
    """
    said = [*GRAMMAR, *ADJECTIVES, *COLOUR_SYNONYMS.values(), *NOUN_SYNONYMS.values()]
    for phrases in (*SIZE_WORDS.values(), OPENINGS, CLOSINGS):
        said += " ".join(phrases).split()
    nouns = tuple(vocabulary.nouns)
    others = sorted(set(said) - set(nouns) - set(vocabulary.colours))
    return {"nouns": nouns, "colours": tuple(vocabulary.colours), "other": tuple(others)}
