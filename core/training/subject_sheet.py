"""What a taught model draws of some prompts, with the same noise each time: for the samples folder."""

from __future__ import annotations

from collections.abc import Sequence

import torch
from PIL import Image

from core.diffusion.denoiser import Conditioning, Denoiser
from core.diffusion.guidance import guided
from core.diffusion.samplers.step import finish, no_noise, start_from_noise
from core.diffusion.samplers.table import SAMPLERS
from core.diffusion.sigmas import noise_path
from core.training.known_texts import KnownTexts
from core.training.order import Batch
from core.training.sheets import sheet
from core.training.taught import Taught

STEPS = 20
EACH = 2  # pictures of a prompt
SAMPLE_STEP = -2  # the step whose noise they start from: none that is trained


@torch.no_grad()
def draw(
    taught: Taught,
    texts: KnownTexts,
    prompts: Sequence[str],
    side: int,
    seed: int,
    each: int = EACH,
) -> Image.Image:
    """`each` pictures of `side` px of every prompt (known texts), a prompt a row."""
    config, device = taught.vae.config, taught.device
    cells = side // config.downscale
    count = len(prompts) * each
    places = [index % each for index in range(count)]
    noise = Batch(seed, SAMPLE_STEP, places, places).normal(
        "sample", (config.latent_channels, cells, cells)
    )
    steps = min(STEPS, taught.schedule.timesteps // 2)
    path = noise_path(taught.schedule, "ddim", "model", steps)
    said = [prompt for prompt in prompts for _ in range(each)]
    sizes = torch.tensor([[side, side, 0, 0, side, side]] * count, device=device)
    cond = _sized(texts.told([*said]), sizes, taught)
    uncond = _sized(texts.told([""] * count), sizes, taught)
    if taught.model.force_zeros and uncond.pooled is not None:
        uncond = Conditioning(
            torch.zeros_like(uncond.context), torch.zeros_like(uncond.pooled), uncond.size_ids
        )
    denoiser = Denoiser(
        taught.network,
        taught.schedule.prediction,
        path.time_of,
        next(taught.unet.parameters()).dtype,
    )
    denoise = guided(denoiser, cond, uncond, taught.info.preset.guidance_scale)
    x = start_from_noise(noise.to(device), path)
    for step in SAMPLERS["ddim"](denoise, x, path, no_noise):
        x = step.x
    taught.vae.to(device)
    pixels = taught.vae.to_pixels(finish(x, path))
    taught.vae.to("cpu")
    return sheet(pixels, each)


def _sized(cond: Conditioning, sizes: torch.Tensor, taught: Taught) -> Conditioning:
    return Conditioning(cond.context, cond.pooled, sizes if taught.is_xl else None)
