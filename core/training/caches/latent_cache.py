"""What the frozen autoencoder says about every picture, computed once and kept in the run folder.

Mean and log variance are kept, not a sample: each step draws its own sample of the posterior. A
resumed run reads the file, so it sees the very same numbers. Beside them, where wanted, the posterior of
each picture in the mirror, and a mask of the subject.

Axes: N pictures of one size, B of a batch, C channels, h w latent cells.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from core.checkpoints.tensors import read_tensors, write_safetensors
from core.contract.errors import LatentsNotFinite, ReverieError
from core.contract.notices import LATENTS_MADE
from core.contract.training import LoopConfig
from core.files.models.headers import read_header
from core.networks.vae import VAE, Posterior
from core.training.data.dataset import PictureSet, Progress
from core.training.data.order import Batch
from core.training.task import Setting

FILE = "latents.safetensors"
KEY = "reverie.latents"
KEPT = torch.float16  # 11 bits are finer than the posterior's own spread
# At most so many pixels at once, or one picture; part of the key, as rounding may depend on it. With two of 512 px
# (1.3 GB) the preparation, and not the steps, would say how much memory a LoRA needs; and on a CPU more pixels are
# slower: 16 pictures of 128 px take a quarter longer each than four, thirty-two half as long again.
ENCODE_PIXELS = 256 * 256
CPU = torch.device("cpu")
MIRROR = "mirror"  # the purpose of the draw that decides


@dataclass(frozen=True)
class Extras:
    """What is kept beside the posteriors. `mask(number)`: (H, W) in 0 … 1, 1 = the subject."""

    mirror: bool = False
    mask: Callable[[int], Tensor] | None = None
    key: str = ""  # which masks they are


NOTHING = Extras()


class LatentCache:
    """Posteriors of all pictures, unscaled, by picture number: tensors for each size of picture.

    `tensors`: "mean", "logvar", "mirrored.mean", "mirrored.logvar", "mask", "mirrored.mask", each followed by
    ".<group>"; rows are in the order of the numbers of the group.
    """

    def __init__(self, groups: Sequence[Sequence[int]], tensors: dict[str, Tensor]) -> None:
        self.tensors = tensors
        self._row = {n: (g, r) for g, group in enumerate(groups) for r, n in enumerate(group)}

    def posterior(self, numbers: Sequence[int]) -> Posterior:
        """Posteriors of pictures of one size, float32 on the CPU, none mirrored."""
        plain = [False] * len(numbers)
        return Posterior(
            self._rows("mean", numbers, plain).float(), self._rows("logvar", numbers, plain).float()
        )

    def posterior_of(self, batch: Batch) -> Posterior:
        """Those of a batch, each second one in the mirror where mirrored ones are kept."""
        turned = self.mirrored(batch)
        return Posterior(
            self._rows("mean", batch.pictures, turned).float(),
            self._rows("logvar", batch.pictures, turned).float(),
        )

    def mask_of(self, batch: Batch) -> Tensor | None:
        """(B, 1, h, w) float32 in 0 … 1, in the mirror as the posteriors are; None where none are kept."""
        if "mask.0" not in self.tensors:
            return None
        return self._rows("mask", batch.pictures, self.mirrored(batch)).float()

    def mirrored(self, batch: Batch) -> list[bool]:
        """Which of a batch are seen in the mirror."""
        if "mirrored.mean.0" not in self.tensors:
            return [False] * len(batch)
        return (batch.uniform(MIRROR) < 0.5).tolist()

    def _rows(self, name: str, numbers: Sequence[int], turned: Sequence[bool]) -> Tensor:
        rows = []
        for number, is_mirrored in zip(numbers, turned, strict=True):
            group, row = self._row[number]
            rows.append(self.tensors[f"{'mirrored.' if is_mirrored else ''}{name}.{group}"][row])
        return torch.stack(rows)


def cache_key(setting: Setting[LoopConfig], vae_hash: str, extras: Extras = NOTHING) -> str:
    """Changes with the weights, the pictures, what is kept of them and the precision they are encoded in."""
    pictures = setting.pictures.fingerprint
    text = f"{vae_hash}/{pictures}/{setting.dtype}/{setting.device.type}/{KEPT}/{ENCODE_PIXELS}"
    text += f"/{extras.mirror}/{extras.key}"
    return hashlib.sha256(text.encode()).hexdigest()


def encode_batch(width: int, height: int, count: int) -> int:
    """How many of `count` pictures of this size, px, go through the autoencoder at once."""
    return max(1, min(count, ENCODE_PIXELS // (width * height)))


def is_ready(folder: Path, key: str) -> bool:
    """Whether `folder` holds the posteriors of this key; then no picture need be decoded."""
    try:
        return read_header(folder / FILE).metadata.get(KEY) == key
    except ReverieError:
        return False


def read(folder: Path, pictures: PictureSet) -> LatentCache:
    """The cache of a run folder. Raises the errors of `read_tensors`."""
    tensors = read_tensors(folder / FILE, device=CPU)
    return LatentCache(pictures.groups(range(len(pictures))), tensors)


def write(folder: Path, cache: LatentCache, key: str) -> None:
    write_safetensors(folder / FILE, cache.tensors, {KEY: key})


class Encoding:
    """The pass over all pictures: iterate it for its progress, then take `cache`.

    Raises `LatentsNotFinite` where the autoencoder breaks down, naming the picture, instead of learning from it.
    """

    def __init__(self, vae: VAE, setting: Setting[LoopConfig], extras: Extras = NOTHING) -> None:
        self._vae, self._setting, self._extras = vae, setting, extras
        pictures = setting.pictures
        self._groups = pictures.groups(range(len(pictures)))
        tensors: dict[str, Tensor] = {}
        for index, group in enumerate(self._groups):
            width, height = (side // vae.config.downscale for side in pictures.size(group[0]))
            shape = (len(group), vae.config.latent_channels, height, width)
            for way in self._ways():
                tensors[f"{way}mean.{index}"] = torch.empty(shape, dtype=KEPT)
                tensors[f"{way}logvar.{index}"] = torch.empty(shape, dtype=KEPT)
                if extras.mask is not None:
                    tensors[f"{way}mask.{index}"] = torch.empty(
                        (len(group), 1, height, width), dtype=KEPT
                    )
        self.cache = LatentCache(self._groups, tensors)

    @torch.no_grad()
    def __iter__(self) -> Iterator[Progress]:
        pictures = self._setting.pictures
        done, count = 0, len(pictures)
        for index, group in enumerate(self._groups):
            batch = encode_batch(*pictures.size(group[0]), len(group))
            for first in range(0, len(group), batch):
                part = group[first : first + batch]
                rows = slice(first, first + len(part))
                pixels = self._setting.pixels(part)  # (B, 3, H, W)
                for way in self._ways():
                    self._keep(pixels.flip(-1) if way else pixels, part, f"{index}", way, rows)
                done += len(part)
                yield Progress(LATENTS_MADE, done, count)

    def _ways(self) -> tuple[str, ...]:
        return ("", "mirrored.") if self._extras.mirror else ("",)

    def _keep(self, pixels: Tensor, part: Sequence[int], group: str, way: str, rows: slice) -> None:
        tensors = self.cache.tensors
        with self._setting.autocast():
            posterior = self._vae.encode(pixels)
        for name, values in (("mean", posterior.mean), ("logvar", posterior.logvar)):
            kept = values.to("cpu", KEPT)
            finite = kept.isfinite().flatten(1).all(1)  # (B,)
            if not bool(finite.all()):
                bad = part[int(finite.int().argmin())]
                raise LatentsNotFinite(self._setting.pictures.entries[bad].name)
            tensors[f"{way}{name}.{group}"][rows] = kept
        if self._extras.mask is not None:
            masks = torch.stack([self._extras.mask(number) for number in part]).unsqueeze(1)
            small = F.interpolate(masks, size=posterior.mean.shape[-2:], mode="area")
            tensors[f"{way}mask.{group}"][rows] = (small.flip(-1) if way else small).to(KEPT)
