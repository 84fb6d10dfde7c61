"""Are the drawn pictures different from each other, and none a copy of a training render?

Distances are root mean squares over pixels, in levels of 255.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from random import Random

import numpy as np
import numpy.typing as npt
from asks import Ask
from PIL import Image
from scenes import SceneMaker

SMALL = 32  # px: pictures are compared with the training renders at this size
CHUNK = 2000  # renders compared at once

Thumbnails = npt.NDArray[np.float32]  # (N, SMALL * SMALL * 3)


def spread(pictures: Sequence[Image.Image]) -> float:
    """Mean distance over all pairs of pictures of one size."""
    arrays = [np.asarray(picture.convert("RGB"), np.float32) for picture in pictures]
    distances = [float(np.sqrt(np.square(a - b).mean())) for a, b in combinations(arrays, 2)]
    return sum(distances) / len(distances)


def renders_like(maker: SceneMaker, ask: Ask, count: int) -> list[Image.Image]:
    """Fresh renders of what an ask with one noun and a colour describes."""
    made = []
    for number in range(count):
        rng = Random(f"like:{ask.prompt}:{number}")
        facts = maker.facts(rng)
        while len(facts.subjects) != 1:
            facts = maker.facts(rng)
        subject = replace(facts.subjects[0], noun=ask.nouns[0])
        asked = replace(
            facts, subjects=(subject,), colours=(ask.colour or "white",), layout="plain"
        )
        made.append(maker.render(asked, rng, 128))
    return made


def thumbnails(pictures: Sequence[Image.Image]) -> Thumbnails:
    """Pictures as rows of small ones."""
    rows = [
        np.asarray(p.convert("RGB").resize((SMALL, SMALL), Image.Resampling.BOX)) for p in pictures
    ]
    return np.stack(rows).reshape(len(rows), -1).astype(np.float32)


def training_thumbnails(scenes: Path) -> Thumbnails:
    """All renders of a folder of `make_scenes.py`."""
    lines = (scenes / "metadata.jsonl").read_text(encoding="utf-8").splitlines()
    parts = []
    for start in range(0, len(lines), CHUNK):
        names = [json.loads(line)["file_name"] for line in lines[start : start + CHUNK]]
        parts.append(thumbnails([Image.open(scenes / name) for name in names]))
    return np.concatenate(parts)


def nearest(rows: Thumbnails, renders: Thumbnails) -> float:
    """Median over rows of the distance to the render that is nearest."""
    best = np.full(len(rows), np.inf, np.float32)
    own = np.square(rows).sum(1)[:, None]
    for start in range(0, len(renders), CHUNK):
        part = renders[start : start + CHUNK]
        squares = own + np.square(part).sum(1)[None] - 2 * rows @ part.T  # |a - b|² (N, CHUNK)
        best = np.minimum(best, squares.min(1))
    return float(np.median(np.sqrt(best.clip(0) / rows.shape[1])))
