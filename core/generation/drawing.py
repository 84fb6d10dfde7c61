"""One picture: start, steps, decoding. Pure work on tensors with a loaded model; no events, no files.

Axes: B = 1 picture, C latent channels, H and W pixels, h and w latent cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from core.contract.errors import NonFiniteResult
from core.diffusion.denoiser import Conditioning, Denoiser
from core.diffusion.guidance import guided
from core.diffusion.paths.path import NoisePath
from core.diffusion.samplers.step import Step, finish, start_from_latents, start_from_noise
from core.diffusion.samplers.table import SAMPLERS
from core.diffusion.schedule import NoiseSchedule, Prediction
from core.diffusion.sigmas import noise_path
from core.generation.bundle import ModelBundle
from core.generation.device import dtype_name
from core.generation.noise import NoiseSource
from core.generation.plan import ResolvedRequest
from core.generation.words import Words, encode_words
from core.networks.vae import Posterior


@dataclass(frozen=True)
class Canvas:
    """What all pictures of a request share."""

    path: NoisePath
    cond: Conditioning
    uncond: Conditioning | None  # None: guidance leaves that pass out
    posterior: Posterior | None  # of the picture to start from


def encode_prompt(
    bundle: ModelBundle, plan: ResolvedRequest
) -> tuple[Conditioning, Conditioning | None]:
    """Words → cond and, where guidance wants it, uncond.

    A missing negative is the empty text, or zeros where the model says so. Clip-skip is the prompt's
    alone: all as in diffusers.
    """
    zeros = plan.negative is None and bundle.force_zeros
    texts = [Words(plan.prompt, plan.clip_skip)]
    if plan.uses_negative and not zeros:
        texts.append(Words(plan.negative or ""))
    told = [
        _sized(words, bundle, plan) for words in encode_words(bundle.readers, texts, bundle.device)
    ]
    if not plan.uses_negative:
        return told[0], None
    return told[0], _nothing(told[0]) if zeros else told[1]


def _sized(words: Conditioning, bundle: ModelBundle, plan: ResolvedRequest) -> Conditioning:
    """The words, and for SDXL that the picture was born at its size and not cropped."""
    if not bundle.is_xl:
        return words
    size = (plan.height, plan.width)
    return replace(words, size_ids=torch.tensor([[*size, 0, 0, *size]], device=bundle.device))


def _nothing(like: Conditioning) -> Conditioning:
    """Zeros in place of words."""
    pooled = None if like.pooled is None else torch.zeros_like(like.pooled)
    return replace(like, context=torch.zeros_like(like.context), pooled=pooled)


def encode_picture(bundle: ModelBundle, image: Image.Image) -> Posterior:
    """RGB picture → float32 posterior over unscaled latents (1,C,h,w). Raises `NonFiniteResult`."""
    pixels = torch.from_numpy(np.asarray(image, dtype=np.float32) / 255.0)  # (H,W,3) in 0..1
    pixels = 2.0 * pixels.permute(2, 0, 1)[None] - 1.0  # (1,3,H,W) in [-1,1]
    found = bundle.vae.encode(pixels.to(bundle.device, bundle.vae_dtype))
    if not _finite(found.mean) and _widen_vae(bundle):
        found = bundle.vae.encode(pixels.to(bundle.device, torch.float32))
    if not _finite(found.mean):
        raise NonFiniteResult("encode", dtype_name(bundle.dtype))
    return Posterior(found.mean.float(), found.logvar.float())


def sampling_path(bundle: ModelBundle, plan: ResolvedRequest) -> NoisePath:
    """The noise levels of the run. Raises `InvalidValue`."""
    config = replace(bundle.schedule.config, prediction_type=prediction(bundle, plan))
    if plan.spacing is not None:
        config = replace(config, timestep_spacing=plan.spacing)
    path = noise_path(NoiseSchedule(config), plan.sampler, plan.schedule, plan.steps, plan.eta)
    return path if plan.init is None else path.tail(plan.strength)


def prediction(bundle: ModelBundle, plan: ResolvedRequest) -> Prediction:
    """What the network predicts: the model's own, unless the person knows better."""
    if plan.prediction == "auto":
        return bundle.schedule.prediction
    return "epsilon" if plan.prediction == "eps" else "v_prediction"


def walk(bundle: ModelBundle, plan: ResolvedRequest, canvas: Canvas, seed: int) -> Iterator[Step]:
    """The steps of one picture, each done when it is asked for."""
    source, path = NoiseSource(seed), canvas.path
    denoiser = Denoiser(bundle.unet, prediction(bundle, plan), path.time_of, bundle.dtype)
    denoise = guided(denoiser, canvas.cond, canvas.uncond, plan.guidance_scale, plan.rescale)
    factor = bundle.vae.config.downscale
    shape = (1, bundle.vae.config.latent_channels, plan.height // factor, plan.width // factor)

    def draw() -> Tensor:
        return source.draw(shape, bundle.device)

    if canvas.posterior is None:
        x = start_from_noise(draw(), path)
    else:
        latents = bundle.vae.to_latents(canvas.posterior.sample(draw()))
        x = start_from_latents(latents, draw(), path)
    return SAMPLERS[plan.sampler](denoise, x, path, draw)


def decode(bundle: ModelBundle, canvas: Canvas, x: Tensor) -> Image.Image:
    """x after the last step (1,C,h,w) → RGB picture. Raises `NonFiniteResult`."""
    latents = finish(x, canvas.path)
    if not _finite(latents):
        raise NonFiniteResult("denoise", dtype_name(bundle.dtype))
    pixels = bundle.vae.to_pixels(latents.to(bundle.vae_dtype))  # (1,3,H,W)
    if not _finite(pixels) and _widen_vae(bundle):
        pixels = bundle.vae.to_pixels(latents)
    if not _finite(pixels):
        raise NonFiniteResult("decode", dtype_name(bundle.dtype))
    image = (pixels[0].float() / 2 + 0.5).clamp(0, 1).permute(1, 2, 0)  # (H,W,3)
    return Image.fromarray((image.cpu().numpy() * 255).round().astype(np.uint8))


def _widen_vae(bundle: ModelBundle) -> bool:
    """Some autoencoders overflow in half precision: keep this one in float32 from now on. False: it was."""
    if bundle.vae_dtype is torch.float32:
        return False
    with torch.inference_mode(False):
        bundle.vae.float()
    return True


def _finite(values: Tensor) -> bool:
    return bool(torch.isfinite(values).all())
