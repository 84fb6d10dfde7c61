"""How the ten digits are written: strokes of the hand as a few points each, in the order of writing.

Points are (x, y) in a box of height 1, x about 0 … 0.7, y downwards; a smooth curve goes through them.
Most digits are written in more than one way. Also scribbles, which are no digits.

Axes: S strokes of a figure, P points of a stroke.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Stroke: TypeAlias = tuple[tuple[float, float], ...]
Figure: TypeAlias = tuple[Stroke, ...]
Points: TypeAlias = NDArray[np.float64]  # (P,2)

DENSITY = 36  # points of a curve for a length of 1: half a pixel apart in a small picture

_TOP_HOOK: Stroke = ((0.05, 0.22), (0.15, 0.06), (0.36, 0.0), (0.58, 0.1), (0.6, 0.3))
WAYS: tuple[tuple[Figure, ...], ...] = (
    (  # 0
        (
            (
                *((0.36, 0.0), (0.14, 0.1), (0.03, 0.4), (0.06, 0.75), (0.26, 0.99)),
                *((0.5, 0.95), (0.65, 0.66), (0.64, 0.28), (0.52, 0.06), (0.34, 0.0)),
            ),
        ),
    ),
    (  # 1
        (((0.36, 0.0), (0.34, 0.34), (0.33, 0.68), (0.32, 1.0)),),
        (((0.12, 0.28), (0.28, 0.14), (0.4, 0.0)), ((0.4, 0.0), (0.39, 0.5), (0.38, 1.0))),
    ),
    (  # 2
        ((*_TOP_HOOK, (0.42, 0.6), (0.04, 0.97)), ((0.04, 0.97), (0.32, 0.96), (0.66, 0.95))),
        (
            (
                *_TOP_HOOK,
                *((0.44, 0.58), (0.14, 0.9), (0.07, 0.98), (0.04, 0.9), (0.18, 0.84)),
                *((0.4, 0.96), (0.66, 0.97)),
            ),
        ),
    ),
    (  # 3
        (
            (
                *((0.07, 0.12), (0.28, 0.0), (0.54, 0.09), (0.53, 0.32), (0.26, 0.45)),
                *((0.55, 0.55), (0.62, 0.8), (0.36, 1.0), (0.04, 0.9)),
            ),
        ),
        (
            ((0.06, 0.02), (0.3, 0.02), (0.58, 0.02)),
            (
                *((0.58, 0.02), (0.44, 0.2), (0.26, 0.4), (0.52, 0.48), (0.62, 0.74)),
                *((0.38, 0.99), (0.04, 0.9)),
            ),
        ),
    ),
    (  # 4
        (
            ((0.34, 0.0), (0.2, 0.3), (0.03, 0.64)),
            ((0.03, 0.64), (0.35, 0.64), (0.68, 0.62)),
            ((0.5, 0.32), (0.48, 0.65), (0.46, 1.0)),
        ),
        (
            ((0.1, 0.02), (0.07, 0.26), (0.08, 0.5), (0.32, 0.53), (0.58, 0.48)),
            ((0.58, 0.02), (0.56, 0.5), (0.54, 1.0)),
        ),
        (
            ((0.48, 0.0), (0.26, 0.32), (0.03, 0.68)),
            ((0.03, 0.68), (0.36, 0.67), (0.68, 0.66)),
            ((0.48, 0.0), (0.48, 0.5), (0.47, 1.0)),
        ),
    ),
    (  # 5
        (
            ((0.6, 0.02), (0.38, 0.02), (0.14, 0.03)),
            (
                *((0.14, 0.03), (0.11, 0.22), (0.09, 0.43)),
                *((0.32, 0.36), (0.58, 0.5), (0.6, 0.78), (0.34, 1.0), (0.03, 0.9)),
            ),
        ),
    ),
    (  # 6
        (
            (
                *((0.5, 0.0), (0.22, 0.24), (0.06, 0.62), (0.14, 0.92), (0.36, 1.0)),
                *((0.58, 0.86), (0.57, 0.62), (0.36, 0.5), (0.14, 0.62), (0.08, 0.76)),
            ),
        ),
    ),
    (  # 7
        (
            ((0.03, 0.04), (0.32, 0.04), (0.62, 0.02)),
            ((0.62, 0.02), (0.44, 0.38), (0.28, 0.7), (0.2, 1.0)),
        ),
        (
            ((0.03, 0.04), (0.32, 0.04), (0.62, 0.02)),
            ((0.62, 0.02), (0.44, 0.42), (0.28, 1.0)),
            ((0.2, 0.52), (0.38, 0.5), (0.58, 0.48)),
        ),
    ),
    (  # 8
        (
            (
                *((0.54, 0.12), (0.34, 0.0), (0.12, 0.14), (0.2, 0.38), (0.46, 0.56)),
                *((0.6, 0.78), (0.34, 1.0), (0.07, 0.8), (0.24, 0.54), (0.5, 0.34)),
                *((0.56, 0.16), (0.42, 0.02)),
            ),
        ),
        (
            (
                *((0.34, 0.0), (0.12, 0.1), (0.16, 0.36), (0.34, 0.46)),
                *((0.54, 0.34), (0.54, 0.1), (0.34, 0.0)),
            ),
            (
                *((0.34, 0.46), (0.09, 0.6), (0.1, 0.9), (0.34, 1.0)),
                *((0.6, 0.88), (0.58, 0.58), (0.34, 0.46)),
            ),
        ),
    ),
    (  # 9
        (
            (
                *((0.56, 0.18), (0.38, 0.0), (0.12, 0.1), (0.08, 0.34), (0.28, 0.47)),
                *((0.5, 0.38), (0.58, 0.14), (0.55, 0.5), (0.48, 0.8), (0.42, 1.0)),
            ),
        ),
        (
            (
                *((0.56, 0.18), (0.38, 0.0), (0.12, 0.1), (0.08, 0.36), (0.28, 0.48)),
                *((0.5, 0.38), (0.58, 0.14), (0.58, 0.6), (0.42, 0.96), (0.1, 0.94)),
            ),
        ),
    ),
)


def written(digit: int, rng: np.random.Generator, unsteady: float) -> list[Points]:
    """One way of writing `digit`, each point off by about `unsteady` of the height."""
    ways = WAYS[digit]
    figure = ways[int(rng.integers(len(ways)))]
    shift = {point: rng.normal(0.0, unsteady, 2) for stroke in figure for point in stroke}
    # Strokes that meet in a point still meet there: the hand's tremor is the point's, not the stroke's.
    return [np.array([np.add(point, shift[point]) for point in stroke]) for stroke in figure]


def scribbled(rng: np.random.Generator) -> list[Points]:
    """One or two wild strokes that are meant as nothing, in the box of a digit."""
    return [
        rng.uniform((0.0, 0.0), (0.7, 1.0), (int(rng.integers(4, 7)), 2))
        for _ in range(int(rng.integers(1, 3)))
    ]


def curve(points: Points) -> Points:
    """A smooth line through at least two `points` (Catmull & Rom 1974): (P,2) → (more,2)."""
    length = float(np.linalg.norm(np.diff(points, axis=0), axis=1).sum())
    padded = np.concatenate([points[:1], points, points[-1:]])
    place = np.linspace(0.0, len(points) - 1.0, max(2, round(length * DENSITY)))
    first = np.minimum(place.astype(int), len(points) - 2)
    t = (place - first)[:, None]
    before, here, there, after = (padded[first + i] for i in range(4))
    line: Points = 0.5 * (
        2 * here
        + (there - before) * t
        + (2 * before - 5 * here + 4 * there - after) * t**2
        + (3 * here - before - 3 * there + after) * t**3
    )
    return line
