"""Digits drawn by the small noise predictor, with the samplers of every other model.

Axes: B pictures, S side in px.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import torch
from torch import Tensor

from core.contract.request import SamplerName
from core.diffusion.conditioning import Conditioning
from core.diffusion.denoiser import Denoiser
from core.diffusion.guidance import guided
from core.diffusion.samplers.step import Step, no_noise, start_from_noise
from core.diffusion.samplers.table import SAMPLERS
from core.diffusion.schedule import NoiseSchedule
from core.diffusion.sigmas import noise_path
from core.networks.digits import NOTHING, DigitPredictor


@dataclass(frozen=True)
class Way:
    """How noise becomes a digit."""

    steps: int = 40
    guidance: float = 1.5
    sampler: SamplerName = "ddim"  # one that draws no noise on the way


def draw(
    predictor: DigitPredictor, schedule: NoiseSchedule, noise: Tensor, digits: Tensor, way: Way
) -> Iterator[Step]:
    """From `noise` (B,1,S,S) of unit size to a picture of each of `digits` (B,) whole, 0 … 9.

    Each step's x is in the convention of samplers, x = x0 + sigma · noise; the last one is the picture.
    Raises `InvalidValue` for more steps than the schedule has levels.
    """
    path = noise_path(schedule, way.sampler, "model", way.steps)
    denoiser = Denoiser(predictor, schedule.prediction, path.time_of)
    with torch.no_grad():
        cond = Conditioning(predictor.context(digits))
        uncond = Conditioning(predictor.context(torch.full_like(digits, NOTHING)))
        denoise = guided(denoiser, cond, uncond, way.guidance)
        yield from SAMPLERS[way.sampler](denoise, start_from_noise(noise, path), path, no_noise)


def drawn(
    predictor: DigitPredictor, schedule: NoiseSchedule, noise: Tensor, digits: Tensor, way: Way
) -> Tensor:
    """The end of `draw`: pixels (B,1,S,S) in about [-1, 1]."""
    *_, last = draw(predictor, schedule, noise, digits, way)
    return last.x
