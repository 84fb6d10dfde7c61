"""Repainting a part of a picture: wrappers that keep the rest, or tell the network what to repaint.

An ordinary network paints everything; what is to stay is put back, at the noise level of the moment,
before each call (Lugmayr et al. 2022, without its resampling). An inpainting network takes the mask and
the picture without its masked part as further channels and needs no putting back.

Axes: B pictures, C channels, H and W pixels, h and w latent cells. A mask is 1 where is repainted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import torch
import torch.nn.functional as F
from torch import Tensor

from core.diffusion.denoiser import Denoise, Network
from core.diffusion.paths.path import NoisePath
from core.diffusion.samplers.step import Step


@dataclass(frozen=True)
class Kept:
    """What stays of a picture, and the noise that covers it."""

    cells: Tensor  # (1,1,h,w) the mask
    latents: Tensor  # (B,C,h,w) clean
    noise: Tensor  # (B,C,h,w) of unit size
    path: NoisePath

    def around(self, x: Tensor, sigma: float) -> Tensor:
        """x inside the mask, the picture at level `sigma` outside. (B,C,h,w)."""
        return torch.where(self.cells > 0, x, self.latents + sigma * self.noise)


def cells_of(mask: Tensor, factor: int) -> Tensor:
    """A mask of pixels (H,W) of 0 and 1 → of latent cells (1,1,h,w), `factor` pixels wide.

    A cell is what its top left pixel is, as diffusers' pipelines have it; a mask so fine that no cell
    is hit takes all cells it touches.
    """
    pixels = mask[None, None].float()
    cells = pixels[:, :, ::factor, ::factor]
    return cells if bool(cells.any()) else F.max_pool2d(pixels, factor)


def keeping(denoise: Denoise, kept: Kept) -> Denoise:
    """`denoise` that sees the picture outside the mask. The first call sees x as the run starts it."""
    calls = 0

    def inner(x: Tensor, sigma: float) -> Tensor:
        nonlocal calls
        calls += 1
        level = kept.path.kept_level(sigma)
        return denoise(x if calls == 1 else kept.around(x, level), sigma)

    return inner


def put_back(steps: Iterator[Step], kept: Kept) -> Iterator[Step]:
    """The steps with the picture outside the mask; after the last it is the clean one."""
    for step in steps:
        x = kept.around(step.x, step.sigma_next)
        if step.index == kept.path.steps - 1:
            x = torch.where(kept.cells > 0, step.x, kept.latents / kept.path.final_scale)
        yield replace(step, x=x)


def told(network: Network, cells: Tensor, masked: Tensor) -> Network:
    """An inpainting network as an ordinary one. `masked` (1,C,h,w): latents of the picture without its
    masked part.
    """

    def inner(
        x: Tensor, t: Tensor, context: Tensor, pooled: Tensor | None, size_ids: Tensor | None
    ) -> Tensor:
        beside = torch.cat([cells, masked], dim=1).to(x.dtype)  # (1,1+C,h,w)
        beside = beside.expand(x.shape[0], -1, -1, -1)
        return network(torch.cat([x, beside], dim=1), t, context, pooled, size_ids)

    return inner
