"""Nightly: do the maps of *a swan and an apple* lie where the two things are? Prints one JSON object.

python tests/benches/word_maps.py [--seeds 30] [--model starter]

The picture is segmented without the model: what differs from the one or two colours of the border, in two
halves where the fewest of it stands. A noun's map is its share of all attention in the finest layers on the
way up, from the ninth step on, when the picture has taken shape (the page can show just this); it is cut in
two by Otsu's rule. Reported: intersection over union with the better half for each noun, the two nouns on
different halves.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from numpy.typing import NDArray
from PIL import Image

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from core.contract.request import GenerationRequest
from core.explain.painted import UP, Choice, stages_of, word_maps
from core.explain.recording import Recording
from core.generation.generate import generate
from core.generation.loader import Loader

PROMPT, NOUNS = "a swan and an apple", ("swan", "apple")
THERE = 40.0  # levels of 255 away from the border's colour
RARE = 0.15  # of the border: a colour that fewer of its pixels have is none of the background
SHAPED = 8  # the first step that is looked at, of 20
ENOUGH = 0.5
Mask = NDArray[np.bool_]


def things(picture: Image.Image) -> tuple[Mask, Mask]:
    """What is no background, left and right of where the fewest of it stands."""
    pixels = np.asarray(picture, np.float32)
    edges = (pixels[:3], pixels[-3:], pixels[:, :3], pixels[:, -3:])
    colours = border_colours(np.concatenate([edge.reshape(-1, 3) for edge in edges]))
    mask = np.linalg.norm(pixels[:, :, None] - colours, axis=3).min(2) > THERE
    columns = mask.sum(axis=0)
    width = len(columns)
    middle = width // 3 + int(columns[width // 3 : 2 * width // 3].argmin())
    left, right = mask.copy(), mask.copy()
    left[:, middle:], right[:, :middle] = False, False
    return left, right


def border_colours(border: NDArray[np.float32]) -> NDArray[np.float32]:
    """One or two colours (K, 3): two means over the pixels (N, 3), without one that hardly any has."""
    farthest = np.linalg.norm(border - border[0], axis=1).argmax()
    means = np.stack([border[0], border[farthest]])
    for _ in range(10):
        nearest = np.linalg.norm(border[:, None] - means, axis=2).argmin(1)
        groups = [border[nearest == k] for k in (0, 1)]
        means = np.stack([g.mean(0) if len(g) else m for g, m in zip(groups, means, strict=True)])
    return means[[len(group) > RARE * len(border) for group in groups]]


def otsu(values: NDArray[np.float32]) -> float:
    """Where two groups lie farthest apart (Otsu 1979): the threshold of largest variance between them."""
    ordered = np.sort(values.ravel().astype(np.float64))
    low = np.arange(1, len(ordered))
    sums = np.cumsum(ordered)
    apart = sums[:-1] / low - (sums[-1] - sums[:-1]) / (len(ordered) - low)
    return float(ordered[(low * (len(ordered) - low) * apart**2).argmax()])


def overlap(one: Mask, other: Mask) -> float:
    """Intersection over union."""
    both = float((one | other).sum())
    return float((one & other).sum()) / both if both else 0.0


def noun_masks(run: Recording, size: tuple[int, int]) -> dict[str, Mask]:
    """Where each noun was looked up most."""
    finest = max((s for s in stages_of(run) if s[0].startswith(UP)), key=lambda s: s[1] * s[2])
    maps, found = word_maps(run, Choice(first=SHAPED, stages=(finest[0],))), {}
    for noun in NOUNS:
        share = maps.by_word[maps.words.index(noun)]
        large = F.interpolate(share[None, None], size, mode="bilinear", align_corners=False)[0, 0]
        found[noun] = large.numpy() > otsu(large.numpy())
    return found


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=30)
    parser.add_argument("--model", default="starter")
    options = parser.parse_args()
    loader, rows, worst = Loader(), [], 0.0
    with tempfile.TemporaryDirectory() as folder:
        for seed in range(options.seeds):
            run = Recording(maps=True)
            path = str(Path(folder) / f"{seed}.png")
            request = GenerationRequest(PROMPT, path, seed=seed, model=options.model)
            list(generate(request, loader, lambda: False, watch=run))
            sums = torch.stack(
                [s.sum(0).sub(1).abs().max() for m in run.trace.maps for s in m.stages.values()]
            )
            worst = max(worst, float(sums.max()))
            left, right = things(run.image)
            masks = noun_masks(run, left.shape)
            straight = [overlap(masks["swan"], left), overlap(masks["apple"], right)]
            crossed = [overlap(masks["swan"], right), overlap(masks["apple"], left)]
            rows.append(max(straight, crossed, key=sum))
    found = np.array(rows)
    sys.stdout.write(
        json.dumps(
            {
                "seeds": options.seeds,
                "both_at_least_half": int((found >= ENOUGH).all(axis=1).sum()),
                "mean_iou": {n: round(float(found[:, i].mean()), 3) for i, n in enumerate(NOUNS)},
                "mean_of_both_at_least_half": int((found.mean(axis=1) >= ENOUGH).sum()),
                "largest_difference_of_a_sum_from_1": worst,
            }
        )
        + "\n"
    )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
