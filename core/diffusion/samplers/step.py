"""What all samplers share: the `Step` they yield, and the ends of a run.

A sampler is a generator of `Step`s, a function of (denoise, x, path, noise). It sees no network,
words, file or device; guidance, masks and prediction type wrap `denoise`. The caller owns progress,
preview and cancel by looping. All are stated in the VE convention, x = x0 + sigma · noise.

Axes: B pictures, C channels, h and w latent cells; n steps.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeAlias

from torch import Tensor

from core.diffusion.denoiser import Denoise
from core.diffusion.paths.path import NoisePath

# draws noise of unit size (B,C,h,w): the next of the picture's own
StepNoise: TypeAlias = Callable[[], Tensor]
Sampler: TypeAlias = Callable[[Denoise, Tensor, NoisePath, StepNoise], "Iterator[Step]"]


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


def no_noise() -> Tensor:
    """For a run whose sampler draws none."""
    raise AssertionError("this sampler draws no noise")


def levels(path: NoisePath) -> list[tuple[float, float]]:
    """(level the network is asked at, level it is asked at next), one pair a call."""
    return list(pairwise(path.sigmas.tolist()))


def vp_scale(sigma: float) -> float:
    """x divided by this is the VP variable, of about unit size at every level."""
    return float((1 + sigma**2) ** 0.5)
