"""Teach the judge: how much of a noised picture is a digit, and which.

The right answer is the share of the picture in the variance, alpha-bar: 1 for a clean digit, 0 for noise
alone; for the nine other digits, and for a scribble, it is 0.

Axes: B batch.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor, nn

from core.checkpoints import digits_folder
from core.contract.digits import DigitsConfig
from core.networks.digits import CLASSES, ScoreNet
from core.training.data.dataset import Progress
from core.training.data.order import Batch
from core.training.digits.climbing import climb
from core.training.parts import fresh
from core.training.samples.sheets import sheet
from core.training.task import Setting
from core.training.tasks.digits import DigitSetting, Seen, nothing_to_prepare, reported

SAMPLE_STEPS = 60
SAMPLE_COLUMNS = 5


class DigitScoreTask:
    """A fresh judge; it starts from no folder."""

    def __init__(self, setting: Setting[DigitsConfig]) -> None:
        self._setting, self._digits = setting, DigitSetting(setting)
        self._network = fresh(ScoreNet, setting.config.seed, "score").to(setting.device)

    @property
    def modules(self) -> Mapping[str, nn.Module]:
        return {"score": self._network}

    def needs_pictures(self, run: Path) -> bool:
        return False

    def prepare(self, run: Path) -> Iterator[Progress]:
        return nothing_to_prepare(run)

    def loss(self, batch: Batch) -> Tensor:
        return self._errors(batch, self._digits.timesteps(batch))[1].mean()

    @torch.no_grad()
    def seen(self, batch: Batch) -> Seen:
        """The batch as `loss` sees it."""
        t = self._digits.timesteps(batch)
        noised, errors = self._errors(batch, t)
        return Seen(noised, t, self._digits.labels(batch), errors)

    @torch.no_grad()
    def report(self) -> dict[str, float]:
        """The loss on held-out pictures, and the best score: of clean ones, half noised, and noise alone."""
        batch, figures = reported(self._setting), dict[str, float]()
        times = {"clean": -1, "half_noised": 250, "noise": self._digits.schedule.timesteps - 1}
        digits = self._digits.labels(batch) < CLASSES  # of few pictures it may be none
        for name, time in times.items() if digits.any() else ():
            noised, _ = self._digits.noised(batch, torch.full((len(batch),), time))
            best = self._network(noised[digits]).sigmoid().amax(1)
            figures[f"score_{name}"] = float(best.mean())
        _, errors = self._errors(batch, self._digits.timesteps(batch))
        return {"held_out_loss": float(errors.mean()), **figures}

    def sample(self) -> Image.Image | None:
        """What following its slope makes of noise, for each digit: the same noise each time."""
        side, seed = self._setting.config.resolution, self._setting.config.seed
        batch = Batch(seed, -1, range(CLASSES), range(CLASSES))
        noise = batch.normal("sample", (1, side, side)).to(self._setting.device)
        digits = torch.arange(CLASSES, device=self._setting.device)
        *_, (x, _) = climb(self._network, noise, digits, SAMPLE_STEPS)
        return sheet(x.expand(-1, 3, -1, -1), SAMPLE_COLUMNS)

    def export(self, folder: Path, steps: int) -> None:
        """score/."""
        digits_folder.save_score(folder, self._network, torch.float32)

    def _errors(self, batch: Batch, t: Tensor) -> tuple[Tensor, Tensor]:
        """The noised pictures, and the cross entropy of each with the right answer (B,)."""
        noised, _ = self._digits.noised(batch, t)
        labels = F.one_hot(self._digits.labels(batch), CLASSES + 1)[:, :CLASSES]
        right = labels * self._digits.share(t)[:, None]
        with self._setting.autocast():
            logits = self._network(noised)
        errors = F.binary_cross_entropy_with_logits(logits.float(), right, reduction="none")
        return noised, errors.sum(1)
