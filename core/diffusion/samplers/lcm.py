"""Latent consistency models: each step jumps to the end, then back to the next level with new noise.

Axes: B pictures, C channels, h and w latent cells.
"""

from __future__ import annotations

from collections.abc import Iterator

from torch import Tensor

from core.diffusion.denoiser import Denoise
from core.diffusion.paths.path import NoisePath
from core.diffusion.samplers.step import Step, StepNoise, levels, vp_scale

SIGMA_DATA = 0.5  # of the boundary condition (Song et al. 2023, eq. 5)


def lcm(denoise: Denoise, x: Tensor, path: NoisePath, noise: StepNoise) -> Iterator[Step]:
    """Luo et al. 2023, algorithm 3. The last step adds no noise."""
    for i, (sigma, after) in enumerate(levels(path)):
        t = float(path.timesteps[i]) * path.options.time_scaling
        spread = t**2 + SIGMA_DATA**2
        denoised = denoise(x, sigma) * (t / spread**0.5)
        denoised = denoised + (SIGMA_DATA**2 / spread) * (x / vp_scale(sigma))
        x = denoised + after * noise() if i < path.steps - 1 else denoised
        yield Step(i, x, denoised, sigma, after)
