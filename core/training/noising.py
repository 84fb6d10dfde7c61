"""Latents on their way into a step: a sample of the posterior, noise at a random level, and what is to be said.

Every random number comes from the batch, so a step is a function of (seed, step).

Axes: B batch, C channels, h w latent cells.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor

from core.diffusion.schedule import NoiseSchedule
from core.training.data.order import Batch


@dataclass(frozen=True)
class Noised:
    """One batch as the network sees it, on the CPU in float32."""

    x: Tensor  # (B, C, h, w)
    t: Tensor  # (B,) whole
    target: Tensor  # (B, C, h, w) noise or velocity

    @property
    def tensors(self) -> tuple[Tensor, Tensor, Tensor]:
        return self.x, self.t, self.target


def noised(
    schedule: NoiseSchedule,
    latents: Tensor,
    batch: Batch,
    *,
    purpose: str = "",
    offset: float = 0.0,
    t: Tensor | None = None,
) -> Noised:
    """Scaled latents (B, C, h, w) with noise. `purpose` parts the draws of two batches of one step.

    `offset`: how much of the noise is alike all over each channel (Guttenberg 2023). `t` None: evenly drawn.
    """
    if t is None:
        t = batch.integers(f"{purpose}timestep", schedule.timesteps)
    noise = batch.normal(f"{purpose}noise", latents.shape[1:])
    if offset:
        alike = batch.normal(f"{purpose}noise offset", (latents.shape[1], 1, 1))
        noise = noise + offset * alike
    is_v = schedule.prediction == "v_prediction"
    target = schedule.velocity(latents, noise, t) if is_v else noise
    return Noised(schedule.add_noise(latents, noise, t), t, target)


def levels(schedule: NoiseSchedule, count: int) -> Tensor:
    """`count` whole time steps, each the middle of as many equal shares, for figures that must not depend on chance.

    Never the ends: at t = 0 nothing can be seen of the noise, and nothing that is learned shows.
    """
    return ((torch.arange(count) + 0.5) * schedule.timesteps / count).long()
