"""Pictures through the autoencoder: RGB → posterior over latents, latents → RGB.

Some autoencoders overflow in half precision; then they stay in float32 from there on.

Axes: B = 1 picture, C latent channels, H and W pixels, h and w latent cells.
"""

from __future__ import annotations

from functools import partial

import numpy as np
import torch
from numpy.typing import NDArray
from PIL import Image
from torch import Tensor

from core.contract.errors import NonFiniteResult
from core.generation.bundle import ModelBundle
from core.generation.device import dtype_name
from core.networks.tiling import encode_tiled, to_pixels_tiled
from core.networks.vae import Posterior


def encode_picture(
    bundle: ModelBundle, image: Image.Image, mask: NDArray[np.bool_] | None = None
) -> Posterior:
    """RGB picture → float32 posterior over unscaled latents (1,C,h,w). Raises `NonFiniteResult`.

    What `mask` (H,W) covers is grey.
    """
    pixels = torch.from_numpy(np.asarray(image, dtype=np.float32) / 255.0)  # (H,W,3) in 0..1
    pixels = 2.0 * pixels.permute(2, 0, 1)[None] - 1.0  # (1,3,H,W) in [-1,1]
    if mask is not None:
        pixels = pixels * torch.from_numpy(~mask)
    bundle.hold("vae")
    encode = partial(encode_tiled, bundle.vae) if "tiled" in bundle.savings else bundle.vae.encode
    found = encode(pixels.to(bundle.device, bundle.vae_dtype))
    if not _finite(found.mean) and _widen_vae(bundle):
        found = encode(pixels.to(bundle.device, torch.float32))
    if not _finite(found.mean):
        raise NonFiniteResult("encode", dtype_name(bundle.dtype))
    return Posterior(found.mean.float(), found.logvar.float())


def decode_latents(bundle: ModelBundle, latents: Tensor) -> Image.Image:
    """Clean latents (1,C,h,w) → RGB picture. Raises `NonFiniteResult`."""
    if not _finite(latents):
        raise NonFiniteResult("denoise", dtype_name(bundle.dtype))
    bundle.hold("vae")
    vae = bundle.vae
    to_pixels = partial(to_pixels_tiled, vae) if "tiled" in bundle.savings else vae.to_pixels
    pixels = to_pixels(latents.to(bundle.vae_dtype))  # (1,3,H,W)
    if not _finite(pixels) and _widen_vae(bundle):
        pixels = to_pixels(latents)
    if not _finite(pixels):
        raise NonFiniteResult("decode", dtype_name(bundle.dtype))
    image = (pixels[0].float() / 2 + 0.5).clamp(0, 1).permute(1, 2, 0)  # (H,W,3)
    return Image.fromarray((image.cpu().numpy() * 255).round().astype(np.uint8))


def _widen_vae(bundle: ModelBundle) -> bool:
    """Keep the autoencoder in float32 from now on. False: it was."""
    before = bundle.vae_dtype
    if before is torch.float32:
        return False
    with torch.inference_mode(False):
        try:
            bundle.vae.float()
        except BaseException:  # memory ran out: never half of it; the way back changes no number
            bundle.vae.to(before)
            raise
    return True


def _finite(values: Tensor) -> bool:
    return bool(torch.isfinite(values).all())
