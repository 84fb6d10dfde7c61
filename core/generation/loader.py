"""Finds models and keeps the last one loaded, so that the next picture starts at once.

One model at a time: the old one is let go before the new one is read, so that both never have to
fit. A model whose files changed on the disk is read anew: weights, configs and words alike. What a
folder means is `core/checkpoints`.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeAlias

import torch

from core.checkpoints.folder import FolderModel, load_folder
from core.checkpoints.single_file import load_single
from core.checkpoints.vae_file import load_vae_at
from core.files.catalogue import finding
from core.files.library import ModelInfo
from core.files.predictions import BESIDE
from core.generation.bundle import ModelBundle
from core.generation.device import release_memory
from core.generation.preview import read_preview_map
from core.generation.probe import settled

PARTS = ("unet", "vae", "text_encoder", "text_encoder_2")  # drawing needs no image encoder

READ = frozenset(
    {".safetensors", ".bin", ".json", ".txt"}
)  # endings of the files a model is made of

Stamp: TypeAlias = tuple[tuple[str, int, int], ...]  # name, bytes, change time of each file
Key: TypeAlias = tuple[str, str | None, torch.device, torch.dtype, Stamp]


class ReadFolder(Protocol):
    """`core.checkpoints.folder.load_folder`, or a test's stand-in."""

    def __call__(
        self, path: Path, *, device: torch.device, dtype: torch.dtype, parts: tuple[str, ...]
    ) -> FolderModel: ...


def read_model(
    path: Path, *, device: torch.device, dtype: torch.dtype, parts: tuple[str, ...]
) -> FolderModel:
    """A folder or a single file. Raises what `load_folder` and `load_single` raise."""
    read = load_single if path.is_file() else load_folder
    return read(path, device=device, dtype=dtype, parts=parts)


class Loader:
    """Holds at most one model. Not for use by two threads at once."""

    def __init__(
        self,
        find: Callable[[str], ModelInfo] = finding.find,
        read: ReadFolder = read_model,
    ) -> None:
        self.find = find  # name or path → what the model is; raises what `finding.find` raises
        self._read = read
        self._key: Key | None = None
        self._bundle: ModelBundle | None = None

    @property
    def loaded(self) -> ModelBundle | None:
        """The model in memory, if any."""
        return self._bundle

    def load(
        self, info: ModelInfo, device: torch.device, dtype: torch.dtype, vae: str | None = None
    ) -> ModelBundle:
        """The model, from memory where it is there already; `vae` is the path of one to use instead of its own.

        Where nobody says what a single file predicts, it is tried once. Raises what `read_model` and
        `load_vae_at` raise.
        """
        path, other = Path(info.path), None if vae is None else Path(vae)
        stamp = (*_stamp(path), *(() if other is None else _stamp(other)))
        key = (info.path, vae, device, dtype, stamp)
        if self._bundle is not None and self._key == key:
            return self._bundle
        self.unload()
        # Weights made in inference mode could never be trained or changed: the caller may be in it.
        with torch.inference_mode(False):
            model = self._read(path, device=device, dtype=dtype, parts=PARTS)
            if other is not None:
                own = model.vae.config
                model.vae = load_vae_at(other, own, info.family, device=device, dtype=dtype)
        preview = read_preview_map(
            path, model.vae.config.latent_channels, xl=model.text_encoder_2 is not None
        )
        bundle = ModelBundle.of(info, model, preview, device, dtype)
        self._bundle = settled(bundle) if info.basis == "family" else bundle
        self._key = key
        return self._bundle

    def unload(self) -> None:
        """Let go of the model and give its memory back."""
        if self._bundle is None:
            return
        device = self._bundle.device
        self._bundle = self._key = None
        gc.collect()
        release_memory(device)


def _stamp(place: Path) -> Stamp:
    """Changes when a file of the model does, or for a single file one beside it that speaks of it."""
    if place.is_dir():
        files = [path for path in place.rglob("*") if path.suffix in READ and path.is_file()]
    else:
        beside = (place.with_suffix(ending) for ending in BESIDE)
        files = [path for path in (place, *beside) if path.is_file()]
    found = []
    for path in files:
        status = path.stat()
        found.append((str(path), status.st_size, status.st_mtime_ns))
    return tuple(sorted(found))
