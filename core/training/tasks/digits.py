"""What the two trainings on digits share: their pictures, their noise, and a look at a mini-batch.

Axes: B batch, S side in px.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, runtime_checkable

import torch
from torch import Tensor

from core.contract.digits import DigitsConfig
from core.diffusion.schedule import NoiseSchedule, ScheduleConfig
from core.training.data.dataset import Progress
from core.training.data.order import Batch
from core.training.digits.render import FREE, STEADY
from core.training.digits.rendered import Kind, RenderedSet
from core.training.task import Setting

# The judge sees wilder hands than the predictor learns to write, and what is no digit at all.
KINDS = {"digit-score": Kind(FREE, nothing=0.2), "digit-noise": Kind(STEADY)}
CLEAN_SHARES = {"digit-score": 0.25, "digit-noise": 0.0}  # as people draw them
REPORT_STEP = -1  # the step whose noise the figures use: none that is trained


@dataclass(frozen=True, eq=False)
class Seen:
    """A mini-batch as the network saw it, and how wrong it was about each picture."""

    noised: Tensor  # (B,1,S,S)
    t: Tensor  # (B,)
    labels: Tensor  # (B,) whole, 10 for none
    errors: Tensor  # (B,)


@runtime_checkable
class SeesBatches(Protocol):
    """A task that can show a mini-batch as it sees it."""

    def seen(self, batch: Batch) -> Seen: ...


class DigitSetting:
    """The pictures of a training and the noise on them, as functions of the batch."""

    def __init__(self, setting: Setting[DigitsConfig]) -> None:
        if not isinstance(setting.pictures, RenderedSet):
            raise TypeError("digits are drawn, not read")
        self._pictures, self._device = setting.pictures, setting.device
        self._clean = CLEAN_SHARES[setting.config.task]
        self.schedule = NoiseSchedule(ScheduleConfig())

    def labels(self, batch: Batch) -> Tensor:
        """(B,) on the device."""
        return self._pictures.labels(batch.pictures).to(self._device)

    def timesteps(self, batch: Batch) -> Tensor:
        """(B,) evenly 0 … T-1; the judge is shown some pictures without noise, too: -1."""
        even = batch.integers("timestep", self.schedule.timesteps)
        if not self._clean:
            return even
        return torch.where(batch.uniform("clean") < self._clean, -1, even)

    def noised(self, batch: Batch, t: Tensor) -> tuple[Tensor, Tensor]:
        """Pictures at time steps `t` (B,) on the CPU, and the noise in them; both (B,1,S,S) on the device.

        -1 stands for a picture without any noise.
        """
        pixels = self._pictures.pixels(batch.pictures)
        noise = batch.normal("noise", pixels.shape[1:])
        noised = self.schedule.add_noise(pixels, noise, t.clamp_min(0))
        noised = torch.where((t < 0)[:, None, None, None], pixels, noised)
        return noised.to(self._device), noise.to(self._device)

    def share(self, t: Tensor) -> Tensor:
        """How much of a picture at `t` (B,) is the picture, of its variance: alpha-bar; 1 at -1."""
        return torch.where(t < 0, 1.0, self.schedule.alphas_cumprod[t.clamp_min(0)]).to(
            self._device
        )


def rendered(config: DigitsConfig) -> RenderedSet:
    """The pictures of a training."""
    return RenderedSet(config.seed, config.pictures, config.resolution, KINDS[config.task])


def reported(setting: Setting[DigitsConfig]) -> Batch:
    """The held-out pictures as a batch of no step."""
    numbers: Sequence[int] = setting.reported()
    return Batch(setting.config.seed, REPORT_STEP, numbers, range(len(numbers)))


def nothing_to_prepare(run: Path) -> Iterator[Progress]:
    """Digits are drawn as they are needed."""
    return iter(())
