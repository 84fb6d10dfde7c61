"""Classifier-free guidance as a wrapper around a denoiser (Ho & Salimans 2022).

Both passes run in one batch, or one after the other where memory is short. A guidance scale of 1 or less leaves the unconditional pass out, so the
network sees half the batch; that is also what diffusers does below 1. Guidance works on what the
network predicts, eps or v: for the guess itself it would be the same, but not with `rescale`.

Axes: B pictures, C channels, h and w latent cells, L tokens, D width.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeAlias

import torch
from torch import Tensor

from core.diffusion.conditioning import Conditioning, joined
from core.diffusion.denoiser import Denoise, Denoiser

# x (B,C,h,w), sigma → what the network says to each of n texts, n × (B,C,h,w)
Ask: TypeAlias = Callable[[Tensor, float], Sequence[Tensor]]


def guided(
    denoiser: Denoiser,
    cond: Conditioning,
    uncond: Conditioning | None,
    guidance_scale: float,
    rescale: float = 0.0,
    apart: bool = False,
) -> Denoise:
    """`denoiser` with the words filled in; `uncond` and `rescale` are not used up to a scale of 1.

    With `apart` the passes run one after the other: half the memory, and other last bits.

    Raises `ValueError` for a scale above 1 without `uncond`.
    """
    if guidance_scale <= 1:
        return lambda x, sigma: denoiser(x, sigma, cond)
    if uncond is None:
        raise ValueError("guidance above 1 needs an unconditional pass")
    ask = asking(denoiser, (uncond, cond), apart=apart)

    def denoise(x: Tensor, sigma: float) -> Tensor:
        without, with_words = ask(x, sigma)  # 2 × (B,C,h,w)
        said = without + guidance_scale * (with_words - without)
        if rescale:
            said = rescaled(said, with_words, rescale)
        return denoiser.denoised(said, x, sigma)

    return denoise


def asking(denoiser: Denoiser, told: Sequence[Conditioning], *, apart: bool) -> Ask:
    """The network's answer to each of `told`: from one batch, or one after the other."""
    if apart:
        return lambda x, sigma: [denoiser.predict(x, sigma, each) for each in told]
    together = joined(told)  # n·B rows
    many = len(told)
    return lambda x, sigma: denoiser.predict(torch.cat([x] * many), sigma, together).chunk(many)


def rescaled(said: Tensor, with_words: Tensor, rescale: float) -> Tensor:
    """Lin et al. 2023, eq. 15 and 16: guidance widens the spread of a prediction, which burns pictures
    out; this takes the share `rescale` (0..1) of the widening back. All (B,C,h,w).
    """
    axes = tuple(range(1, said.dim()))
    spread = with_words.std(axes, keepdim=True) / said.std(axes, keepdim=True)  # (B,1,1,1)
    return rescale * (said * spread) + (1 - rescale) * said
