"""Finds models and keeps the last one loaded, so that the next picture starts at once.

One model at a time: the old one is let go before the new one is read, so that both never have to
fit. A model whose files changed on the disk is read anew: weights, configs and words alike. What a
folder means is `core/checkpoints`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, TypeAlias

import torch
from torch import nn

from core.checkpoints.folder import FolderModel, load_folder
from core.checkpoints.single_file import load_single
from core.checkpoints.vae_file import load_vae_at
from core.contract.request import Saving
from core.files.catalogue import finding
from core.files.models.library import ModelInfo
from core.files.models.predictions import BESIDE
from core.generation.bundle import ModelBundle
from core.generation.footprint import Outline
from core.generation.machine import give_back, resident
from core.generation.preview import read_preview_map
from core.generation.probe import settled
from core.generation.residence import Part, Residence
from core.networks.vae import VAE

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
        self._outline: tuple[str, Stamp, Outline] | None = None
        self.base = resident()  # bytes of the process before any model

    @property
    def loaded(self) -> ModelBundle | None:
        """The model in memory, if any."""
        return self._bundle

    def outline(self, info: ModelInfo) -> Outline:
        """What of the model counts for memory, from its small files and headers; the last one is kept.

        Raises what `read_model` raises.
        """
        path, stamp = Path(info.path), model_stamp(Path(info.path))
        if self._outline is None or self._outline[:2] != (info.path, stamp):
            model = self._read(path, device=torch.device("cpu"), dtype=torch.float32, parts=())
            self._outline = (info.path, stamp, Outline.of(model, info.family))
        return self._outline[2]

    def load(
        self,
        info: ModelInfo,
        device: torch.device,
        dtype: torch.dtype,
        vae: str | None = None,
        savings: Sequence[Saving] = (),
    ) -> ModelBundle:
        """The model, from memory where it is there already; `vae` is the path of one to use instead of its own.

        With the saving "offload" its parts come when they are held. Where nobody says what a single file
        predicts, it is tried once. Raises what `read_model` and `load_vae_at` raise.
        """
        path, other = Path(info.path), None if vae is None else Path(vae)
        stamp = (*model_stamp(path), *(() if other is None else model_stamp(other)))
        key = (info.path, vae, device, dtype, stamp)
        if self._bundle is None or self._key != key:
            self.unload()
            reading = _Reading(self._read, path, other, info, device, dtype)
            bundle = reading.bundle(offload="offload" in savings)
            self._bundle = settled(bundle) if info.basis == "family" else bundle
            self._key = key
        self._bundle.use(savings)
        return self._bundle

    def unload(self) -> None:
        """Let go of the model and give its memory back."""
        if self._bundle is None:
            return
        device = self._bundle.device
        self._bundle = self._key = None
        give_back(device)


@dataclass(frozen=True)
class _Reading:
    """One model's way from its files into memory, as a whole or part by part."""

    read: ReadFolder
    path: Path
    vae: Path | None  # of the one to use instead of the model's own
    info: ModelInfo
    device: torch.device
    dtype: torch.dtype

    def bundle(self, *, offload: bool) -> ModelBundle:
        """The model; while offloading nothing of it is on the device yet."""
        # Weights made in inference mode could never be trained or changed: the caller may be in it.
        with torch.inference_mode(False):
            if offload and self.device.type == "cpu":
                model = self.model((), self.device)
                for network in (model.unet, model.vae, model.text_encoder, model.text_encoder_2):
                    if network is not None:
                        network.to(self.dtype)  # of weights that are still to come
            else:
                model = self.model(PARTS, torch.device("cpu") if offload else self.device)
        preview = read_preview_map(
            self.path, model.vae.config.latent_channels, xl=model.text_encoder_2 is not None
        )
        bundle = ModelBundle.of(self.info, model, preview, self.device, self.dtype)
        bundle.residence = Residence(
            {
                "text": [reader.encoder for reader in bundle.readers],
                "unet": [bundle.unet],
                "vae": [bundle.vae],
            },
            self.device,
            self.again,
        )
        bundle.residence.offload = offload
        return bundle

    def model(self, parts: tuple[str, ...], device: torch.device) -> FolderModel:
        """What the files give, the other VAE in its place."""
        model = self.read(self.path, device=device, dtype=self.dtype, parts=parts)
        if self.vae is not None:
            model.vae = self.other_vae(model, device)
        return model

    def other_vae(self, model: FolderModel, device: torch.device) -> VAE:
        if self.vae is None:
            return model.vae
        own, family = model.vae.config, self.info.family
        return load_vae_at(self.vae, own, family, device=device, dtype=self.dtype)

    def again(self, part: Part) -> Sequence[nn.Module]:
        """A part's networks once more, for the CPU."""
        names = [name for name in PARTS if name.startswith(part)]
        with_vae = part == "vae" and self.vae is not None
        model = self.read(
            self.path, device=self.device, dtype=self.dtype, parts=() if with_vae else tuple(names)
        )
        if with_vae:
            return [self.other_vae(model, self.device)]
        networks = (getattr(model, name) for name in names)
        return [network.eval() for network in networks if network is not None]


def model_stamp(place: Path) -> Stamp:
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
