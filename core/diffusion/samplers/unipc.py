"""UniPC (Zhao et al. 2023): a multistep predictor, and at no cost a corrector from the guess that follows.

Both are stated for the guess of the end ("data prediction"), in lambda = -log sigma.

Axes: B pictures, C channels, h and w latent cells.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from torch import Tensor

from core.diffusion.denoiser import Denoise
from core.diffusion.paths.path import Floats, NoisePath
from core.diffusion.samplers.step import Step, StepNoise, levels


@dataclass(frozen=True)
class _Guess:
    sigma: float
    denoised: Tensor  # (B,C,h,w)


@dataclass(frozen=True)
class _Taken:
    """A step that was taken, for the corrector."""

    x: Tensor  # (B,C,h,w) where it began
    guesses: tuple[_Guess, ...]  # newest first, as many as its order


def unipc(denoise: Denoise, x: Tensor, path: NoisePath, noise: StepNoise) -> Iterator[Step]:
    """Each step first corrects where the last one led, with the guess that is made there."""
    options = path.options
    guesses: list[_Guess] = []  # newest first
    taken: _Taken | None = None
    for i, (sigma, after) in enumerate(levels(path)):
        denoised = denoise(x, sigma)
        if taken is not None:
            x = _corrected(taken, _Guess(sigma, denoised), bh1=options.bh1)
        guesses = [_Guess(sigma, denoised), *guesses][: options.order]
        left = path.steps - i if options.order_falls else options.order
        order = min(options.order, left, len(guesses)) if after > 0 else 1
        taken = _Taken(x, tuple(guesses[:order]))
        x = _predicted(taken, after, bh1=options.bh1)
        yield Step(i, x, denoised, sigma, after)


def _predicted(taken: _Taken, after: float, *, bh1: bool) -> Tensor:
    """x at level `after` (eq. 8, UniP)."""
    newest, *older = taken.guesses
    ratio = after / newest.sigma
    moved = ratio * taken.x + (1 - ratio) * newest.denoised
    if not older or ratio == 1:
        return moved
    h = -math.log(ratio)
    spots = _spots(newest, older, h)
    # with one earlier guess the paper takes 1/2 instead of solving
    weights = np.array([0.5]) if len(older) == 1 else _weights(spots, h, bh1=bh1)
    return moved - _b(h, bh1=bh1) * _differences(newest, older, spots, weights)


def _corrected(taken: _Taken, arrived: _Guess, *, bh1: bool) -> Tensor:
    """x at the level of `arrived`, anew (eq. 9, UniC)."""
    newest, *older = taken.guesses
    ratio = arrived.sigma / newest.sigma
    h = -math.log(ratio)
    spots = _spots(newest, older, h)
    # with no earlier guess the paper takes 1/2 instead of solving
    weights = _weights([*spots, 1.0], h, bh1=bh1) if older else np.array([0.5])
    moved = ratio * taken.x + (1 - ratio) * newest.denoised
    total = float(weights[-1]) * (arrived.denoised - newest.denoised)
    if older:
        total = total + _differences(newest, older, spots, weights[:-1])
    return moved - _b(h, bh1=bh1) * total


def _spots(newest: _Guess, older: Sequence[_Guess], h: float) -> list[float]:
    """Where the earlier guesses lie, in steps of length h from the newest: negative numbers."""
    return [-math.log(guess.sigma / newest.sigma) / h for guess in older]


def _differences(
    newest: _Guess, older: Sequence[_Guess], spots: list[float], weights: Floats
) -> Tensor:
    terms = [
        (float(weight) / spot) * (guess.denoised - newest.denoised)
        for guess, spot, weight in zip(older, spots, weights, strict=True)
    ]
    total = terms[0]
    for term in terms[1:]:
        total = total + term
    return total


def _weights(spots: list[float], h: float, *, bh1: bool) -> Floats:
    """Solves R(h) a = b (eq. 6): the combination that is exact up to the order of the spots."""
    order = len(spots)
    phi, factorial, right = math.expm1(-h) / -h - 1, 1, []
    for k in range(1, order + 1):
        right.append(phi * factorial / _b(h, bh1=bh1))
        factorial *= k + 1
        phi = phi / -h - 1 / factorial
    rows = np.array([[spot**k for spot in spots] for k in range(order)])
    return np.linalg.solve(rows, np.array(right))


def _b(h: float, *, bh1: bool) -> float:
    return -h if bh1 else math.expm1(-h)
