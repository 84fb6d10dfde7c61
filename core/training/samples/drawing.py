"""Draws with a network as it is in the middle of a training: for samples, and for judging.

Works on the networks themselves, not on files; the same prompt and seed give the same noise as everywhere.

Axes: B = 1 picture, C channels, h w latent cells.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace

import torch
from torch import Tensor

from core.checkpoints import interruption
from core.contract.request import GenerationRequest, SamplerName, ScheduleName, SpacingName
from core.diffusion.conditioning import Conditioning
from core.diffusion.denoiser import Denoiser, Network
from core.diffusion.guidance import guided
from core.diffusion.samplers.step import finish, start_from_noise
from core.diffusion.samplers.table import SAMPLERS
from core.diffusion.schedule import NoiseSchedule
from core.diffusion.sigmas import noise_path
from core.files.models.library import ModelInfo
from core.generation.noise import NoiseSource
from core.generation.plan import resolve
from core.networks.vae import VAE

Told = Callable[[Sequence[str]], Conditioning]


@dataclass(frozen=True)
class Manner:
    """How a model draws."""

    sampler: SamplerName
    schedule: ScheduleName
    steps: int
    guidance_scale: float
    rescale: float
    width: int  # px
    height: int
    spacing: SpacingName | None = None  # None: the one of the model's own schedule

    @staticmethod
    def of(info: ModelInfo, side: int, steps_at_most: int) -> Manner:
        """As the model draws for anyone, in squares, with fewer steps where it takes many."""
        request = GenerationRequest(prompt="", output="-", seed=0, width=side, height=side)
        plan = resolve(request, info)
        return Manner(
            plan.sampler,
            plan.schedule,
            min(plan.steps, steps_at_most),
            plan.guidance_scale,
            plan.rescale,
            plan.width,
            plan.height,
            plan.spacing,
        )


@dataclass(frozen=True)
class Drawing:
    """`drawing(prompt, seed)`: pixels (1, 3, H, W) in about [-1, 1] on the autoencoder's device, float32.

    Raises `Cancelled` within `interruption.stopped_by`.
    """

    network: Network
    told: Told  # what the network is told of texts
    vae: VAE
    schedule: NoiseSchedule
    manner: Manner
    zeros: bool = False  # SDXL: without a negative prompt the words are zeros
    within: Callable[[], AbstractContextManager[object]] = nullcontext  # autocast

    @torch.no_grad()
    def __call__(self, prompt: str, seed: int) -> Tensor:
        manner, vae = self.manner, self.vae
        device = next(vae.parameters()).device
        path = noise_path(self._spaced(), manner.sampler, manner.schedule, manner.steps)
        factor = vae.config.downscale
        shape = (1, vae.config.latent_channels, manner.height // factor, manner.width // factor)
        source = NoiseSource(seed)
        with self.within():
            cond, uncond = self._with_and_without(prompt)
            denoiser = Denoiser(self.network, self.schedule.prediction, path.time_of)
            denoise = guided(denoiser, cond, uncond, manner.guidance_scale, manner.rescale)
            x = start_from_noise(source.draw(shape, device), path)
            for step in SAMPLERS[manner.sampler](
                denoise, x, path, lambda: source.draw(shape, device)
            ):
                interruption.check()  # a pause does not wait for a whole sheet
                x = step.x
        pixels: Tensor = vae.to_pixels(finish(x, path))
        return pixels.float()

    def _spaced(self) -> NoiseSchedule:
        if self.manner.spacing is None:
            return self.schedule
        return NoiseSchedule(replace(self.schedule.config, timestep_spacing=self.manner.spacing))

    def _with_and_without(self, prompt: str) -> tuple[Conditioning, Conditioning]:
        """Both at once, so that a long prompt's chunks are filled up in the empty one, too."""
        if not self.zeros:
            both = self.told([prompt, ""])
            return both.rows(slice(0, 1)), both.rows(slice(1, 2))
        cond = self.told([prompt])
        return cond, cond.silenced()
