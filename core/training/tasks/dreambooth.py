"""Teach a subject from a few photos (DreamBooth, Ruiz et al. 2023), as a LoRA or in the weights themselves.

A rare token and the class noun come to mean the subject; what the noun alone means is kept by the other half of
each step (`class_half.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import torch
from PIL import Image
from torch import Tensor, nn

from core.contract.teaching import DreamBoothConfig
from core.training import learning
from core.training.caches.known_texts import KnownTexts
from core.training.caches.photo_latents import PhotoLatents
from core.training.data.dataset import PictureSet, Progress
from core.training.data.order import Batch
from core.training.noising import Noised
from core.training.results.subject import save_result
from core.training.samples import subject_sheet
from core.training.samples.batch_sheet import ShownBatch
from core.training.subject import subject_loss
from core.training.subject.class_half import ClassHalf
from core.training.subject.photo_pass import PhotoPass
from core.training.subject.photo_words import PhotoWords
from core.training.task import Setting
from core.training.taught import Taught


class DreamBoothTask:
    """The model, what learns of it, and the words of the training."""

    def __init__(
        self,
        setting: Setting[DreamBoothConfig],
        taught: Taught,
        class_pictures: PictureSet | None = None,
    ) -> None:
        config = setting.config
        self._setting, self._taught, self._config = setting, taught, config
        self._learning = learning.of(taught, config)
        self._photos = PhotoLatents(setting, taught)
        self._pass = PhotoPass(setting, taught, self._photos)
        self._words = words = PhotoWords(config, setting.pictures.captions)
        parts = (setting, taught, self._learning, self._pass, words, class_pictures)
        self._class = ClassHalf(*parts) if config.keeps_class else None
        names = sorted({words.named(n) for n in range(len(words))})
        said = () if self._class is None else self._class.texts
        # The texts of its sheets, too: all are told at the length of the longest.
        texts = ("", words.class_prompt, words.subject, *names, *said)
        self._texts = KnownTexts(taught, texts, live=config.train_text_encoder)

    @property
    def modules(self) -> Mapping[str, nn.Module]:
        return self._learning.modules

    def needs_pictures(self, run: Path) -> bool:
        return not self._photos.is_ready(run)

    def prepare(self, run: Path) -> Iterator[Progress]:
        """Latents of the photos, then of the class (by process 0, for all), then the texts."""
        yield from self._photos.prepare(run)
        if self._class is not None:
            yield from self._class.prepare(run)
        self._taught.vae.to("cpu")
        if self._class is not None:
            self._class.remember(self._texts)
        self._texts.prepare()

    def loss(self, batch: Batch) -> Tensor:
        """One forward pass for photos and class together; each half's mean, then both."""
        names = [self._words.named(number) for number in batch.pictures]
        if self._class is None:
            return self._pass.error(batch, self._texts.told(names))
        photos = self._pass.noised(batch)
        sizes = self._photos.size_ids(batch)
        of_class, class_sizes = self._class.noised(batch, photos, sizes)
        told = self._texts.told([*names, *self._class.told(batch)])
        both = Noised(
            *(torch.cat(pair) for pair in zip(photos.tensors, of_class.tensors, strict=True))
        )
        predicted = self._pass.predict(both, told, _both(sizes, class_sizes))
        own, prior = predicted.chunk(2, dim=0)  # pictures, not channels
        return subject_loss.two_terms(
            self._pass.difference(photos, own, self._photos.mask(batch)),
            self._pass.difference(of_class, prior),
            self._config.prior_weight,
        )

    def report(self) -> dict[str, float]:
        """The loss of the photos alone, without that of the class."""
        return self._pass.report(
            lambda numbers: self._texts.told([self._words.named(number) for number in numbers])
        )

    def sample(self) -> Image.Image | None:
        """The subject and the plain class, with the same noise each time."""
        prompts = (self._words.subject, self._words.class_prompt)
        return subject_sheet.draw(self._taught, self._texts, prompts, self._side, self._config.seed)

    def at_strengths(self) -> Image.Image | None:
        parts = (self._taught, self._learning, self._texts, self._words.subject)
        return subject_sheet.at_strengths(*parts, self._side, self._config.seed)

    def export(self, folder: Path, steps: int, picture: Image.Image | None = None) -> None:
        """`picture`: one that is there already; None: it is drawn."""
        picture = picture or subject_sheet.draw(
            self._taught, self._texts, (self._words.subject,), self._side, self._config.seed, 1
        )
        save_result(folder, self._setting, self._taught, self._learning, steps, picture)

    @property
    def _side(self) -> int:
        return self._setting.pictures.resolution

    def shown(self, batch: Batch) -> ShownBatch:
        """The photos of a mini-batch as the network sees them."""
        return self._pass.shown(batch)


def _both(first: Tensor | None, second: Tensor | None) -> Tensor | None:
    return None if first is None or second is None else torch.cat([first, second])
