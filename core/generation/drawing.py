"""One picture: start, steps, decoding. Pure work on tensors with a loaded model; no events, no files.

Axes: B = 1 picture, C latent channels, H and W pixels, h and w latent cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

import torch
from PIL import Image
from torch import Tensor

from core.diffusion.denoiser import Conditioning, Denoiser, Network
from core.diffusion.guidance import guided
from core.diffusion.masks import keeping, put_back
from core.diffusion.paths.path import NoisePath
from core.diffusion.samplers.step import Step, finish, start_from_latents, start_from_noise
from core.diffusion.samplers.table import SAMPLERS
from core.diffusion.schedule import NoiseSchedule, Prediction
from core.diffusion.sigmas import noise_path
from core.generation.bundle import ModelBundle
from core.generation.encoding import decode_latents
from core.generation.inpainting import Begun, Draw, Inpainting, begin
from core.generation.noise import NoiseSource
from core.generation.plan import ResolvedRequest
from core.generation.watch import Watch
from core.generation.words import Words, encode_words
from core.networks.vae import Posterior


@dataclass(frozen=True)
class Canvas:
    """What all pictures of a request share."""

    path: NoisePath
    cond: Conditioning
    uncond: Conditioning | None  # None: guidance leaves that pass out
    posterior: Posterior | None  # of the picture to start from
    inpainting: Inpainting | None = None  # only a part of it is repainted


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


def walk(
    bundle: ModelBundle,
    plan: ResolvedRequest,
    canvas: Canvas,
    seed: int,
    watch: Watch | None = None,
) -> Iterator[Step]:
    """The steps of one picture, each done when it is asked for. `watch` sees all of it."""
    if watch is not None:
        watch.begin(bundle, plan, canvas)
    source, path = NoiseSource(seed), canvas.path
    factor = bundle.vae.config.downscale
    shape = (1, bundle.vae.config.latent_channels, plan.height // factor, plan.width // factor)

    def draw() -> Tensor:
        return source.draw(shape, bundle.device)

    begun = _begin(bundle, plan, canvas, draw)
    network: Network = begun.network
    if plan.is_told_guidance:  # never an inpainting network: the library refuses both in one
        network = partial(bundle.unet, guidance_scale=plan.guidance_scale)
    if watch is not None:
        network = watch.network(network)
    denoiser = Denoiser(network, prediction(bundle, plan), path.time_of, bundle.dtype)
    scale = plan.guidance_scale if plan.uses_negative else 1.0
    denoise = guided(denoiser, canvas.cond, canvas.uncond, scale, plan.rescale)
    if watch is not None:
        denoise = watch.denoise(denoise)
    kept = begun.kept
    asked = denoise if kept is None else keeping(denoise, kept)
    steps = SAMPLERS[plan.sampler](asked, begun.x, path, draw)
    if kept is not None:
        steps = put_back(steps, kept)
    return steps if watch is None else watch.walk(steps)


def _begin(bundle: ModelBundle, plan: ResolvedRequest, canvas: Canvas, draw: Draw) -> Begun:
    """The first x: from noise, from a picture, or from a picture with a mask."""
    posterior, path = canvas.posterior, canvas.path
    if posterior is None:
        return Begun(start_from_noise(draw(), path), bundle.unet, None)
    if canvas.inpainting is not None:
        return begin(
            canvas.inpainting,
            bundle,
            posterior,
            path,
            draw,
            strength=plan.strength,
            fill=plan.fill,
        )
    latents = bundle.vae.to_latents(posterior.sample(draw()))
    return Begun(start_from_latents(latents, draw(), path), bundle.unet, None)


def decode(bundle: ModelBundle, canvas: Canvas, x: Tensor) -> Image.Image:
    """x after the last step (1,C,h,w) → RGB picture. Raises `NonFiniteResult`."""
    return decode_latents(bundle, finish(x, canvas.path))
