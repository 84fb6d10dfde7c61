"""Noise and time steps: a picture at any of them, and how well the network finds the noise there.

All in the variance-preserving terms the network was trained in: x_t = √a · z + √(1 - a) · noise.

Axes: C latent channels, h and w latent cells, T training time steps.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import torch
from PIL import Image
from torch import Tensor

from core.contract.errors import InvalidValue
from core.diffusion.conditioning import Conditioning
from core.diffusion.denoiser import Network, guess
from core.diffusion.schedule import NoiseSchedule
from core.generation.bundle import ModelBundle
from core.generation.drawing import prediction
from core.generation.encoding import decode_latents
from core.generation.noise import NoiseSource
from core.generation.picture_words import PictureWords
from core.generation.plan import ResolvedRequest
from core.generation.preview import PreviewMap
from core.generation.telling import tell


@dataclass(frozen=True, eq=False)
class OneStep:
    """What the network made of a picture at one time step."""

    t: int
    x: Tensor  # (1,C,h,w) x_t, of about unit size
    target: Tensor  # (1,C,h,w) what it should have said: the noise, or v
    said: Tensor  # (1,C,h,w) what it said
    denoised: Tensor  # (1,C,h,w) the picture that this means

    @property
    def error(self) -> float:
        """Mean squared error, as the training loss has it (Ho et al. 2020, eq. 14)."""
        return float((self.said - self.target).pow(2).mean())


@dataclass(frozen=True)
class ErrorPoint:
    """The error at one time step, for several noises."""

    t: int
    errors: tuple[float, ...]

    @property
    def mean(self) -> float:
        return sum(self.errors) / len(self.errors)


class NoiseBench:
    """One picture's latents (1,C,h,w) under a model that is told a plan's words."""

    def __init__(
        self, bundle: ModelBundle, plan: ResolvedRequest, words: PictureWords, latents: Tensor
    ) -> None:
        """Raises `InvalidValue` for an inpainting model, which wants a mask as well."""
        if bundle.unet.config.in_channels != latents.shape[1]:
            raise InvalidValue("model", bundle.info.name, "one that draws whole pictures")
        self._bundle, self._latents = bundle, latents
        self._schedule = bundle.schedule
        self._prediction = prediction(bundle, plan)
        self._network: Network = bundle.unet
        if plan.is_told_guidance:
            self._network = partial(bundle.unet, guidance_scale=plan.guidance_scale)
        self._cond = _told(bundle, plan, words)

    @property
    def schedule(self) -> NoiseSchedule:
        """The model's own."""
        return self._schedule

    @property
    def colours(self) -> PreviewMap | None:
        """For glances at latents."""
        return self._bundle.preview

    def noised(self, t: int, seed: int) -> Tensor:
        """x_t (1,C,h,w). Raises `InvalidValue`."""
        return self._schedule.add_noise(self._latents, self._noise(seed), self._time(t))

    @torch.inference_mode()
    def one_step(self, t: int, seed: int) -> OneStep:
        """What the network predicts from x_t at once, with the words and without guidance."""
        noise, time = self._noise(seed), self._time(t)
        x, dtype, cond = self.noised(t, seed), self._bundle.dtype, self._cond
        told = (cond.context.to(dtype), cond.pooled, cond.size_ids)
        self._bundle.hold("unet")
        said = self._network(x.to(dtype), time.float(), *told).float()
        target = noise
        if self._prediction == "v_prediction":
            target = self._schedule.velocity(self._latents, noise, time)
        sigma = float(self._schedule.sigmas[t])
        denoised = guess(self._prediction, said, x * (1 + sigma**2) ** 0.5, sigma)
        return OneStep(t, x, target, said, denoised)

    def errors(self, times: Sequence[int], seeds: Sequence[int]) -> Iterator[ErrorPoint]:
        """The error at each of `times`, one after the other; each noise is the same at all of them."""
        for t in times:
            yield ErrorPoint(t, tuple(self.one_step(t, seed).error for seed in seeds))

    def picture(self, latents: Tensor) -> Image.Image:
        """Latents (1,C,h,w) by the decoder. Raises `NonFiniteResult`."""
        with torch.inference_mode():
            return decode_latents(self._bundle, latents)

    def _noise(self, seed: int) -> Tensor:
        return NoiseSource(seed).draw(tuple(self._latents.shape), self._latents.device)

    def _time(self, t: int) -> Tensor:
        last = self._schedule.timesteps - 1
        if not 0 <= t <= last:
            raise InvalidValue("t", t, f"between 0 and {last}")
        return torch.tensor([t], device=self._latents.device)


def curves(schedule: NoiseSchedule) -> dict[str, Any]:
    """All levels that the model was trained on, T numbers each."""
    alphas = schedule.alphas_cumprod
    return {
        "beta": schedule.betas.tolist(),
        "alpha_cumprod": alphas.tolist(),
        "snr": (alphas / (1 - alphas)).tolist(),
        "sigma": schedule.sigmas.tolist(),
    }


def spread_times(timesteps: int, points: int) -> tuple[int, ...]:
    """`points` time steps from the first to the last, evenly; all of them where there are fewer."""
    if points < 1:
        raise InvalidValue("points", points, "at least 1")
    even = torch.linspace(0, timesteps - 1, min(points, timesteps)).round().int()
    return tuple(even.unique().tolist())


@torch.inference_mode()
def _told(bundle: ModelBundle, plan: ResolvedRequest, words: PictureWords) -> Conditioning:
    """What the network is told in the first step; of several prompts at once the first."""
    return tell(bundle, plan, words, 1).guides[0].conds[0]
