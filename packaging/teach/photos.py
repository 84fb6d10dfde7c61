"""Five photos of a subject: one view each, on grounds of their own, a little off the middle. As a person has them."""

from __future__ import annotations

from pathlib import Path
from random import Random

import starter_scripts  # noqa: F401 (imported for what it does: the starter's scripts become importable)
from PIL import Image, ImageFilter
from subjects import Subject
from vocabulary import Rgb, read_vocabulary

SIDE = 256  # px
COUNT = 5
GROUNDS = ("white", "green", "purple", "yellow", "gray")


def photos(subject: Subject, count: int = COUNT, seed: int = 0) -> list[Image.Image]:
    """RGB squares, determined by the arguments."""
    rng = Random(f"photos:{subject.name}:{seed}")
    colours = read_vocabulary().colours
    return [photo(subject, colours[GROUNDS[n % len(GROUNDS)]], rng) for n in range(count)]


def photo(subject: Subject, ground: Rgb, rng: Random) -> Image.Image:
    """A view of the subject that takes a half to four fifths of the width."""
    picture = Image.new("RGB", (SIDE, SIDE), ground)
    view = subject.view(rng)
    scale = rng.uniform(0.55, 0.8) * SIDE / max(view.size)
    size = (round(view.width * scale), round(view.height * scale))
    small = view.resize(size, Image.Resampling.LANCZOS)
    slack = [(SIDE - side) // 2 for side in size]
    corner = (
        slack[0] + round(0.4 * slack[0] * rng.uniform(-1, 1)),
        slack[1] + round(0.4 * slack[1] * rng.uniform(-1, 1)),
    )
    picture.paste(small, corner, small)
    return picture.filter(ImageFilter.GaussianBlur(0.5))


def write_photos(folder: Path, subject: Subject, count: int = COUNT) -> Path:
    """The photos as PNG files in `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, picture in enumerate(photos(subject, count), start=1):
        picture.save(folder / f"{subject.name}-{number}.png")
    return folder
