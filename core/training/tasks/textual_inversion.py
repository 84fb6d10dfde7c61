"""Teach a new word for what the model can draw already (textual inversion, Gal et al. 2022).

Nothing learns but the word's vectors. The photos are called by neutral sentences around it, a different one
each time, so that the word comes to mean what the photos have in common and not "a photo of".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import torch
from PIL import Image
from torch import Tensor, nn

from core.contract.teaching import EmbeddingConfig, filled, has_word
from core.diffusion.conditioning import Conditioning
from core.training.caches.known_texts import KnownTexts
from core.training.caches.photo_latents import PhotoLatents
from core.training.data.dataset import Progress
from core.training.data.order import Batch
from core.training.new_word import WithWord
from core.training.optim.gradient_checkpointing import recompute
from core.training.results.embedding import save_embedding
from core.training.samples import subject_sheet
from core.training.samples.batch_sheet import ShownBatch
from core.training.subject.photo_pass import PhotoPass
from core.training.task import Setting

SENTENCES = (
    "a photo of {token}",
    "a picture of {token}",
    "one {token}",
    "a photo of one {token}",
    "a good photo of {token}",
    "a close photo of {token}",
    "a clear picture of {token}",
    "this is {token}",
)


class TextualInversionTask:
    """The model with its new word."""

    def __init__(self, setting: Setting[EmbeddingConfig], taught: WithWord) -> None:
        config = setting.config
        self._setting, self._taught, self._config = setting, taught, config
        sentences = SENTENCES if config.prompt is None else (config.prompt,)
        self._sentences = [filled(s, config.token, config.init_word) for s in sentences]
        captions = (entry.caption for entry in setting.pictures.entries)
        texts = {self._called(s, c) for c in captions for s in self._sentences}
        # Its word changes in each step, so nothing is kept.
        self._texts = KnownTexts(taught, ("", *self._sentences, *sorted(texts)), live=True)
        self._photos = PhotoLatents(setting, taught)
        self._pass = PhotoPass(setting, taught, self._photos)
        if config.gradient_checkpointing:
            recompute((taught.unet, *taught.texts.values()))

    @property
    def modules(self) -> Mapping[str, nn.Module]:
        return {"embedding": self._taught.word}

    def needs_pictures(self, run: Path) -> bool:
        return not self._photos.is_ready(run)

    def prepare(self, run: Path) -> Iterator[Progress]:
        yield from self._photos.prepare(run)
        self._taught.vae.to("cpu")

    def loss(self, batch: Batch) -> Tensor:
        said = batch.integers("sentence", len(self._sentences)).tolist()
        texts = [
            self._text(number, self._sentences[which])
            for number, which in zip(batch.pictures, said, strict=True)
        ]
        return self._pass.error(batch, self._texts.told(texts))

    def shown(self, batch: Batch) -> ShownBatch:
        return self._pass.shown(batch)

    def report(self) -> dict[str, float]:
        def told(numbers: Sequence[int]) -> Conditioning:
            return self._texts.told([self._text(n, self._sentences[0]) for n in numbers])

        return self._pass.report(told)

    def sample(self) -> Image.Image | None:
        """The word alone, with the same noise each time."""
        return self._drawn(subject_sheet.EACH)

    def export(self, folder: Path, steps: int, picture: Image.Image | None = None) -> None:
        """`picture`: one that is there already; None: it is drawn."""
        with torch.no_grad():
            rows = [self._taught.word.rows(n) for n in range(len(self._taught.texts))]
        picture = picture or self._drawn(1)
        save_embedding(folder, self._config, self._taught.info, rows, steps, picture)

    def _drawn(self, each: int) -> Image.Image:
        side, seed = self._setting.pictures.resolution, self._config.seed
        prompts = (self._sentences[0],)
        return subject_sheet.draw(self._taught, self._texts, prompts, side, seed, each)

    def _text(self, number: int, sentence: str) -> str:
        return self._called(sentence, self._setting.pictures.entries[number].caption)

    def _called(self, sentence: str, caption: str) -> str:
        """What a photo is called; its own caption stands behind, or alone where it has the word."""
        caption = caption.strip()
        if has_word(caption, self._config.token):
            return caption
        return f"{sentence}, {caption}" if caption else sentence
