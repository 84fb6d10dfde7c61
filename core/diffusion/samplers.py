"""The samplers: generators of `Step`s, functions of (denoise, x, path, noise).

A sampler sees no network, words, file or device; guidance and prediction type wrap `denoise`. The
caller owns progress, preview and cancel by looping. All are stated in the VE convention,
x = x0 + sigma · noise, in which ddim without extra noise and euler are the same step and
dpmpp_2m's exponentials are ratios of sigmas.

Axes: B pictures, C channels, h and w latent cells; n steps.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from torch import Tensor

from core.contract.request import SamplerName
from core.diffusion.denoiser import Denoise
from core.diffusion.sigmas import NoisePath

# step index → noise of unit size (B,C,h,w), for samplers that add some; the three below add none
StepNoise: TypeAlias = Callable[[int], Tensor]
Sampler: TypeAlias = Callable[[Denoise, Tensor, NoisePath, StepNoise | None], "Iterator[Step]"]


@dataclass(frozen=True)
class Step:
    """What is known after step `index` (0 …): `x` (B,C,h,w) now at level `sigma_next`."""

    index: int
    x: Tensor  # (B,C,h,w)
    denoised: Tensor  # (B,C,h,w) the guess of the end that the step used
    sigma: float  # the level the network was asked at
    sigma_next: float


def start_from_noise(noise: Tensor, path: NoisePath) -> Tensor:
    """x at the first level of a picture from words alone. `noise` (B,C,h,w) of unit size."""
    return noise * path.start_scale


def start_from_latents(latents: Tensor, noise: Tensor, path: NoisePath) -> Tensor:
    """x at the first level of a run that starts from a picture. Both (B,C,h,w)."""
    return latents + float(path.sigmas[0]) * noise


def finish(x: Tensor, path: NoisePath) -> Tensor:
    """x after the last step → clean latents for the decoder. (B,C,h,w)."""
    return x * path.final_scale


def euler(
    denoise: Denoise, x: Tensor, path: NoisePath, noise: StepNoise | None = None
) -> Iterator[Step]:
    """Karras et al. 2022, algorithm 2 without churn: straight along (x - denoised) / sigma."""
    for i, (sigma, after) in enumerate(_levels(path)):
        denoised = denoise(x, sigma)
        x = x + (x - denoised) * ((after - sigma) / sigma)
        yield Step(i, x, denoised, sigma, after)


def ddim(
    denoise: Denoise, x: Tensor, path: NoisePath, noise: StepNoise | None = None
) -> Iterator[Step]:
    """Song et al. 2021, eq. 12 with eta 0: the same noise, less of it.

    Where a step arrives beside the next level (`NoisePath.targets`) diffusers carries the VP
    variable over unchanged; so x is rescaled here.
    """
    targets = path.targets.tolist()
    for i, (sigma, after) in enumerate(_levels(path)):
        denoised, target = denoise(x, sigma), targets[i]
        x = denoised + (x - denoised) * (target / sigma)
        if target != after:
            x = x * math.sqrt((1 + after**2) / (1 + target**2))
        yield Step(i, x, denoised, sigma, after)


def dpmpp_2m(
    denoise: Denoise, x: Tensor, path: NoisePath, noise: StepNoise | None = None
) -> Iterator[Step]:
    """Lu et al. 2022 (DPM-Solver++), algorithm 2: second order from the second step on.

    With lambda = -log sigma a step is h = log(sigma / after) long and exp(-h) = after / sigma.
    """
    previous: tuple[float, Tensor] | None = None
    for i, (sigma, after) in enumerate(_levels(path)):
        denoised, ratio = denoise(x, sigma), after / sigma
        last_is_plain = i == path.steps - 1 and path.first_order_last
        x = ratio * x + (1 - ratio) * denoised
        if previous is not None and path.second_order and not last_is_plain:
            h, h_before = -math.log(ratio), math.log(previous[0] / sigma)
            slope = (denoised - previous[1]) * (h / h_before)
            weight = 1 - (1 - ratio) / h if path.heun else 0.5 * (1 - ratio)
            x = x + weight * slope
        previous = (sigma, denoised)
        yield Step(i, x, denoised, sigma, after)


SAMPLERS: dict[SamplerName, Sampler] = {"ddim": ddim, "euler": euler, "dpmpp_2m": dpmpp_2m}


def _levels(path: NoisePath) -> list[tuple[float, float]]:
    """(level the network is asked at, level of the next step), n pairs."""
    sigmas = path.sigmas.tolist()
    return list(pairwise(sigmas))
