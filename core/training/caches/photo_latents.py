"""The latents of one set of pictures in a training: made once, kept beside the run, sampled anew in each step.

Axes: B batch, C channels, h w latent cells.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from pathlib import Path

import torch
from torch import Tensor

from core.contract.teaching import TeachConfig
from core.files import store
from core.files.models import hashes
from core.files.models.library import ModelInfo
from core.files.reading import text_of
from core.training.caches import latent_cache
from core.training.caches.latent_cache import Encoding, Extras, LatentCache
from core.training.data import masks
from core.training.data.dataset import PictureSet, Progress
from core.training.data.order import Batch
from core.training.task import Setting
from core.training.taught import Taught

NOTED = "masks.txt"  # in the run folder: which masks its latents were kept with
NOTED_MAX = 1000  # bytes
# Whatever the rest computes in: SDXL's autoencoder overflows in half precision
ENCODED_IN = torch.float32


class PhotoLatents:
    """Pictures as the frozen autoencoder sees them."""

    def __init__(
        self,
        setting: Setting[TeachConfig],
        taught: Taught,
        *,
        pictures: PictureSet | None = None,
    ) -> None:
        """`pictures` None: the photos of the setting, mirrored and masked as its config says."""
        self._taught, self._world = taught, setting.world
        own = pictures or setting.pictures
        self._setting = dataclasses.replace(setting, pictures=own, dtype=ENCODED_IN)
        config = setting.config
        self._background = config.mask_background
        self._extras = Extras()
        if pictures is None:
            self._extras = _extras(config, own)
        self._key = _key(self._setting, taught.info, self._extras)
        self._cache: LatentCache | None = None

    def __len__(self) -> int:
        return len(self._setting.pictures)

    def is_ready(self, run: Path) -> bool:
        """Whether nothing need be decoded."""
        return latent_cache.is_ready(run, self._key)

    def prepare(self, run: Path) -> Iterator[Progress]:
        """Make them where they are not there (by process 0, for all). Raises `LatentsNotFinite`."""
        if self._world.is_first and not self.is_ready(run):
            store.make_folder(run)
            encoding = Encoding(self._taught.vae, self._setting, self._extras)
            with self._taught.encoding():
                yield from encoding
            latent_cache.write(run, encoding.cache, self._key)
            if self._extras.key:
                store.write_text(run / NOTED, self._extras.key)
        self._world.wait()
        self._cache = latent_cache.read(run, self._setting.pictures)
        self._setting.pictures.forget()

    def latents(self, batch: Batch, purpose: str = "") -> Tensor:
        """A sample of each posterior, scaled: (B, C, h, w) float32 on the CPU."""
        posterior = self._ready.posterior_of(batch)
        noise = batch.normal(f"{purpose}posterior", posterior.mean.shape[1:])
        return self._taught.vae.to_latents(posterior.sample(noise))

    def mask(self, batch: Batch) -> Tensor | None:
        """How much each cell's error counts, (B, 1, h, w); None: all alike."""
        found = self._ready.mask_of(batch)
        return None if found is None else self._background + (1 - self._background) * found

    def size_ids(self, batch: Batch) -> Tensor:
        """What SDXL is told of each picture, (B, 6): the cut that was really made."""
        pictures = self._setting.pictures
        if pictures.frames is None:
            side = pictures.resolution
            return torch.tensor([[side, side, 0, 0, side, side]] * len(batch))
        turned = self._ready.mirrored(batch)
        pairs = zip(batch.pictures, turned, strict=True)
        rows = [pictures.frames[n].size_ids(is_mirrored=mirrored) for n, mirrored in pairs]
        return torch.tensor(rows)

    @property
    def _ready(self) -> LatentCache:
        if self._cache is None:
            raise RuntimeError("prepare has not run")
        return self._cache


def are_kept(folder: Path, setting: Setting[TeachConfig], info: ModelInfo) -> bool:
    """Whether a folder has the latents of the setting's pictures as they are, so that no file of theirs is needed."""
    exact = dataclasses.replace(setting, dtype=ENCODED_IN)
    return latent_cache.is_ready(folder, _key(exact, info, Extras()))


def _key(setting: Setting[TeachConfig], info: ModelInfo, extras: Extras) -> str:
    return latent_cache.cache_key(setting, hashes.model_hash(info.path), extras)


def _extras(config: TeachConfig, pictures: PictureSet) -> Extras:
    """Raises `DatasetInvalid` for a folder of masks that are none.

    Not where a run has them already: like the photos, their files are needed no more.
    """
    if config.masks is None:
        return Extras(mirror=config.mirror)
    noted = Path(config.output) / NOTED
    if noted.is_file():
        key = text_of(noted, NOTED_MAX)
        return Extras(config.mirror, masks.read_late(Path(config.masks), pictures), key)
    found = masks.find_masks(Path(config.masks), pictures)
    return Extras(config.mirror, masks.reader(found, pictures), masks.key(found))
