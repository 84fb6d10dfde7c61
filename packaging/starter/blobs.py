"""Does a picture drawn from a rough blob stay where the blob was? Blobs, and centres of what was drawn."""

from __future__ import annotations

import math
from dataclasses import dataclass
from random import Random

import numpy as np
import numpy.typing as npt
from asks import Ask, on_colour
from glyphs import Glyphs
from PIL import Image, ImageDraw

SIZE = 128  # px
NEAR = 0.15  # of the width: how far a centre may have moved
FAR_COLOUR = 60.0  # levels of 255, as a distance in RGB: from here on it is not background
EXTENT = (0.42, 0.6)


@dataclass(frozen=True)
class Blob:
    """An ellipse in the colour of a noun on a named background, and what it should become."""

    ask: Ask
    picture: Image.Image
    centre: tuple[float, float]  # of the ellipse: shares of the width and height


def blobs(glyphs: Glyphs, count: int) -> list[Blob]:
    """Nouns and colours go round; a noun that would drown in a colour gets the next one."""
    rng = Random("blobs")
    nouns, colours = list(glyphs.vocabulary.nouns), list(glyphs.vocabulary.colours)
    made = []
    for number in range(count):
        noun = nouns[(7 * number) % len(nouns)]
        at = rng.randrange(len(colours))
        while glyphs.drowns(noun, colours[at]):
            at = (at + 1) % len(colours)
        ask = on_colour(noun, colours[at], 80_000 + number)
        made.append(_blob(glyphs, ask, colours[at], rng))
    return made


def _blob(glyphs: Glyphs, ask: Ask, colour: str, rng: Random) -> Blob:
    extent = rng.uniform(*EXTENT)
    room = (0.94 - extent) / 2
    centre = (0.5 + rng.uniform(-room, room), 0.5 + rng.uniform(-room, room))
    picture = Image.new("RGB", (SIZE, SIZE), glyphs.vocabulary.colours[colour])
    box = [(c + sign * extent / 2) * SIZE for sign in (-1, 1) for c in centre]
    ImageDraw.Draw(picture).ellipse(box, fill=mean_colour(glyphs.plain(ask.nouns[0])))
    return Blob(ask, picture, centre)


def mean_colour(glyph: Image.Image) -> tuple[int, int, int]:
    """The mean of a glyph's pixels (RGBA), weighted by how much they cover."""
    pixels = np.asarray(glyph, np.float64)
    cover = pixels[..., 3:]
    red, green, blue = ((pixels[..., :3] * cover).sum((0, 1)) / cover.sum()).round().astype(int)
    return int(red), int(green), int(blue)


def centre_of(picture: Image.Image) -> tuple[float, float] | None:
    """Middle of the box around what differs from the background (the border's median), as shares.

    The outermost hundredth on each side is left out, so that a few stray pixels move nothing. None
    where there is nothing.
    """
    pixels = np.asarray(picture.convert("RGB"), np.float64)
    border = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    far = np.linalg.norm(pixels - np.median(border, axis=0), axis=-1) > FAR_COLOUR
    if far.sum() < 20:
        return None
    return _middle(far.sum(axis=0)), _middle(far.sum(axis=1))


def _middle(counts: npt.NDArray[np.int64]) -> float:
    """Halfway between the places where one and ninety-nine hundredths are reached, 0..1."""
    share = np.cumsum(counts) / counts.sum()
    first, last = np.searchsorted(share, 0.01), np.searchsorted(share, 0.99)
    return float(first + last + 1) / 2 / len(counts)


def moved(blob: Blob, picture: Image.Image) -> float:
    """How far the centre went, in widths; 1 where nothing is to be seen."""
    found = centre_of(picture)
    return 1.0 if found is None else math.dist(found, blob.centre)
