"""One forward pass over captioned pictures: noised, predicted, compared. For every training of latents and texts.

Axes: B batch, C channels, h w latent cells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import torch
from torch import Tensor

from core.checkpoints import interruption
from core.contract.teaching import TeachConfig
from core.diffusion.conditioning import Conditioning
from core.training.caches.photo_latents import PhotoLatents
from core.training.data.order import Batch
from core.training.noising import Noised, levels, noised
from core.training.samples.batch_sheet import ShownBatch
from core.training.subject import subject_loss
from core.training.task import REPORT_BATCH, Setting, report_rounds
from core.training.taught import Taught

REPORT_STEP = -1  # the step whose noise the figures use: none that is trained


class PhotoPass:
    """The error of a model on the pictures of a setting."""

    def __init__(self, setting: Setting[TeachConfig], taught: Taught, photos: PhotoLatents) -> None:
        self._setting, self._taught, self._photos = setting, taught, photos

    def error(
        self, batch: Batch, told: Conditioning, *, t: Tensor | None = None, masked: bool = True
    ) -> Tensor:
        """The mean error of a batch, told a text each; `t` (B,) None: at levels drawn for the step."""
        given = self.noised(batch, t)
        predicted = self.predict(given, told, self._photos.size_ids(batch))
        return self.difference(given, predicted, self._photos.mask(batch) if masked else None)

    def shown(self, batch: Batch) -> ShownBatch:
        """A mini-batch as the network sees it."""
        given = self.noised(batch)
        return ShownBatch(given.x, given.t, self._taught.colours)

    def noised(self, batch: Batch, t: Tensor | None = None) -> Noised:
        """The pictures' latents with noise; `t` (B,) None: at levels drawn for the step."""
        latents, offset = self._photos.latents(batch), self._setting.config.noise_offset
        return noised(self._taught.schedule, latents, batch, offset=offset, t=t)

    def predict(self, given: Noised, told: Conditioning, sizes: Tensor | None) -> Tensor:
        """What the network says, (B, C, h, w); `sizes` (B, 6) matter to SDXL alone."""
        device = self._setting.device
        ids = sizes.to(device) if sizes is not None and self._taught.is_xl else None
        cond = told.sized(ids)
        return self._taught.predict(given.x.to(device), given.t.to(device), cond)

    def difference(self, given: Noised, predicted: Tensor, mask: Tensor | None = None) -> Tensor:
        """The mean error of what was said, weighed by the levels; `mask` (B, 1, h, w)."""
        gamma = self._setting.config.min_snr_gamma
        return subject_loss.half(
            self._taught.schedule, predicted, given.target, given.t, gamma, mask
        )

    @torch.no_grad()
    def report(self, told: Callable[[Sequence[int]], Conditioning]) -> dict[str, float]:
        """The error on held-out pictures, or else on all, at levels spread evenly and with noise that never changes.

        Few pictures are looked at again at other levels: one alone would tell of a single level.

        `told`: what the network is told of pictures, by their numbers.
        """
        total = count = 0.0
        for batch, t in self._looks():
            interruption.check()
            error = self.error(batch, told(batch.pictures), t=t, masked=False)
            total, count = total + float(error) * len(batch), count + len(batch)
        return {"held_out_loss" if self._setting.held_out else "photo_loss": total / count}

    def _looks(self) -> Iterator[tuple[Batch, Tensor]]:
        """The forward passes behind the figures, each with its levels t (B,)."""
        pictures, numbers = self._setting.pictures, self._setting.reported()
        rounds = report_rounds(len(numbers))
        spread = levels(self._taught.schedule, rounds * len(numbers)).view(rounds, len(numbers))
        for turn, each in enumerate(spread.tolist()):
            level = dict(zip(numbers, each, strict=True))
            for group in pictures.groups(numbers):
                for first in range(0, len(group), REPORT_BATCH):
                    part = group[first : first + REPORT_BATCH]
                    # A place, and so a noise, of its own for each picture of each turn
                    places = [number + turn * len(pictures) for number in part]
                    batch = Batch(self._setting.config.seed, REPORT_STEP, part, places)
                    yield batch, torch.tensor([level[number] for number in part])
