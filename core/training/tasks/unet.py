"""Teach the noise predictor: noise at a random level on latents, predicted from them and the words.

Autoencoder and text encoder stay as `init_from` has them; what they say is computed once.

Axes: B batch, C channels, h w latent cells, L tokens, D width.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import torch
from PIL import Image
from torch import Tensor, nn

from core.checkpoints import components
from core.contract.errors import InvalidValue
from core.contract.training import TrainingConfig
from core.diffusion.conditioning import Conditioning
from core.diffusion.denoiser import Denoiser
from core.diffusion.guidance import guided
from core.diffusion.samplers.step import finish, no_noise, start_from_noise
from core.diffusion.samplers.table import SAMPLERS
from core.diffusion.sigmas import noise_path
from core.generation.preview import read_preview_map
from core.training import losses
from core.training.caches import latent_cache
from core.training.caches.latent_cache import Encoding, LatentCache
from core.training.caches.text_cache import TextCache
from core.training.data.dataset import Progress
from core.training.data.order import Batch
from core.training.noising import Noised, levels, noised
from core.training.parts import Parts
from core.training.samples.batch_sheet import ShownBatch
from core.training.samples.sheets import sheet
from core.training.task import REPORT_BATCH, Setting, check_sides

SAMPLE_PICTURES = 8
SAMPLE_STEPS = 20
SAMPLE_GUIDANCE = 4.0
SAMPLE_COLUMNS = 4
REPORT_STEP = -1  # the step whose noise the figures use: none that is trained


class UnetTask:
    """The U-Net of a model folder, or a fresh one from a folder of configs."""

    def __init__(self, setting: Setting[TrainingConfig], parts: Parts) -> None:
        self._setting, self._parts = setting, parts
        for part in ("vae", "text_encoder"):
            parts.frozen(part)
        self._vae = parts.vae().requires_grad_(False).to(setting.device)
        text = parts.text_encoder().requires_grad_(False).to(setting.device)
        self._schedule = parts.schedule()
        self._unet = parts.unet().to(setting.device)
        self._texts = TextCache(text, parts.tokenizer(text.config), setting)
        self._key = latent_cache.cache_key(setting, parts.weights_hash("vae"))
        self._latents: LatentCache | None = None
        channels = self._vae.config.latent_channels
        self._colours = read_preview_map(parts.init_from or Path(), channels)
        self._check(text.config.hidden_size)

    @property
    def modules(self) -> Mapping[str, nn.Module]:
        return {"unet": self._unet}

    def needs_pictures(self, run: Path) -> bool:
        """Not when their latents are in the run folder."""
        return not latent_cache.is_ready(run, self._key)

    def prepare(self, run: Path) -> Iterator[Progress]:
        """Latents of all pictures (by process 0, for all), then contexts of all captions."""
        world = self._setting.world
        if world.is_first and not latent_cache.is_ready(run, self._key):
            encoding = Encoding(self._vae, self._setting)
            yield from encoding
            latent_cache.write(run, encoding.cache, self._key)
        world.wait()
        self._latents = latent_cache.read(run, self._setting.pictures)
        self._setting.pictures.forget()
        yield from self._texts.prepare()

    def loss(self, batch: Batch) -> Tensor:
        dropped = (batch.uniform("caption") < self._setting.config.caption_dropout).tolist()
        texts = [
            "" if drop else self._caption(n)
            for n, drop in zip(batch.pictures, dropped, strict=True)
        ]
        return self._error(batch, texts, self._timesteps(batch))

    def report(self) -> dict[str, float]:
        """The loss on held-out pictures, at levels spread evenly and with noise that never changes."""
        numbers, total = self._setting.reported(), 0.0
        spread = levels(self._schedule, len(numbers))
        for first in range(0, len(numbers), REPORT_BATCH):
            places = range(first, min(first + REPORT_BATCH, len(numbers)))
            part = Batch(
                self._setting.config.seed, REPORT_STEP, [numbers[i] for i in places], places
            )
            texts = [self._caption(number) for number in part.pictures]
            with torch.no_grad():
                total += float(self._error(part, texts, spread[places.start : places.stop])) * len(
                    part
                )
        return {"held_out_loss": total / len(numbers)}

    @torch.no_grad()
    def sample(self) -> Image.Image | None:
        """Pictures of held-out captions, with the same noise each time."""
        numbers, setting = self._setting.reported()[:SAMPLE_PICTURES], self._setting
        batch = Batch(setting.config.seed, REPORT_STEP, numbers, range(len(numbers)))
        noise = batch.normal("sample", self._shape()).to(setting.device)
        path = noise_path(
            self._schedule, "ddim", "model", min(SAMPLE_STEPS, self._schedule.timesteps // 2)
        )
        with setting.autocast():
            denoiser = Denoiser(self._unet, self._schedule.prediction, path.time_of)
            captions = [self._caption(number) for number in numbers]
            cond = Conditioning(self._texts.contexts(captions))
            uncond = Conditioning(self._texts.contexts([""] * len(numbers)))
            denoise = guided(denoiser, cond, uncond, SAMPLE_GUIDANCE)
            x = start_from_noise(noise, path)
            for step in SAMPLERS["ddim"](denoise, x, path, no_noise):
                x = step.x
            pixels = self._vae.to_pixels(finish(x, path))
        return sheet(pixels, SAMPLE_COLUMNS)

    def export(self, folder: Path, steps: int) -> None:
        """unet/, and the whole rest of the model it was trained for."""
        components.save_unet(folder, self._unet, torch.float32)
        self._parts.copy_others(folder, self.modules)

    def _timesteps(self, batch: Batch) -> Tensor:
        """(B,) whole, 0 … T-1: evenly, and the share `middle_steps` logit-normal (Esser et al. 2024, 3.1).

        At the noisiest levels most of the error cannot be learned away, at the cleanest hardly any is
        left: both ends teach little about what a thing looks like.
        """
        count = self._schedule.timesteps
        even = batch.integers("timestep", count)
        if not self._setting.config.middle_steps:
            return even
        middle = (count * batch.normal("middle timestep", ()).sigmoid()).long().clamp(max=count - 1)
        chosen = batch.uniform("timestep kind") < self._setting.config.middle_steps
        return torch.where(chosen, middle, even)

    def _error(self, batch: Batch, texts: Sequence[str], t: Tensor) -> Tensor:
        """Weighted squared error of the prediction at levels `t` (B,)."""
        schedule, device = self._schedule, self._setting.device
        given = self._noised(batch, t)
        with self._setting.autocast():
            predicted = self._unet(given.x.to(device), t.to(device), self._texts.contexts(texts))
        gamma = self._setting.config.min_snr_gamma
        weight = losses.snr_weight(schedule.snr(t), gamma, schedule.prediction)
        return losses.denoising(predicted.float(), given.target.to(device), weight.to(device))

    def _noised(self, batch: Batch, t: Tensor) -> Noised:
        if self._latents is None:
            raise RuntimeError("prepare has not run")
        posterior = self._latents.posterior(batch.pictures)
        latents = self._vae.to_latents(posterior.sample(batch.normal("posterior", self._shape())))
        return noised(self._schedule, latents, batch, t=t)

    def shown(self, batch: Batch) -> ShownBatch:
        """A mini-batch as the network sees it."""
        given = self._noised(batch, self._timesteps(batch))
        return ShownBatch(given.x, given.t, self._colours)

    def _caption(self, number: int) -> str:
        return self._setting.pictures.entries[number].caption

    def _shape(self) -> tuple[int, int, int]:
        """(C, h, w) of one picture's latents."""
        side = self._setting.pictures.resolution // self._vae.config.downscale
        return self._vae.config.latent_channels, side, side

    def _check(self, text_width: int) -> None:
        """Raises `InvalidValue` where the parts do not fit together."""
        config = self._unet.config
        check_sides(self._setting.config, self._vae.config.downscale)
        wanted = {
            "in_channels": self._vae.config.latent_channels,
            "out_channels": self._vae.config.latent_channels,
            "cross_attention_dim": text_width,
        }
        for name, value in wanted.items():
            if getattr(config, name) != value:
                raise InvalidValue(
                    f"unet.{name}", getattr(config, name), f"{value}, as the frozen parts have it"
                )
