"""Several prompts at once, composable diffusion (Liu et al. 2022), and other words in each step.

Axes: B pictures, C channels, h and w latent cells, n prompts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from core.diffusion.conditioning import Conditioning
from core.diffusion.denoiser import Denoise, Denoiser
from core.diffusion.guidance import asking, guided, rescaled
from core.diffusion.samplers.step import Step


@dataclass(frozen=True, eq=False)
class Guide:
    """What the network is told in a step: prompts with their weights, and what to go away from."""

    conds: tuple[Conditioning, ...]  # at least one
    uncond: Conditioning | None  # None: that pass is left out
    weights: tuple[float, ...] = (1.0,)  # one for each of `conds`


def composed(
    denoiser: Denoiser,
    guide: Guide,
    guidance_scale: float,
    rescale: float = 0.0,
    apart: bool = False,
) -> Denoise:
    """As `guided`, for any number of prompts; all passes run in one batch, unless `apart`.

    The network's answer is without + guidance · Σ weight · (with - without). Without an unconditional
    pass there is nothing to go away from: then it is the mean of the answers, by weight.

    Raises `ValueError` for a scale above 1 without `uncond`, or weights of sum 0 or less where the mean
    is to be taken.
    """
    if guide.weights == (1.0,):
        return guided(denoiser, guide.conds[0], guide.uncond, guidance_scale, rescale, apart)
    if guidance_scale <= 1:
        return _mean(denoiser, guide, apart)
    if guide.uncond is None:
        raise ValueError("guidance above 1 needs an unconditional pass")
    ask = asking(denoiser, (guide.uncond, *guide.conds), apart=apart)

    def denoise(x: Tensor, sigma: float) -> Tensor:
        without, *withs = ask(x, sigma)
        pull = sum(
            (w * (each - without) for w, each in zip(guide.weights, withs, strict=True)),
            start=torch.zeros_like(without),
        )
        said = without + guidance_scale * pull
        if rescale:
            said = rescaled(said, without + pull, rescale)
        return denoiser.denoised(said, x, sigma)

    return denoise


class Turns:
    """A denoise that is another one in each step of a run. The samplers do not know."""

    def __init__(self, denoises: Sequence[Denoise]) -> None:
        self._denoises = denoises
        self._now = denoises[0]

    def __call__(self, x: Tensor, sigma: float) -> Tensor:
        """However often a sampler asks within a step, it is that step's."""
        return self._now(x, sigma)

    def follow(self, steps: Iterator[Step]) -> Iterator[Step]:
        """The steps, one for each denoise; each is taken with its own."""
        for denoise in self._denoises:
            self._now = denoise
            yield next(steps)


def _mean(denoiser: Denoiser, guide: Guide, apart: bool) -> Denoise:
    total = sum(guide.weights)
    if total <= 0:
        raise ValueError("weights without an unconditional pass need a sum above 0")
    ask = asking(denoiser, guide.conds, apart=apart)

    def denoise(x: Tensor, sigma: float) -> Tensor:
        said = torch.zeros_like(x)
        for weight, each in zip(guide.weights, ask(x, sigma), strict=True):
            said = said + (weight / total) * each
        return denoiser.denoised(said, x, sigma)

    return denoise
