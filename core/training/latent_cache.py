"""What the frozen autoencoder says about every picture, computed once and kept in the run folder.

Mean and log variance are kept, not a sample: each step draws its own sample of the posterior. A
resumed run reads the file, so it sees the very same numbers.

Axes: N pictures, B of a batch, C channels, h w latent cells.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from torch import Tensor

from core.checkpoints.tensors import read_tensors, write_safetensors
from core.contract.errors import ReverieError
from core.contract.training import LoopConfig
from core.files.model_headers import read_header
from core.networks.vae import VAE, Posterior
from core.training.dataset import Progress
from core.training.tasks.task import Setting

FILE = "latents.safetensors"
KEY = "reverie.latents"
KEPT = torch.float16  # 11 bits are finer than the posterior's own spread
ENCODE_BATCH = 32  # pictures; part of the key: rounding may depend on it
CPU = torch.device("cpu")


class LatentCache:
    """Posteriors of all pictures, unscaled, by picture number."""

    def __init__(self, mean: Tensor, logvar: Tensor) -> None:
        self.mean = mean  # (N, C, h, w) in KEPT
        self.logvar = logvar

    def posterior(self, numbers: Sequence[int]) -> Posterior:
        """Posteriors of a batch, float32 on the CPU."""
        rows = torch.as_tensor(list(numbers))
        return Posterior(self.mean[rows].float(), self.logvar[rows].float())


def cache_key(setting: Setting[LoopConfig], vae_hash: str) -> str:
    """Changes with the weights, the pictures and the precision they are encoded in."""
    pictures = setting.pictures.fingerprint
    text = f"{vae_hash}/{pictures}/{setting.dtype}/{setting.device.type}/{KEPT}/{ENCODE_BATCH}"
    return hashlib.sha256(text.encode()).hexdigest()


def is_ready(folder: Path, key: str) -> bool:
    """Whether `folder` holds the posteriors of this key; then no picture need be decoded."""
    try:
        return read_header(folder / FILE).metadata.get(KEY) == key
    except ReverieError:
        return False


def read(folder: Path) -> LatentCache:
    """The cache of a run folder. Raises the errors of `read_tensors`."""
    tensors = read_tensors(folder / FILE, device=CPU)
    return LatentCache(tensors["mean"], tensors["logvar"])


def write(folder: Path, cache: LatentCache, key: str) -> None:
    tensors = {"mean": cache.mean, "logvar": cache.logvar}
    write_safetensors(folder / FILE, tensors, {KEY: key})


class Encoding:
    """The pass over all pictures: iterate it for its progress, then take `cache`."""

    def __init__(self, vae: VAE, setting: Setting[LoopConfig]) -> None:
        self._vae, self._setting = vae, setting
        side = setting.pictures.resolution // vae.config.downscale
        shape = (len(setting.pictures), vae.config.latent_channels, side, side)
        self.cache = LatentCache(torch.empty(shape, dtype=KEPT), torch.empty(shape, dtype=KEPT))

    @torch.no_grad()
    def __iter__(self) -> Iterator[Progress]:
        count = len(self._setting.pictures)
        for first in range(0, count, ENCODE_BATCH):
            last = min(first + ENCODE_BATCH, count)
            with self._setting.autocast():
                posterior = self._vae.encode(self._setting.pixels(range(first, last)))
            self.cache.mean[first:last] = posterior.mean.to("cpu", KEPT)
            self.cache.logvar[first:last] = posterior.logvar.to("cpu", KEPT)
            yield Progress("latents_made", last, count)
