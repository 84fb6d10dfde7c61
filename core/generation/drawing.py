"""One picture: start, steps, decoding. Pure work on tensors with a loaded model; no events, no files.

Axes: B = 1 picture, C latent channels, H and W pixels, h and w latent cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from PIL import Image
from torch import Tensor

from core.diffusion.composition import Turns, composed
from core.diffusion.denoiser import Denoise, Denoiser, Network
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
from core.generation.telling import Telling
from core.generation.watch import Watch
from core.networks.vae import Posterior


@dataclass(frozen=True)
class Canvas:
    """What all pictures of a request share."""

    path: NoisePath
    posterior: Posterior | None = None  # of the picture to start from
    inpainting: Inpainting | None = None  # only a part of it is repainted


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
    telling: Telling,
    seed: int,
    watch: Watch | None = None,
) -> Iterator[Step]:
    """The steps of one picture, each done when it is asked for. `watch` sees all of it."""
    if watch is not None:
        watch.begin(bundle, plan, canvas, telling)
    source, path = NoiseSource(seed), canvas.path
    factor = bundle.vae.config.downscale
    shape = (1, bundle.vae.config.latent_channels, plan.height // factor, plan.width // factor)

    def draw() -> Tensor:
        return source.draw(shape, bundle.device)

    bundle.hold("unet")
    begun = _begin(bundle, plan, canvas, draw)
    network: Network = begun.network
    if plan.is_told_guidance:  # never an inpainting network: the library refuses both in one
        network = partial(bundle.unet, guidance_scale=plan.guidance_scale)
    if watch is not None:
        network = watch.network(network)
    denoiser = Denoiser(network, prediction(bundle, plan), path.time_of, bundle.dtype)
    scale = plan.guidance_scale if plan.uses_negative else 1.0
    apart = "apart" in bundle.savings
    denoises = {
        guide: composed(denoiser, guide, scale, plan.rescale, apart)
        for guide in set(telling.guides)
    }
    turns = Turns([denoises[guide] for guide in telling.guides])
    denoise: Denoise = turns if watch is None else watch.denoise(turns)
    kept = begun.kept
    asked = denoise if kept is None else keeping(denoise, kept)
    fresh = draw if watch is None else watch.noise(draw)
    steps = turns.follow(SAMPLERS[plan.sampler](asked, begun.x, path, fresh))
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


def decode(bundle: ModelBundle, path: NoisePath, x: Tensor) -> Image.Image:
    """x after the last step (1,C,h,w) → RGB picture. Raises `NonFiniteResult`."""
    return decode_latents(bundle, finish(x, path))
