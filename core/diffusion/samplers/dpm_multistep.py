"""DPM-Solver++ from one guess a step and the one before: dpmpp_2m, and as an SDE dpmpp_2m_sde.

Axes: B pictures, C channels, h and w latent cells.
"""

from __future__ import annotations

import math
from collections.abc import Iterator

from torch import Tensor

from core.diffusion.denoiser import Denoise
from core.diffusion.paths.path import NoisePath
from core.diffusion.samplers.step import Step, StepNoise, levels


def dpmpp_2m(denoise: Denoise, x: Tensor, path: NoisePath, noise: StepNoise) -> Iterator[Step]:
    """Lu et al. 2022, algorithm 2: second order from the second step on."""
    return _walk(denoise, x, path, None)


def dpmpp_2m_sde(denoise: Denoise, x: Tensor, path: NoisePath, noise: StepNoise) -> Iterator[Step]:
    """Lu et al. 2022, appendix on the SDE: steps twice as long in lambda, and new noise for the rest."""
    return _walk(denoise, x, path, noise)


def _walk(denoise: Denoise, x: Tensor, path: NoisePath, noise: StepNoise | None) -> Iterator[Step]:
    """With lambda = -log sigma a step is h = log(sigma / after) long and exp(-h) = after / sigma.

    Of x, `kept` stays: exp(-h), or exp(-2h) with noise. The rest is the guess, moved along its slope. Where the
    levels end at the model's lowest, the last step has no length, and x stays.
    """
    options, before = path.options, None
    for i, (sigma, after) in enumerate(levels(path)):
        denoised, ratio = denoise(x, sigma), after / sigma
        kept = ratio if noise is None else ratio**2
        last_is_plain = i == path.steps - 1 and options.first_order_last
        moved = kept * x + (1 - kept) * denoised
        if before is not None and options.order > 1 and not last_is_plain and kept < 1:
            slope = (denoised - before[1]) * (math.log(ratio) / math.log(sigma / before[0]))
            weight = 1 + (1 - kept) / math.log(kept) if options.heun else 0.5 * (1 - kept)
            moved = moved + weight * slope
        if noise is not None:
            moved = moved + after * math.sqrt(1 - kept) * noise()
        before, x = (sigma, denoised), moved
        yield Step(i, x, denoised, sigma, after)
