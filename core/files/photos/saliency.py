"""Where in a photo its subject probably is, from colours alone: a guess that a person can overrule.

Minimum barrier distance (Zhang et al., "Minimum Barrier Salient Object Detection at 80 FPS", ICCV 2015):
what the border of the picture cannot reach without crossing a change of colour stands out. Times how
unlike the border's own colours a place is, times a mild preference for the middle.

Axes: H W px of a small picture, C colours.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from core.files.photos.crop import Box

Floats = NDArray[np.float32]

SIDE = 96  # px of the longer side of the picture that is looked at
ROUNDS = 3  # each of four sweeps; more change nothing that can be seen
BORDER = 0.08  # of each side
MIDDLE = 0.45  # spread of the preference for the middle, in sides
EDGE_MASS = 0.01  # of what stands out that may lie outside the box at each side


@dataclass(frozen=True)
class Subject:
    """The guess: its box, and how much of the picture stands out."""

    box: Box
    share: float  # 0 … 1
    mask: Floats  # (H, W) 0 … 1, of the small picture


def find_subject(rgb: NDArray[np.uint8]) -> Subject:
    """The subject of a picture (H, W, 3) of any size; where nothing stands out, all of it."""
    mask = stands_out(_small(rgb))
    inside = mask >= _threshold(mask)
    share = float(inside.mean())
    if not 0.003 < share < 0.97:
        return Subject(Box(0.0, 0.0, 1.0, 1.0), 1.0, np.ones_like(mask))
    weight = np.where(inside, mask, 0.0)
    left, right = _bounds(weight.sum(axis=0))
    top, bottom = _bounds(weight.sum(axis=1))
    return Subject(Box(left, top, right, bottom), share, mask)


def stands_out(rgb: NDArray[np.uint8]) -> Floats:
    """(H, W, 3) → (H, W) in 0 … 1; all 0 for a picture of one colour."""
    colours = _opponent(rgb)
    barrier = sum(
        (_barrier(colours[..., c]) for c in range(3)), np.zeros(rgb.shape[:2], np.float32)
    )
    unlike = _unlike_border(colours)
    mask = _unit(_unit(barrier) + _unit(unlike)) * _middle(rgb.shape[0], rgb.shape[1])
    return _unit(_smooth(mask))


def _small(rgb: NDArray[np.uint8]) -> NDArray[np.uint8]:
    height, width = rgb.shape[:2]
    scale = SIDE / max(height, width)
    size = (max(8, round(width * scale)), max(8, round(height * scale)))
    image = Image.fromarray(np.ascontiguousarray(rgb))
    return np.asarray(image.resize(size, Image.Resampling.BOX))


def _opponent(rgb: NDArray[np.uint8]) -> Floats:
    """Lightness, red against green, blue against yellow: (H, W, 3)."""
    red, green, blue = (rgb[..., c].astype(np.float32) / 255 for c in range(3))
    return np.stack(
        [0.6 * (red + green + blue) / 3, red - green, blue - (red + green) / 2], axis=-1
    )


def _barrier(values: Floats) -> Floats:
    """The least climb on a way to the border, (H, W), by sweeps over whole lines."""
    distance = np.full(values.shape, np.inf, np.float32)
    high, low = values.copy(), values.copy()
    distance[[0, -1], :] = 0
    distance[:, [0, -1]] = 0
    for _ in range(ROUNDS):
        for turned in range(4):  # down, then the same of the picture turned
            views = [np.rot90(array, turned) for array in (values, distance, high, low)]
            _sweep(*views)
    return distance


def _sweep(values: Floats, distance: Floats, high: Floats, low: Floats) -> None:
    """Carry ways from each line to the next one; the arrays are views and change in place."""
    for line in range(1, len(values)):
        top = np.maximum(high[line - 1], values[line])
        bottom = np.minimum(low[line - 1], values[line])
        better = top - bottom < distance[line]
        distance[line] = np.where(better, top - bottom, distance[line])
        high[line] = np.where(better, top, high[line])
        low[line] = np.where(better, bottom, low[line])


def _unlike_border(colours: Floats) -> Floats:
    """How far each colour is from those of the four borders, the nearest of which is left out of the sum.

    As in the paper: a subject that touches one border is still unlike the three others.
    """
    height, width = colours.shape[:2]
    rows, columns = max(1, round(BORDER * height)), max(1, round(BORDER * width))
    strips = (colours[:rows], colours[-rows:], colours[:, :columns], colours[:, -columns:])
    maps = []
    for strip in strips:
        pixels = strip.reshape(-1, 3)
        spread = np.cov(pixels, rowvar=False) + 1e-3 * np.eye(3)
        offset = colours - pixels.mean(axis=0)
        far = np.einsum("hwc,cd,hwd->hw", offset, np.linalg.inv(spread), offset)
        maps.append(_unit(np.sqrt(np.maximum(far, 0)).astype(np.float32)))
    stack = np.stack(maps)
    return np.asarray(stack.sum(axis=0) - stack.max(axis=0), np.float32)


def _middle(height: int, width: int) -> Floats:
    y = (np.arange(height, dtype=np.float32) + 0.5) / height - 0.5
    x = (np.arange(width, dtype=np.float32) + 0.5) / width - 0.5
    return np.exp(-(y[:, None] ** 2 + x[None, :] ** 2) / (2 * MIDDLE**2))


def _smooth(values: Floats) -> Floats:
    """Mean of 5 × 5, edges repeated."""
    padded = np.pad(values, 2, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(padded, (5, 5))
    return np.asarray(windows.mean(axis=(2, 3)), np.float32)


def _unit(values: Floats) -> Floats:
    low, high = float(values.min()), float(values.max())
    if high - low < 1e-6:
        return np.zeros_like(values)
    return (values - low) / (high - low)


def _threshold(values: Floats) -> float:
    """Otsu's: the one that parts the values best in two."""
    counts, edges = np.histogram(values, bins=64, range=(0.0, 1.0))
    centres = (edges[:-1] + edges[1:]) / 2
    below = counts.cumsum()
    above = below[-1] - below
    sums = (counts * centres).cumsum()
    with np.errstate(divide="ignore", invalid="ignore"):
        gap = sums / below - (sums[-1] - sums) / above
        between = np.nan_to_num(below * above * gap**2)
    return float(edges[int(between.argmax()) + 1])


def _bounds(weight: Floats) -> tuple[float, float]:
    """The share of the axis that holds all but `EDGE_MASS` of the weight at either end."""
    mass = weight.cumsum() / weight.sum()
    first = int(np.searchsorted(mass, EDGE_MASS))
    last = int(np.searchsorted(mass, 1 - EDGE_MASS))
    return first / len(weight), min(1.0, (last + 1) / len(weight))
