"""Labelled renders for the judge: scenes, and smears which show nothing that has a name.

The judge never sees a generated picture. Labels are sets: 80 nouns, then 10 colours, each 0 or 1.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from multiprocessing import get_context
from random import Random

import numpy as np
import numpy.typing as npt
from captions import Facts
from PIL import Image, ImageFilter
from scenes import SceneMaker
from vocabulary import Rgb

SIDE = 64  # px: pictures are halved before they are judged
SMEARS = ("blend", "fragments", "blur")
CHUNK = 500

Labelled = tuple[npt.NDArray[np.uint8], npt.NDArray[np.uint8]]  # (N, S, S, 3), (N, labels)


@dataclass(frozen=True)
class Mix:
    """Shares of the kinds; the rest are ordinary scenes."""

    smears: float = 0.0
    odd_backgrounds: float = 0.0  # scenes on a colour that no word names
    only_single: bool = False  # one subject on a plain background


def labelled_scenes(
    seed: int,
    count: int,
    mix: Mix,
    workers: int = 1,
    make: Callable[[], SceneMaker] = SceneMaker,
) -> Labelled:
    """`count` pictures (uint8) with labels, determined by seed, count, mix and what `make` makes."""
    starts = range(0, count, CHUNK)
    task = partial(_chunk, seed, count, mix, make)
    if workers == 1:
        parts = [task(start) for start in starts]
    else:
        with get_context("spawn").Pool(workers) as pool:
            parts = pool.map(task, starts)
    return np.concatenate([p[0] for p in parts]), np.concatenate([p[1] for p in parts])


def _chunk(seed: int, count: int, mix: Mix, make: Callable[[], SceneMaker], start: int) -> Labelled:
    maker = make()
    pictures, labels = [], []
    for index in range(start, min(start + CHUNK, count)):
        picture, label = _example(maker, Random(f"judge:{seed}:{index}"), mix)
        pictures.append(np.asarray(halved(picture)))
        labels.append(label)
    return np.stack(pictures), np.stack(labels)


def halved(picture: Image.Image) -> Image.Image:
    """The picture as the judge sees it."""
    return picture.resize((SIDE, SIDE), Image.Resampling.BOX)


def _example(maker: SceneMaker, rng: Random, mix: Mix) -> tuple[Image.Image, npt.NDArray[np.uint8]]:
    facts = maker.facts(rng)
    while mix.only_single and (len(facts.subjects) != 1 or len(facts.colours) != 1):
        facts = maker.facts(rng)
    draw = rng.random()
    if draw < mix.smears:
        while len(facts.subjects) != 1:
            facts = maker.facts(rng)
        return smear(maker, facts, rng), label(maker, (), facts.colours)
    nouns = tuple(subject.noun for subject in facts.subjects)
    if draw < mix.smears + mix.odd_backgrounds:
        facts = replace(facts, colours=facts.colours[:1], layout="plain")
        picture = maker.render(facts, rng, 128, [_nameless_colour(maker, rng)])
        return picture, label(maker, nouns, ())
    return maker.render(facts, rng, 128), label(maker, nouns, facts.colours)


def label(
    maker: SceneMaker, nouns: tuple[str, ...], colours: tuple[str, ...]
) -> npt.NDArray[np.uint8]:
    """1 at each noun and colour that is there."""
    names = [*maker.vocabulary.nouns, *maker.vocabulary.colours]
    places = [names.index(noun) for noun in nouns]  # "orange" is both: the noun comes first
    places += [
        len(maker.vocabulary.nouns) + list(maker.vocabulary.colours).index(c) for c in colours
    ]
    result = np.zeros(len(names), np.uint8)
    result[places] = 1
    return result


def smear(maker: SceneMaker, facts: Facts, rng: Random) -> Image.Image:
    """Something at the place of the single subject that is no longer it.

    A blend of two or three glyphs, shuffled fragments of several, or a strong blur.
    """
    kind = rng.choice(SMEARS)
    subject = facts.subjects[0]
    values = [maker.vocabulary.colours[colour] for colour in facts.colours]
    state = rng.getstate()

    def drawn(noun: str) -> Image.Image:
        rng.setstate(state)  # the same line between two colours each time
        other = replace(facts, subjects=(replace(subject, noun=noun),))
        return maker.render(other, rng, 128, values)

    own = drawn(subject.noun)
    others = rng.sample([n for n in maker.vocabulary.nouns if n != subject.noun], 2)
    if kind == "blur":
        return own.filter(ImageFilter.GaussianBlur(rng.uniform(0.10, 0.16) * subject.extent * 128))
    sources = [own, *map(drawn, others)]
    if kind == "blend":
        pair = Image.blend(sources[0], sources[1], rng.uniform(0.42, 0.58))
        return Image.blend(pair, sources[2], 0.33) if rng.random() < 0.5 else pair
    return _fragments(sources, _box(facts), rng)


def _box(facts: Facts) -> tuple[int, int, int]:
    """Left, top and side (px of 128) of the square around the single subject."""
    subject = facts.subjects[0]
    side = max(12, min(126, round(subject.extent * 128)))
    left, top = (min(128 - side, max(0, round(c * 128 - side / 2))) for c in subject.centre)
    return left, top, side


def _fragments(sources: list[Image.Image], box: tuple[int, int, int], rng: Random) -> Image.Image:
    """The box cut into 3 × 3 tiles, each from a random source and from another place."""
    left, top, side = box
    tile = side // 3
    places = [(left + tile * (i % 3), top + tile * (i // 3)) for i in range(9)]
    shuffled = rng.sample(places, 9)
    result = sources[0].copy()
    for place, taken in zip(places, shuffled, strict=True):
        x, y = taken
        result.paste(rng.choice(sources).crop((x, y, x + tile, y + tile)), place)
    return result


def _nameless_colour(maker: SceneMaker, rng: Random) -> Rgb:
    """A colour far from all that have a name."""
    named = np.array(list(maker.vocabulary.colours.values()), np.float32)
    while True:
        colour = (rng.randrange(256), rng.randrange(256), rng.randrange(256))
        if np.linalg.norm(named - np.array(colour), axis=1).min() > 75:
            return colour
