"""Samplers that take each step from one guess: euler, ddim, and with new noise ddpm and euler_a.

In the VE convention they are one formula. A step from `sigma` to `target` goes straight to the guess
until the level `down`, then adds noise up to `target`: down² + up² = target². With eta 1 up is the
spread of the true reverse process (Ho et al. 2020, eq. 7); ddpm and euler_a differ in their levels.

Axes: B pictures, C channels, h and w latent cells.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from torch import Tensor

from core.diffusion.denoiser import Denoise
from core.diffusion.paths.path import NoisePath
from core.diffusion.samplers.step import Step, StepNoise, levels, vp_scale


def euler(denoise: Denoise, x: Tensor, path: NoisePath, noise: StepNoise) -> Iterator[Step]:
    """Karras et al. 2022, algorithm 2 without churn: straight along (x - denoised) / sigma."""
    return _walk(denoise, x, path, noise, 0.0)


def ddim(denoise: Denoise, x: Tensor, path: NoisePath, noise: StepNoise) -> Iterator[Step]:
    """Song et al. 2021, eq. 12 and 16, with the eta of the path."""
    return _walk(denoise, x, path, noise, path.options.eta)


def ancestral(denoise: Denoise, x: Tensor, path: NoisePath, noise: StepNoise) -> Iterator[Step]:
    """ddpm and euler_a."""
    return _walk(denoise, x, path, noise, 1.0, follows=True)


def down_and_up(sigma: float, target: float, eta: float) -> tuple[float, float]:
    """The level to go down to, and the spread of the new noise that leads back up to `target`."""
    up = min(target, eta * target * math.sqrt(max(sigma**2 - target**2, 0.0)) / sigma)
    return math.sqrt(target**2 - up**2), up


def _walk(
    denoise: Denoise,
    x: Tensor,
    path: NoisePath,
    noise: StepNoise,
    eta: float,
    *,
    follows: bool = False,
) -> Iterator[Step]:
    """Where the guess is clipped, x goes away from the whole one, or `follows` the clipped one.

    Where a step arrives beside the next level (`NoisePath.targets`), diffusers carries the VP
    variable over unchanged; so x is rescaled here.
    """
    targets, clip = path.targets.tolist(), path.options.clip
    for i, (sigma, after) in enumerate(levels(path)):
        denoised, target = denoise(x, sigma), targets[i]
        away = x - denoised
        if clip is not None:
            denoised = denoised.clamp(-clip, clip)
            away = x - denoised if follows else away
        down, up = down_and_up(sigma, target, eta)
        x = denoised + away * (down / sigma)
        if up > 0:
            x = x + up * noise()
        if target != after:
            x = x * (vp_scale(after) / vp_scale(target))
        yield Step(i, x, denoised, sigma, after)
