"""Teach the autoencoder: L1 and image gradient on random crops, with a small KL.

No adversary and no perceptual network: nothing that was not trained here takes part.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import torch
from PIL import Image
from torch import Tensor, nn

from core.checkpoints import components
from core.contract.training import TrainingConfig
from core.training import losses
from core.training.data.dataset import Progress, to_pixels
from core.training.data.order import Batch
from core.training.parts import Parts
from core.training.samples.sheets import sheet
from core.training.task import REPORT_BATCH, Setting, check_sides

SCALE_PICTURES = 512  # pictures behind the scaling factor
SAMPLE_PICTURES = 8


class VaeTask:
    """The autoencoder of a model folder, or a fresh one from a folder of configs."""

    def __init__(self, setting: Setting[TrainingConfig], parts: Parts) -> None:
        self._setting, self._parts = setting, parts
        self._vae = parts.vae().to(setting.device)
        check_sides(setting.config, self._vae.config.downscale)
        if setting.config.freeze_encoder:
            parts.frozen("vae")
            self._vae.encoder.requires_grad_(False)
            self._vae.quant_conv.requires_grad_(False)

    @property
    def modules(self) -> Mapping[str, nn.Module]:
        return {"vae": self._vae}

    def needs_pictures(self, run: Path) -> bool:
        return True

    def prepare(self, run: Path) -> Iterator[Progress]:
        """Nothing is frozen here."""
        yield from ()

    def loss(self, batch: Batch) -> Tensor:
        setting, config = self._setting, self._setting.config
        pixels = self._crops(batch)
        cells = pixels.shape[-1] // self._vae.config.downscale
        noise = batch.normal("posterior", (self._vae.config.latent_channels, cells, cells))
        with setting.autocast():
            posterior = self._vae.encode(pixels)
            mean, logvar = posterior.mean, posterior.logvar
            decoded = self._vae.decode(posterior.sample(noise.to(mean)))
        error = losses.reconstruction(decoded.float(), pixels, config.gradient_weight)
        return error + config.kl_weight * losses.kl(mean.float(), logvar.float())

    def report(self) -> dict[str, float]:
        """PSNR of whole held-out pictures in dB, mean over pictures."""
        values = [
            losses.psnr(decoded, pixels)
            for pixels, decoded in self._reconstructed(self._setting.reported())
        ]
        return {"psnr": float(torch.cat(values).mean())}

    def sample(self) -> Image.Image | None:
        """Held-out pictures above what comes back of them."""
        numbers = self._setting.reported()[:SAMPLE_PICTURES]
        pairs = list(self._reconstructed(numbers))
        rows = [torch.cat(list(side)) for side in zip(*pairs, strict=True)]
        return sheet(torch.cat(rows), columns=len(numbers))

    def export(self, folder: Path, steps: int) -> None:
        """vae/ with the measured scaling factor; the other parts of the model beside it.

        With a frozen encoder the factor stays as it is: a U-Net was trained on these very latents.
        """
        before = self._vae.config
        if not self._setting.config.freeze_encoder:
            self._vae.config = dataclasses.replace(before, scaling_factor=self.scaling_factor())
        try:
            components.save_vae(folder, self._vae, torch.float32)
        finally:
            self._vae.config = before
        self._parts.copy_others(folder, self.modules)

    def scaling_factor(self) -> float:
        """1 / standard deviation of latents (Rombach et al. 2022, appendix G), over up to 512 pictures."""
        limit = min(len(self._setting.pictures), SCALE_PICTURES)
        count, total, squares = 0, 0.0, 0.0
        for first in range(0, limit, REPORT_BATCH):
            mean, variance = self._moments(range(first, min(first + REPORT_BATCH, limit)))
            count += mean.numel()
            total += float(mean.sum())
            # The square of a sample is on average that of the mean plus the posterior's own variance.
            squares += float((mean.pow(2) + variance).sum())
        return 1.0 / (squares / count - (total / count) ** 2) ** 0.5

    @torch.no_grad()
    def _moments(self, numbers: Sequence[int]) -> tuple[Tensor, Tensor]:
        """Mean and variance of the posteriors, each (B, C, h, w) in float64."""
        with self._setting.autocast():
            posterior = self._vae.encode(self._setting.pixels(numbers))
        return posterior.mean.double(), posterior.logvar.double().exp()

    @torch.no_grad()
    def _reconstructed(self, numbers: list[int]) -> Iterator[tuple[Tensor, Tensor]]:
        """Batches of pixels and what decoding their posterior's mean gives."""
        for first in range(0, len(numbers), REPORT_BATCH):
            pixels = self._setting.pixels(numbers[first : first + REPORT_BATCH])
            with self._setting.autocast():
                decoded = self._vae.decode(self._vae.encode(pixels).mean)
            yield pixels, decoded.float()

    def _crops(self, batch: Batch) -> Tensor:
        """The batch's pictures, or a random square of each: (B, 3, crop, crop)."""
        setting, crop = self._setting, self._setting.config.crop
        images = setting.pictures.images(batch.pictures)  # (B, S, S, 3)
        if crop is not None and crop < setting.pictures.resolution:
            room = setting.pictures.resolution - crop + 1
            corners = zip(
                batch.integers("crop top", room).tolist(),
                batch.integers("crop left", room).tolist(),
                strict=True,
            )
            cut = [
                image[top : top + crop, left : left + crop]
                for image, (top, left) in zip(images, corners, strict=True)
            ]
            images = torch.stack(cut)
        return to_pixels(images).to(setting.device)
