"""Digits as by hand: strokes, leaning, wide or narrow, with a thin pen or a thick one, as small pictures.

Every picture is a function of (seed, number), so that no picture has to be kept or shipped: as many as
are wanted can be written anew. Dark ink on white paper.

Axes: N pictures, S side in px, P points.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from core.networks.digits import CLASSES, NOTHING
from core.training.digits.strokes import Points, curve, scribbled, written

EDGE = 0.7  # px over which ink fades into paper


@dataclass(frozen=True)
class Hand:
    """How much handwriting differs from picture to picture: spreads of its random parts."""

    unsteady: float = 0.022  # of the height, at each point
    lean: float = 0.16  # sideways for each unit upwards
    turn: float = 0.06  # radians
    smallest: float = 0.62  # height of the smallest digit, of the side; the largest is LARGEST
    wander: float = 0.035  # of the side: where the middle lies
    thin: float = 0.036  # half the pen's width, of the digit's height
    thick: float = 0.075


STEADY = Hand()
FREE = Hand(unsteady=0.03, lean=0.22, turn=0.1, smallest=0.45, wander=0.06, thin=0.03, thick=0.09)
LARGEST = 0.84  # height of a digit, of the side
THINNEST = 0.55  # px: half the width of a pen that still leaves a whole line


def label_of(seed: int, number: int, nothing: float = 0.0) -> int:
    """What picture `number` of a seed shows: 0 … 9 in turn, or `NOTHING` for about the share `nothing`."""
    if nothing and _random(seed, number, 0).random() < nothing:
        return NOTHING
    return number % CLASSES


def picture_of(
    seed: int, number: int, side: int, hand: Hand = STEADY, nothing: float = 0.0
) -> NDArray[np.uint8]:
    """Picture `number` of a seed (S,S), 255 is paper."""
    return drawn(label_of(seed, number, nothing), _random(seed, number, 1), side, hand)


def digits(
    seed: int, numbers: Sequence[int], side: int, hand: Hand = STEADY, nothing: float = 0.0
) -> tuple[NDArray[np.uint8], NDArray[np.int64]]:
    """Pictures (N,S,S) and what they show (N,)."""
    pictures = [picture_of(seed, number, side, hand, nothing) for number in numbers]
    return np.stack(pictures), np.array([label_of(seed, n, nothing) for n in numbers])


def _random(seed: int, number: int, purpose: int) -> np.random.Generator:
    return np.random.default_rng((seed, number, purpose))


def drawn(label: int, rng: np.random.Generator, side: int, hand: Hand) -> NDArray[np.uint8]:
    """One picture (S,S) of a digit, or of `NOTHING`: a scribble, at times an empty sheet."""
    height = rng.uniform(hand.smallest, LARGEST)
    radius = rng.uniform(hand.thin, hand.thick) * height * side
    if label == NOTHING:
        if rng.random() < 0.1:
            return np.full((side, side), 255, np.uint8)
        strokes = scribbled(rng)
    else:
        strokes = written(label, rng, hand.unsteady)
    lines = np.concatenate([curve(stroke) for stroke in strokes])
    return inked(_placed(lines, height, rng, hand) * side, max(radius, THINNEST), side)


def inked(line: Points, radius: float, side: int) -> NDArray[np.uint8]:
    """What a round pen of `radius` px leaves along the points of `line` (P,2) in px: (S,S), 255 is paper."""
    centres = np.arange(side) + 0.5
    across = (centres[None, :] - line[:, :1]) ** 2  # (P,S)
    down = (centres[None, :] - line[:, 1:]) ** 2
    near = np.sqrt((down[:, :, None] + across[:, None, :]).min(axis=0))  # (S,S) px to the line
    ink = np.clip((radius - near) / EDGE + 0.5, 0.0, 1.0)
    picture: NDArray[np.uint8] = np.round(255 * (1 - ink)).astype(np.uint8)
    return picture


def _placed(line: Points, height: float, rng: np.random.Generator, hand: Hand) -> Points:
    """Points of the box leaned, turned, sized and laid about the middle of the unit square."""
    middle = (line.min(axis=0) + line.max(axis=0)) / 2
    width = height * rng.uniform(0.8, 1.15)
    lean, turn = rng.normal(0.1, hand.lean), rng.normal(0.0, hand.turn)
    x, y = ((line - middle) * (width, height)).T
    x = x - lean * y
    cos, sin = math.cos(turn), math.sin(turn)
    moved = np.stack([cos * x - sin * y, sin * x + cos * y], axis=1)
    where: Points = moved + 0.5 + rng.normal(0.0, hand.wander, 2)
    return where
