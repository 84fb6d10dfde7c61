"""Teach a subject from a few photos (DreamBooth, Ruiz et al. 2023), as a LoRA or in the weights themselves.

A rare token and the class noun come to mean the subject. What the noun alone means is kept by pictures of the
class that the model drew itself before, or, with a LoRA, by its own prediction without the LoRA. So is what a LoRA
says without any words: guidance goes away from that, and where it drifts towards the subject, whatever else is
drawn loses its shape.

Axes: B batch, C channels, h w latent cells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import torch
from PIL import Image
from torch import Tensor, nn

from core.contract.teaching import DreamBoothConfig, filled, has_word, instead
from core.diffusion.denoiser import Conditioning
from core.training import learning, subject_loss
from core.training.data.class_order import class_numbers
from core.training.data.dataset import PictureSet, Progress
from core.training.data.known_texts import KnownTexts
from core.training.data.order import Batch
from core.training.data.photo_latents import PhotoLatents
from core.training.noising import Noised, noised
from core.training.photo_pass import PhotoPass
from core.training.results import subject_sheet
from core.training.results.batch_sheet import ShownBatch
from core.training.results.subject import save_result
from core.training.tasks.task import Setting
from core.training.taught import Taught, joined

CLASS = "class "  # parts the draws of the class from those of the photos
WORDS = "words of the class"  # the purpose of the draw that leaves them out
CLASS_FOLDER = "class"  # in the run folder


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
        self._class = None
        if class_pictures is not None:
            self._class = PhotoLatents(setting, taught, pictures=class_pictures)
        self.class_prompt = filled(config.class_prompt, config.token, config.class_noun)
        numbers = range(len(setting.pictures))
        texts = {self._prompt(n) for n in numbers} | {self._plain(n) for n in numbers}
        self._texts = KnownTexts(
            taught,
            ("", self.class_prompt, self.subject, *sorted(texts)),
            live=config.train_text_encoder,
        )
        self._base: dict[
            str, Conditioning
        ] = {}  # what the photos are called without the token, as the model had it

    @property
    def modules(self) -> Mapping[str, nn.Module]:
        return self._learning.modules

    @property
    def per_step(self) -> int:
        """Photos of one step, over all processes and forward passes."""
        config = self._config
        return config.batch_size * config.accumulation * self._setting.world.size

    def needs_pictures(self, run: Path) -> bool:
        return not self._photos.is_ready(run)

    def prepare(self, run: Path) -> Iterator[Progress]:
        """Latents of the photos, then of the class (by process 0, for all), then the texts."""
        yield from self._photos.prepare(run)
        if self._class is not None:
            yield from self._class.prepare(run / CLASS_FOLDER)
        self._taught.vae.to("cpu")
        with self._learning.off():
            plain = {self._plain(n) for n in range(len(self._setting.pictures))}
            for text in sorted({"", self.class_prompt} | plain):
                self._base[text] = self._texts.now([text])
        self._texts.prepare()

    def loss(self, batch: Batch) -> Tensor:
        """One forward pass for photos and class together; each half's mean, then both."""
        config = self._config
        texts = [self._prompt(number) for number in batch.pictures]
        if config.prior == "none":
            return self._pass.error(batch, self._texts.told(texts))
        photos = self._pass.noised(batch)
        sizes = self._photos.size_ids(batch)
        of_class, class_sizes = self._class_noised(batch, photos, sizes)
        told = self._texts.told([*texts, *self._class_texts(batch)])
        both = Noised(
            *(torch.cat(pair) for pair in zip(photos.tensors, of_class.tensors, strict=True))
        )
        predicted = self._pass.predict(both, told, _both(sizes, class_sizes))
        own, prior = predicted.chunk(2, dim=0)  # pictures, not channels
        return subject_loss.two_terms(
            self._pass.difference(photos, own, self._photos.mask(batch)),
            self._pass.difference(of_class, prior),
            config.prior_weight,
        )

    def report(self) -> dict[str, float]:
        """The loss of the photos alone, without that of the class."""
        return self._pass.report(
            lambda numbers: self._texts.told([self._prompt(number) for number in numbers])
        )

    def sample(self) -> Image.Image | None:
        """The subject and the plain class, with the same noise each time."""
        prompts = (self.subject, self.class_prompt)
        return subject_sheet.draw(self._taught, self._texts, prompts, self._side, self._config.seed)

    def export(self, folder: Path, picture: Image.Image | None = None) -> None:
        """`picture`: one that is there already; None: it is drawn."""
        picture = picture or subject_sheet.draw(
            self._taught, self._texts, (self.subject,), self._side, self._config.seed, 1
        )
        count = 0 if self._class is None else len(self._class)
        save_result(folder, self._setting, self._taught, self._learning, picture, count)

    @property
    def subject(self) -> str:
        """The prompt of the photos."""
        return filled(self._config.prompt, self._config.token, self._config.class_noun)

    @property
    def _side(self) -> int:
        return self._setting.pictures.resolution

    def _prompt(self, number: int) -> str:
        """What a photo is called; what its own caption says comes behind it, or is all where it has the token."""
        caption = self._setting.pictures.entries[number].caption.strip()
        if has_word(caption, self._config.token):
            return caption
        return f"{self.subject}, {caption}" if caption else self.subject

    def _class_texts(self, batch: Batch) -> list[str]:
        """What the other half is called: pictures of the class have one name, photos each their own; some have none."""
        names = [
            self._plain(number) if self._class is None else self.class_prompt
            for number in batch.pictures
        ]
        silent = self._silent(batch).tolist()
        return ["" if none else name for name, none in zip(names, silent, strict=True)]

    def _silent(self, batch: Batch) -> Tensor:
        """(B,) of bool: which places of the other half are told nothing. Weights cannot be asked what they were."""
        share = self._config.prior_dropout if self._learning.adapters else 0.0
        return batch.uniform(WORDS) < share

    def _plain(self, number: int) -> str:
        """What a photo would be called if it showed any other of its class.

        All that the caption says besides stays, so that only the token can come to mean the subject.
        """
        token, noun = self._config.token, self._config.class_noun
        caption = self._setting.pictures.entries[number].caption.strip()
        if has_word(caption, token):
            return instead(instead(caption, f"{token} {noun}", noun), token, noun)
        return f"{self.class_prompt}, {caption}" if caption else self.class_prompt

    def shown(self, batch: Batch) -> ShownBatch:
        """The photos of a mini-batch as the network sees them."""
        return self._pass.shown(batch)

    def _class_noised(
        self, batch: Batch, photos: Noised, sizes: Tensor | None
    ) -> tuple[Noised, Tensor | None]:
        """The other half: pictures of the class; or the photos once more, with what the untaught model says of them."""
        if self._class is None:
            return Noised(photos.x, photos.t, self._untaught(batch, photos, sizes)), sizes
        numbers = class_numbers(
            len(self._class), self._config.seed, batch.step, self.per_step, batch.places
        )
        other = Batch(batch.seed, batch.step, numbers, batch.places)
        latents = self._class.latents(other, purpose=CLASS)
        offset = self._config.noise_offset
        made = noised(self._taught.schedule, latents, other, purpose=CLASS, offset=offset)
        class_sizes = self._class.size_ids(other)
        silent = self._silent(batch)
        if silent.any():
            kept = self._untaught(batch, made, class_sizes)
            target = torch.where(silent.view(-1, 1, 1, 1), kept, made.target)
            made = Noised(made.x, made.t, target)
        return made, class_sizes

    @torch.no_grad()
    def _untaught(self, batch: Batch, given: Noised, sizes: Tensor | None) -> Tensor:
        """The prediction without the LoRA, told what the other half is called: never the token."""
        if not self._base:
            raise RuntimeError("prepare has not run")
        told = joined([self._base[text] for text in self._class_texts(batch)])
        with self._learning.off():
            return self._pass.predict(given, told, sizes).cpu()


def _both(first: Tensor | None, second: Tensor | None) -> Tensor | None:
    return None if first is None or second is None else torch.cat([first, second])
