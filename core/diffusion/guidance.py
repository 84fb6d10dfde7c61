"""Classifier-free guidance as a wrapper around a denoiser (Ho & Salimans 2022).

Both passes run in one batch. A guidance scale of 1 or less leaves the unconditional pass out, so the
network sees half the batch; that is also what diffusers does below 1.

Axes: B pictures, C channels, h and w latent cells, L tokens, D width.
"""

from __future__ import annotations

import torch
from torch import Tensor

from core.diffusion.denoiser import Conditioning, Denoise, Denoiser


def guided(
    denoiser: Denoiser, cond: Conditioning, uncond: Conditioning | None, guidance_scale: float
) -> Denoise:
    """`denoiser` with the words filled in; `uncond` is not used up to a scale of 1.

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
        without, with_words = denoiser(torch.cat([x, x]), sigma, both).chunk(2)  # 2 × (B,C,h,w)
        return without + guidance_scale * (with_words - without)

    return denoise


def _both(without: Tensor | None, with_words: Tensor | None) -> Tensor | None:
    """Two batches as one, or None where the network takes no such thing."""
    if without is None or with_words is None:
        return None
    return torch.cat([without, with_words])
