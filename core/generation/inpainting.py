"""How a repainting run starts: the draws in the order of diffusers' pipelines, and what is kept.

With an ordinary U-Net: posterior of the picture, noise, posterior of the masked picture (which is drawn
and not used). With an inpainting U-Net the same, but at full strength the first is left out. At full
strength nothing of the picture is in the first x.

Axes: C latent channels, h and w latent cells.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from core.contract.request import FillName
from core.diffusion.denoiser import Network
from core.diffusion.masks import Kept, cells_of, told
from core.diffusion.paths.path import NoisePath
from core.diffusion.samplers.step import start_from_latents, start_from_noise
from core.generation.bundle import ModelBundle
from core.generation.encoding import encode_picture
from core.networks.vae import Posterior

Draw = Callable[[], Tensor]  # the picture's next noise (1,C,h,w)


@dataclass(frozen=True)
class Inpainting:
    """What all pictures of a request share of their mask."""

    cells: Tensor  # (1,1,h,w) 1 = repaint
    masked: Posterior | None  # the picture without its masked part; None: the U-Net takes no mask


@dataclass(frozen=True)
class Begun:
    """A run at its first level."""

    x: Tensor  # (1,C,h,w)
    network: Network
    kept: Kept | None  # None: the network itself keeps what is to stay


def prepare(bundle: ModelBundle, image: Image.Image, mask: NDArray[np.bool_]) -> Inpainting:
    """`image` at the size of the run, `mask` (H,W) of that size. Raises `NonFiniteResult`."""
    cells = cells_of(torch.from_numpy(mask), bundle.vae.config.downscale).to(bundle.device)
    if bundle.unet.config.in_channels == bundle.vae.config.latent_channels:
        return Inpainting(cells, None)
    return Inpainting(cells, encode_picture(bundle, image, mask))


def begin(
    inpainting: Inpainting,
    bundle: ModelBundle,
    posterior: Posterior,
    path: NoisePath,
    draw: Draw,
    *,
    strength: float,
    fill: FillName,
) -> Begun:
    """The first x, and the network to ask. `posterior`: of the whole picture."""
    full, vae = strength == 1, bundle.vae
    latents = None
    if inpainting.masked is None or not full:
        latents = vae.to_latents(posterior.sample(draw()))
    noise, third = draw(), draw()
    network: Network = bundle.unet
    kept = None
    if inpainting.masked is not None:
        masked = vae.to_latents(inpainting.masked.sample(third))
        network = told(network, inpainting.cells, masked)
    elif latents is not None:
        kept = Kept(inpainting.cells, latents, noise, path)
    if full or latents is None:
        return Begun(start_from_noise(noise, path), network, kept)
    filled = _filled(latents, inpainting.cells, fill, draw)
    return Begun(start_from_latents(filled, noise, path), network, kept)


def _filled(latents: Tensor, cells: Tensor, fill: FillName, draw: Draw) -> Tensor:
    """What the masked part starts from: itself, noise as if it were a picture, or nothing (grey)."""
    if fill == "original":
        return latents
    return torch.where(cells > 0, draw() if fill == "noise" else torch.zeros_like(latents), latents)
