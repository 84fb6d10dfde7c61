"""Teach the small noise predictor: noise at a random level on a digit, predicted from the two and its name.

The same lesson as `unet.py`, without an autoencoder and with ten names instead of words.

Axes: B batch.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import torch
from PIL import Image
from torch import Tensor, nn

from core.checkpoints import digits_folder
from core.contract.digits import DigitsConfig
from core.networks.digits import CLASSES, NOTHING, DigitPredictor
from core.training import losses
from core.training.data.dataset import Progress
from core.training.data.order import Batch
from core.training.digits.drawing import Way, drawn
from core.training.parts import LAST_OF_BRANCH, fresh
from core.training.samples.sheets import sheet
from core.training.task import Setting
from core.training.tasks.digits import DigitSetting, Seen, nothing_to_prepare, reported

SAMPLE_WAY = Way(steps=20)
SAMPLE_COLUMNS = 5


class DigitNoiseTask:
    """A fresh predictor; it starts from no folder."""

    def __init__(self, setting: Setting[DigitsConfig]) -> None:
        self._setting, self._digits = setting, DigitSetting(setting)
        network = fresh(DigitPredictor, setting.config.seed, "predictor", quiet=LAST_OF_BRANCH)
        self._network = network.to(setting.device)

    @property
    def modules(self) -> Mapping[str, nn.Module]:
        return {"predictor": self._network}

    def needs_pictures(self, run: Path) -> bool:
        return False

    def prepare(self, run: Path) -> Iterator[Progress]:
        return nothing_to_prepare(run)

    def loss(self, batch: Batch) -> Tensor:
        return self._errors(batch, self._digits.timesteps(batch), self._told(batch))[1].mean()

    @torch.no_grad()
    def seen(self, batch: Batch) -> Seen:
        """The batch as `loss` sees it."""
        t, told = self._digits.timesteps(batch), self._told(batch)
        noised, errors = self._errors(batch, t, told)
        return Seen(noised, t, told, errors)

    @torch.no_grad()
    def report(self) -> dict[str, float]:
        """The loss on held-out pictures, at levels spread evenly and with noise that never changes."""
        batch = reported(self._setting)
        levels = torch.linspace(0, self._digits.schedule.timesteps - 1, len(batch)).round().long()
        _, errors = self._errors(batch, levels, self._digits.labels(batch))
        return {"held_out_loss": float(errors.mean())}

    def sample(self) -> Image.Image | None:
        """Each digit drawn from the same noise each time."""
        side, seed = self._setting.config.resolution, self._setting.config.seed
        batch = Batch(seed, -1, range(CLASSES), range(CLASSES))
        noise = batch.normal("sample", (1, side, side)).to(self._setting.device)
        digits = torch.arange(CLASSES, device=self._setting.device)
        pixels = drawn(self._network, self._digits.schedule, noise, digits, SAMPLE_WAY)
        return sheet(pixels.expand(-1, 3, -1, -1), SAMPLE_COLUMNS)

    def export(self, folder: Path, steps: int) -> None:
        """unet/, words/ and scheduler/."""
        digits_folder.save_predictor(folder, self._network, self._digits.schedule, torch.float32)

    def _told(self, batch: Batch) -> Tensor:
        """(B,) the digits, and for the share `caption_dropout` none, so that guidance can work."""
        dropped = batch.uniform("caption") < self._setting.config.caption_dropout
        labels = self._digits.labels(batch)
        return torch.where(dropped.to(labels.device), NOTHING, labels)

    def _errors(self, batch: Batch, t: Tensor, told: Tensor) -> tuple[Tensor, Tensor]:
        """The noised pictures, and the weighted squared error of the noise predicted in each (B,)."""
        noised, noise = self._digits.noised(batch, t)
        with self._setting.autocast():
            predicted = self._network(noised, t.to(noised.device), self._network.context(told))
        each = (predicted.float() - noise).pow(2).mean(dim=(1, 2, 3))
        gamma = self._setting.config.min_snr_gamma
        weight = losses.snr_weight(self._digits.schedule.snr(t), gamma, "epsilon")
        return noised, weight.to(each.device) * each
