"""The other half of a DreamBooth step, which keeps what the class noun means (prior preservation, Ruiz et al. 2023).

It shows pictures of the class that the model drew before, or the photos once more. What it asks for is the noise
in the pictures, or what the model says with its LoRA switched off (distillation: Hinton et al. 2015, and against
forgetting Li & Hoiem 2016). So is what a LoRA says without any words: guidance goes away from that, and where it
drifts towards the subject, whatever else is drawn loses its shape.

Axes: B batch, C channels, h w latent cells.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import torch
from torch import Tensor

from core.contract.teaching import DreamBoothConfig
from core.diffusion.conditioning import Conditioning, joined
from core.training.caches.known_texts import KnownTexts
from core.training.caches.photo_latents import PhotoLatents
from core.training.data.class_order import class_numbers
from core.training.data.dataset import PictureSet, Progress
from core.training.data.order import Batch
from core.training.learning import Learning
from core.training.noising import Noised, noised
from core.training.subject.photo_pass import PhotoPass
from core.training.subject.photo_words import PhotoWords
from core.training.task import Setting
from core.training.taught import Taught

CLASS = "class "  # parts the draws of the class from those of the photos
WORDS = "words of the class"  # the purpose of the draw that leaves them out
FOLDER = "class"  # in the run folder


class ClassHalf:
    """What stands beside the photos of a step: latents, words and what is to be said."""

    def __init__(
        self,
        setting: Setting[DreamBoothConfig],
        taught: Taught,
        learning: Learning,
        photo_pass: PhotoPass,
        words: PhotoWords,
        pictures: PictureSet | None,
    ) -> None:
        """`pictures` of the class, their captions what they are called; None: the photos once more."""
        config = setting.config
        self._setting, self._taught, self._config = setting, taught, config
        self._learning, self._pass, self._words = learning, photo_pass, words
        self._pictures, self._latents = pictures, None
        if pictures is not None:
            self._latents = PhotoLatents(setting, taught, pictures=pictures)
        # Never the photos' own noise: that would teach the subject as its class.
        self._is_distilled = pictures is None or config.prior == "distilled"
        # What the encoders said of each text before they learned
        self._untaught: dict[str, Conditioning] = {}

    @property
    def texts(self) -> tuple[str, ...]:
        """All that it is told."""
        shown = self._words if self._pictures is None else self._pictures
        return ("", *sorted(set(map(self._name, range(len(shown))))))

    def prepare(self, run: Path) -> Iterator[Progress]:
        """Latents of the class (by process 0, for all)."""
        if self._latents is not None:
            yield from self._latents.prepare(run / FOLDER)

    def remember(self, texts: KnownTexts) -> None:
        """What the encoders say of its texts before they learn."""
        with self._learning.at(0):
            self._untaught = {text: texts.now([text]) for text in self.texts}

    def told(self, batch: Batch) -> list[str]:
        """What each place is told; some are told nothing."""
        names = map(self._name, self._shown(batch).pictures)
        silent = self._silent(batch).tolist()
        return ["" if none else name for name, none in zip(names, silent, strict=True)]

    def noised(
        self, batch: Batch, photos: Noised, sizes: Tensor | None
    ) -> tuple[Noised, Tensor | None]:
        """What is shown, and what SDXL is told of its size; `photos`, `sizes`: of the first half."""
        made = photos
        if self._latents is not None:
            other, offset = self._shown(batch), self._config.noise_offset
            latents = self._latents.latents(other, purpose=CLASS)
            made = noised(self._taught.schedule, latents, other, purpose=CLASS, offset=offset)
            sizes = self._latents.size_ids(other)
        silent = self._silent(batch)
        if not self._is_distilled and not silent.any():
            return made, sizes
        target = before = self._said_before(batch, made, sizes)
        if not self._is_distilled:
            target = torch.where(silent.view(-1, 1, 1, 1), before, made.target)
        return Noised(made.x, made.t, target), sizes

    def _shown(self, batch: Batch) -> Batch:
        """The same places of the step with the numbers of the pictures that are shown."""
        if self._pictures is None:
            return batch
        seed, accumulation = self._config.seed, self._config.accumulation
        per_step = self._config.batch_size * accumulation * self._setting.world.size
        numbers = class_numbers(len(self._pictures), seed, batch.step, per_step, batch.places)
        return Batch(batch.seed, batch.step, numbers, batch.places)

    def _name(self, number: int) -> str:
        if self._pictures is None:
            return self._words.plain(number)
        return self._pictures.entries[number].caption or self._words.class_prompt

    def _silent(self, batch: Batch) -> Tensor:
        """(B,) of bool: which places are told nothing. Weights cannot be asked what they were."""
        share = self._config.prior_dropout if self._learning.adapters else 0.0
        return batch.uniform(WORDS) < share

    @torch.no_grad()
    def _said_before(self, batch: Batch, given: Noised, sizes: Tensor | None) -> Tensor:
        """The prediction without the LoRA, told what this half is told: never the token."""
        if not self._untaught:
            raise RuntimeError("remember has not run")
        told = joined([self._untaught[text] for text in self.told(batch)])
        with self._learning.at(0):
            return self._pass.predict(given, told, sizes).cpu()
