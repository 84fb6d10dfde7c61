"""Teach a text and an image encoder together, by the symmetric contrastive loss (Radford et al. 2021).

With several processes every picture is compared with the texts of all of them. Accumulation does not
widen the comparison: each forward pass compares its own pictures.

Axes: B batch, L tokens, P projection, S picture side in px.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor, nn

from core.checkpoints import components
from core.contract.training import TrainingConfig
from core.text.encoder import ImageEncoder, TextEncoder
from core.training import losses
from core.training.data.dataset import Progress
from core.training.data.order import Batch
from core.training.parts import Parts
from core.training.task import REPORT_BATCH, REPORT_PICTURES, Setting

LOGIT_SCALE_MAX = math.log(100.0)  # as in the paper: above it training turns unstable
LENGTH_STEP = 8  # tokens: texts are cut to a multiple of it


class ClipTask:
    """Both encoders, the projection between them and its temperature."""

    def __init__(self, setting: Setting[TrainingConfig], parts: Parts) -> None:
        self._setting, self._parts = setting, parts
        text = parts.text_encoder()
        self._image: ImageEncoder = parts.image_encoder(text.config).to(setting.device)
        self._text: TextEncoder = text.to(setting.device)
        self._tokenizer = parts.tokenizer(text.config)

    @property
    def modules(self) -> Mapping[str, nn.Module]:
        return {"text_encoder": self._text, "image_encoder": self._image}

    def needs_pictures(self, run: Path) -> bool:
        return True

    def prepare(self, run: Path) -> Iterator[Progress]:
        """Nothing is frozen here."""
        yield from ()

    def loss(self, batch: Batch) -> Tensor:
        images, texts = self._embed(batch.pictures)
        world = self._setting.world
        scale = self._image.logit_scale.clamp(max=LOGIT_SCALE_MAX)
        return losses.contrastive(world.gather(images), world.gather(texts), scale)

    def report(self) -> dict[str, float]:
        """Top-1 retrieval among up to 64 held-out pictures with different captions, both ways."""
        numbers = self._reported()
        parts = [
            self._look(numbers[first : first + REPORT_BATCH])
            for first in range(0, len(numbers), REPORT_BATCH)
        ]
        images, texts = (torch.cat(list(side)) for side in zip(*parts, strict=True))
        to_text, to_image = losses.retrieval(images, texts)
        return {"picture_to_text": to_text, "text_to_picture": to_image}

    def sample(self) -> Image.Image | None:
        """It draws nothing."""
        return None

    def export(self, folder: Path, steps: int) -> None:
        """text_encoder/ and image_encoder/; tokenizer and the model's other parts beside them."""
        components.save_text_encoder(folder, self._text, torch.float32)
        components.save_image_encoder(folder, self._image, torch.float32)
        self._parts.copy_others(folder, self.modules)

    def _embed(self, numbers: Sequence[int]) -> tuple[Tensor, Tensor]:
        """Embeddings of pictures and of their captions, each (B, P) float32 of length 1."""
        setting = self._setting
        pixels = _resized(setting.pixels(numbers), self._image.config.image_size)
        ids = self._ids(numbers).to(setting.device)
        with setting.autocast():
            images = self._image(pixels)
            texts = self._image.project_text(self._text(ids).pooled)
        return F.normalize(images.float(), dim=-1), F.normalize(texts.float(), dim=-1)

    @torch.no_grad()
    def _look(self, numbers: Sequence[int]) -> tuple[Tensor, Tensor]:
        return self._embed(numbers)

    def _ids(self, numbers: Sequence[int]) -> Tensor:
        """Token ids (B, L), cut behind the last end token of the batch.

        The encoder is causal and pooled at the first end token, so what comes after it changes
        neither result nor gradient, only the time it takes.
        """
        rows = [self._tokenizer.encode(self._setting.pictures.entries[n].caption) for n in numbers]
        longest = max(row.index(self._tokenizer.end_id) + 1 for row in rows)
        length = min(-(-longest // LENGTH_STEP) * LENGTH_STEP, self._tokenizer.length)
        return torch.tensor([row[:length] for row in rows])

    def _reported(self) -> list[int]:
        """Held-out pictures, one for each caption: two of the same words cannot be told apart."""
        pictures = self._setting.pictures
        first: dict[str, int] = {}
        for number in self._setting.held_out or range(len(pictures)):
            first.setdefault(pictures.entries[number].caption, number)
        return list(first.values())[:REPORT_PICTURES]


def _resized(pixels: Tensor, side: int) -> Tensor:
    """Pixels (B, 3, S, S) at the encoder's own size."""
    if pixels.shape[-1] == side:
        return pixels
    return F.interpolate(pixels, (side, side), mode="bicubic", antialias=True).clamp(-1, 1)
