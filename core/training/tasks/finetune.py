"""Teach a model more of many captioned pictures, as a LoRA or in the weights themselves.

Pictures keep about their shape (`framing.py`); a share of them is shown without words, so that the half of the
guidance that is told nothing goes on working.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from PIL import Image
from torch import Tensor, nn

from core.contract.teaching import FinetuneConfig
from core.diffusion.conditioning import Conditioning
from core.files.photos.captions import with_word
from core.training import learning
from core.training.caches.known_texts import KnownTexts
from core.training.caches.photo_latents import PhotoLatents
from core.training.data.dataset import Progress, memory_allowance
from core.training.data.order import Batch
from core.training.results.subject import save_result
from core.training.samples import subject_sheet
from core.training.samples.batch_sheet import ShownBatch
from core.training.subject.photo_pass import PhotoPass
from core.training.task import Setting
from core.training.taught import Taught

SAMPLED = 2  # captions of held-out pictures
TEXT_BYTES = 77 * 2048 * 4  # of a caption, no model has more in 77 tokens


class FinetuneTask:
    """The model, what learns of it, and the captions."""

    def __init__(self, setting: Setting[FinetuneConfig], taught: Taught) -> None:
        config = setting.config
        self._setting, self._taught, self._config = setting, taught, config
        self._learning = learning.of(taught, config)
        self._photos = PhotoLatents(setting, taught)
        self._pass = PhotoPass(setting, taught, self._photos)
        texts = sorted({"", *map(self._caption, range(len(setting.pictures)))})
        too_many = len(texts) * TEXT_BYTES > memory_allowance()
        self._texts = KnownTexts(taught, texts, live=config.train_text_encoder or too_many)

    @property
    def modules(self) -> Mapping[str, nn.Module]:
        return self._learning.modules

    def needs_pictures(self, run: Path) -> bool:
        return not self._photos.is_ready(run)

    def prepare(self, run: Path) -> Iterator[Progress]:
        yield from self._photos.prepare(run)
        self._taught.vae.to("cpu")
        self._texts.prepare()

    def loss(self, batch: Batch) -> Tensor:
        silent = (batch.uniform("caption") < self._config.caption_dropout).tolist()
        texts = [
            "" if drop else self._caption(number)
            for number, drop in zip(batch.pictures, silent, strict=True)
        ]
        return self._pass.error(batch, self._texts.told(texts))

    def shown(self, batch: Batch) -> ShownBatch:
        return self._pass.shown(batch)

    def report(self) -> dict[str, float]:
        return self._pass.report(self._told)

    def sample(self) -> Image.Image | None:
        """Pictures of a few held-out captions, with the same noise each time."""
        return self._drawn(SAMPLED, subject_sheet.EACH)

    def at_strengths(self) -> Image.Image | None:
        (said,) = self._sampled(1)
        parts = (self._taught, self._learning, self._texts, said)
        return subject_sheet.at_strengths(*parts, self._side, self._config.seed)

    def export(self, folder: Path, steps: int, picture: Image.Image | None = None) -> None:
        """`picture`: one that is there already; None: it is drawn."""
        picture = picture or self._drawn(1, 1)
        save_result(folder, self._setting, self._taught, self._learning, steps, picture)

    def _drawn(self, prompts: int, each: int) -> Image.Image:
        said = self._sampled(prompts)
        return subject_sheet.draw(
            self._taught, self._texts, said, self._side, self._config.seed, each
        )

    def _sampled(self, count: int) -> tuple[str, ...]:
        return tuple(self._caption(number) for number in self._setting.reported()[:count])

    @property
    def _side(self) -> int:
        return self._setting.pictures.resolution

    def _told(self, numbers: Sequence[int]) -> Conditioning:
        return self._texts.told([self._caption(number) for number in numbers])

    def _caption(self, number: int) -> str:
        caption = self._setting.pictures.entries[number].caption
        return with_word(caption, self._config.trigger)
