"""Classifier-free guidance as a wrapper around a denoiser (Ho & Salimans 2022).

Both passes run in one batch. A guidance scale of 1 or less leaves the unconditional pass out, so the
network sees half the batch; that is also what diffusers does below 1. Guidance works on what the
network predicts, eps or v: for the guess itself it would be the same, but not with `rescale`.

Axes: B pictures, C channels, h and w latent cells, L tokens, D width.
"""

from __future__ import annotations

import torch
from torch import Tensor

from core.diffusion.denoiser import Conditioning, Denoise, Denoiser


def guided(
    denoiser: Denoiser,
    cond: Conditioning,
    uncond: Conditioning | None,
    guidance_scale: float,
    rescale: float = 0.0,
) -> Denoise:
    """`denoiser` with the words filled in; `uncond` and `rescale` are not used up to a scale of 1.

    Raises `ValueError` for a scale above 1 without `uncond`.
    """
    if guidance_scale <= 1:
        return lambda x, sigma: denoiser(x, sigma, cond)
    if uncond is None:
        raise ValueError("guidance above 1 needs an unconditional pass")
    both = Conditioning(
        torch.cat([uncond.context, cond.context]),  # (2B,L,D)
        _both(uncond.pooled, cond.pooled),
        _both(uncond.size_ids, cond.size_ids),
    )

    def denoise(x: Tensor, sigma: float) -> Tensor:
        both_said = denoiser.predict(torch.cat([x, x]), sigma, both)
        without, with_words = both_said.chunk(2)  # 2 × (B,C,h,w)
        said = without + guidance_scale * (with_words - without)
        if rescale:
            said = rescaled(said, with_words, rescale)
        return denoiser.denoised(said, x, sigma)

    return denoise


def rescaled(said: Tensor, with_words: Tensor, rescale: float) -> Tensor:
    """Lin et al. 2023, eq. 15 and 16: guidance widens the spread of a prediction, which burns pictures
    out; this takes the share `rescale` (0..1) of the widening back. All (B,C,h,w).
    """
    axes = tuple(range(1, said.dim()))
    spread = with_words.std(axes, keepdim=True) / said.std(axes, keepdim=True)  # (B,1,1,1)
    return rescale * (said * spread) + (1 - rescale) * said


def _both(without: Tensor | None, with_words: Tensor | None) -> Tensor | None:
    """Two batches as one, or None where the network takes no such thing."""
    if without is None or with_words is None:
        return None
    return torch.cat([without, with_words])
