"""Scenes: emoji glyphs on plain or two-tone backgrounds, each determined by (seed, index) alone.

It writes no file; `make_scenes.py` does. Captions come from `captions.py`.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np
from captions import Facts, Subject, caption
from glyphs import EmojiFont, Glyphs, hues_turned
from PIL import Image
from vocabulary import PAINTS, SLOWLY_LEARNED, Rgb, read_vocabulary

EXTENTS = {"small": (0.30, 0.40), "medium": (0.48, 0.68), "large": (0.76, 0.92)}
PAIR_EXTENTS = {"small": (0.26, 0.32), "medium": (0.36, 0.46)}
LAYOUTS = ("horizontal", "vertical", "diagonal", "gradient")
POSED = 0.8  # share of scenes whose subjects stand upright, unmirrored, about their usual place and size
POSED_STRAY = 0.2  # what is left there of a free subject's strays
PAINTED = 0.2  # share of single subjects whose hues are turned to another colour
UNSEEN_PAINT = 3  # every fifth pair of noun and paint is never drawn: what is new can be asked for
JITTER = 7  # levels of 255 a background colour may stray from its value


@dataclass(frozen=True)
class Scene:
    """A rendered picture (RGB, square), a caption that is true of it, and all its facts."""

    image: Image.Image
    caption: str
    facts: Facts


class SceneMaker:
    """Renders scenes; holds the glyphs so that they are drawn once."""

    def __init__(self, draw: Callable[[int], Image.Image] | None = None) -> None:
        """`draw` gives the picture of a code point; None: the Noto Color Emoji font."""
        self.vocabulary = read_vocabulary()
        self._glyphs = Glyphs(self.vocabulary, draw or EmojiFont())
        self._nouns = tuple(self.vocabulary.nouns)
        self._taught = tuple(n for n in self._nouns for _ in range(SLOWLY_LEARNED.get(n, 1)))
        self._colours = tuple(self.vocabulary.colours)

    def scene(self, seed: int, index: int, size: int = 128) -> Scene:
        """Scene `index` of the set `seed`, `size` pixels wide; what is learned slowly comes more often."""
        rng = Random(f"{seed}:{index}")
        facts = self.painted(self.facts(rng, self._taught), rng)
        text = caption(facts, rng)
        return Scene(self.render(facts, rng, size), text, facts)

    def facts(self, rng: Random, pool: Sequence[str] = ()) -> Facts:
        """Draw what a scene shows: colours uniform, two things in four of ten scenes.

        Nouns are drawn from `pool`, where a noun may stand more than once; without it all come equally often.
        All things have their own colours here.

        Most scenes are posed: what a thing looks like is learned sooner where it does not also have
        to be found, and who asks for a swan expects it in the middle, as the font draws it. The rest
        teaches places, turns and mirror images.
        """
        count = rng.choices((0, 1, 2), (0.02, 0.58, 0.40))[0]
        nouns: dict[str, None] = {}  # in order, none twice
        while len(nouns) < count:
            nouns[rng.choice(pool or self._nouns)] = None
        colours = tuple(rng.sample(self._colours, 2 if rng.random() < 0.2 else 1))
        layout = "plain" if len(colours) == 1 else rng.choice(LAYOUTS)
        if count == 2:
            centres = _pair_centres(rng)
            subjects = tuple(
                self._subject(noun, rng, PAIR_EXTENTS, (0.1, 0.9), centre)
                for noun, centre in zip(nouns, centres, strict=True)
            )
        else:
            subjects = tuple(self._subject(n, rng, EXTENTS, (0.12, 0.74, 0.14)) for n in nouns)
        if rng.random() < POSED:
            usual = {1: (0.5,), 2: (0.255, 0.745)}.get(count, ())
            ranges = PAIR_EXTENTS if count == 2 else EXTENTS
            subjects = tuple(
                _posed(subject, (across, 0.5), ranges[subject.size])
                for subject, across in zip(subjects, usual, strict=True)
            )
        return Facts(subjects, colours, layout)

    def painted(self, facts: Facts, rng: Random) -> Facts:
        """Sometimes a single thing in a colour that it does not have by itself: people ask for blue apples."""
        if len(facts.subjects) != 1 or rng.random() >= PAINTED:
            return facts
        (subject,) = facts.subjects
        every = self._glyphs.paints(subject.noun)
        paints = [paint for paint in every if not self.is_unseen(subject.noun, paint)]
        if not paints:
            return facts
        return replace(facts, subjects=(replace(subject, paint=rng.choice(paints)),))

    def is_unseen(self, noun: str, paint: str) -> bool:
        """Whether no scene shows this thing in this colour, such as a blue heart."""
        place = self._nouns.index(noun) + PAINTS.index(paint)
        return place % 5 == UNSEEN_PAINT

    def painted_pairs(self, *, unseen: bool) -> list[tuple[str, str]]:
        """All things with a paint: those that are held back, or those that scenes show."""
        return [
            (noun, paint)
            for noun in self._nouns
            for paint in self._glyphs.paints(noun)
            if self.is_unseen(noun, paint) == unseen
        ]

    def unpainted(self, picture: Image.Image, noun: str, paint: str) -> Image.Image:
        """A picture of the painted thing with all hues turned back: then the thing has its own colours."""
        return hues_turned(picture, -(self._glyphs.turn(noun, paint) or 0))

    def _subject(
        self,
        noun: str,
        rng: Random,
        extents: dict[str, tuple[float, float]],
        weights: tuple[float, ...],
        centre: tuple[float, float] | None = None,
    ) -> Subject:
        size = rng.choices(tuple(extents), weights)[0]
        extent = rng.uniform(*extents[size])
        if centre is None:
            slack = max(0.0, 0.97 - extent) / 2
            centre = (0.5 + slack * _spread(rng), 0.5 + slack * _spread(rng))
        angle = max(-18.0, min(18.0, rng.gauss(0.0, 6.0)))
        return Subject(noun, size, centre, extent, angle, rng.random() < 0.5)

    def render(
        self, facts: Facts, rng: Random, size: int, values: list[Rgb] | None = None
    ) -> Image.Image:
        """Draw the facts. `rng` gives the line between two colours and, without `values`, their strays.

        `values` are background colours to use instead of those that the facts name.
        """
        if values is None:
            values = [_jitter(self.vocabulary.colours[name], rng) for name in facts.colours]
        picture = _background(values, facts.layout, rng, size)
        for subject in facts.subjects:
            glyph = self._glyphs.on(subject.noun, facts.colours, subject.paint)
            _draw(picture, glyph, subject, size)
        return picture


def _posed(subject: Subject, usual: tuple[float, float], extents: tuple[float, float]) -> Subject:
    """The subject unmirrored, its strays from the usual place, size and turn mostly taken back."""

    def near(value: float, middle: float) -> float:
        return middle + POSED_STRAY * (value - middle)

    centre = (near(subject.centre[0], usual[0]), near(subject.centre[1], usual[1]))
    extent = near(subject.extent, sum(extents) / 2)
    angle = near(subject.angle, 0.0)
    return replace(subject, centre=centre, extent=extent, angle=angle, mirrored=False)


def _spread(rng: Random) -> float:
    """A place in -1..1, the middle likelier than the ends."""
    if rng.random() < 0.6:
        return (rng.uniform(-1, 1) + rng.uniform(-1, 1)) / 2
    return rng.uniform(-1, 1)


def _pair_centres(rng: Random) -> tuple[tuple[float, float], tuple[float, float]]:
    """Centres of a left and a right subject, which never overlap."""
    left = (rng.uniform(0.24, 0.27), rng.uniform(0.32, 0.68))
    right = (rng.uniform(0.73, 0.76), rng.uniform(0.32, 0.68))
    return left, right


def _jitter(colour: Rgb, rng: Random) -> Rgb:
    shift = rng.uniform(-JITTER / 2, JITTER / 2)
    moved = [round(c + shift + rng.uniform(-JITTER / 2, JITTER / 2)) for c in colour]
    red, green, blue = (min(255, max(0, c)) for c in moved)
    return red, green, blue


def _background(values: list[Rgb], layout: str, rng: Random, size: int) -> Image.Image:
    """One colour, or two that meet at a line (anti-aliased over a pixel) or blend."""
    if layout == "plain":
        return Image.new("RGB", (size, size), values[0])
    angles = {"horizontal": 90.0, "vertical": 0.0, "diagonal": rng.choice((45.0, 135.0))}
    angle = math.radians(angles.get(layout, rng.choice((0.0, 90.0, 45.0))))
    offset = rng.uniform(-0.12, 0.12) * size
    ramp = size if layout == "gradient" else 1.0
    axis = np.arange(size, dtype=np.float32) - (size - 1) / 2
    across = axis[None, :] * math.cos(angle) + axis[:, None] * math.sin(angle) - offset  # (H, W)
    share = np.clip(across / ramp + 0.5, 0, 1)[..., None]  # of the second colour
    first, second = (np.array(value, np.float32) for value in values)
    return Image.fromarray(np.rint(first + (second - first) * share).astype(np.uint8))


def _draw(picture: Image.Image, glyph: Image.Image, subject: Subject, size: int) -> None:
    """Turn the glyph at its native size, shrink it with a proper filter, and paste it."""
    if subject.mirrored:
        glyph = glyph.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    scale = subject.extent * size / max(glyph.size)
    turned = glyph.rotate(subject.angle, Image.Resampling.BICUBIC, expand=True)
    width, height = (max(1, round(side * scale)) for side in turned.size)
    small = turned.resize((width, height), Image.Resampling.HAMMING)
    corner = (
        round(subject.centre[0] * size - width / 2),
        round(subject.centre[1] * size - height / 2),
    )
    picture.paste(small, corner, small)
