"""DreamBooth's loss: that of the photos, and beside it that of the class (Ruiz et al. 2023, eq. 2).

Each half is a mean of its own, weighed by its own noise levels; only then are the two added.

Axes: B batch, C channels, h w latent cells.
"""

from __future__ import annotations

from torch import Tensor

from core.diffusion.schedule import NoiseSchedule
from core.training import losses


def two_terms(photos: Tensor, of_class: Tensor, prior_weight: float) -> Tensor:
    """L = L_photos + prior_weight · L_class, each a scalar."""
    return photos + prior_weight * of_class


def half(
    schedule: NoiseSchedule,
    predicted: Tensor,
    target: Tensor,
    t: Tensor,
    gamma: float | None,
    mask: Tensor | None = None,
) -> Tensor:
    """The mean error of one half: (B, C, h, w) against its target at its own time steps t (B,), by its mask (B, 1, h, w)."""
    weight = losses.snr_weight(schedule.snr(t), gamma, schedule.prediction)
    counted = None if mask is None else mask.to(predicted)
    return losses.denoising(predicted, target.to(predicted), weight.to(predicted), counted)
