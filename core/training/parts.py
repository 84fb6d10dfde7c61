"""Where a training finds its networks: with weights in `init_from`, or fresh from `model_config`.

A part that `init_from` holds with weights is taken from there; any other is built with random weights
from its config in `model_config` (else in `init_from`). Also copies what a result takes over unchanged.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import torch
from torch import nn

from core.checkpoints import components, schemas
from core.checkpoints.folder import SCHEDULER
from core.checkpoints.tokenizer_files import read_tokenizer
from core.contract.errors import InvalidValue
from core.contract.training import TrainingConfig
from core.diffusion.schedule import NoiseSchedule
from core.files import store
from core.files.models.folder_files import read_json, weight_files
from core.networks.unet import UNet
from core.networks.vae import VAE
from core.text.configs import TextConfig
from core.text.encoder import ImageEncoder, TextEncoder
from core.text.tokenizer import Tokenizer
from core.training.data.order import generator

Network = TypeVar("Network", bound=nn.Module)

CONFIG = components.CONFIG
NETWORKS = ("unet", "vae", "text_encoder", "text_encoder_2", "image_encoder")
DATA = ("tokenizer", "tokenizer_2", "scheduler", "feature_extractor")  # folders without weights
INDEX = "model_index.json"
COPIED = frozenset({".json", ".txt", ".safetensors"})
CPU = torch.device("cpu")


@dataclass(frozen=True)
class Parts:
    """The folders of a training. Every method raises the model errors of `core/checkpoints`."""

    init_from: Path | None
    model_config: Path | None
    seed: int

    @staticmethod
    def of(config: TrainingConfig) -> Parts:
        """Raises `InvalidValue` where a named folder does not exist."""
        for name in ("init_from", "model_config"):
            path = getattr(config, name)
            if path is not None and not Path(path).is_dir():
                raise InvalidValue(name, path, "a folder that exists")
        init = Path(config.init_from) if config.init_from else None
        return Parts(init, Path(config.model_config) if config.model_config else None, config.seed)

    def vae(self) -> VAE:
        """In float32 on the CPU, as all networks here."""
        if (model := self._trained("vae")) is not None:
            return components.load_vae(model, device=CPU, dtype=torch.float32)
        config = components.build_vae(self._described(f"vae/{CONFIG}")).config
        return fresh(lambda: VAE(config), self.seed, "vae")

    def unet(self) -> UNet:
        if (model := self._trained("unet")) is not None:
            return components.load_unet(model, device=CPU, dtype=torch.float32)
        config = components.build_unet(self._described(f"unet/{CONFIG}")).config
        return fresh(lambda: UNet(config), self.seed, "unet", quiet=LAST_OF_BRANCH)

    def text_encoder(self) -> TextEncoder:
        if (model := self._trained("text_encoder")) is not None:
            return components.load_text_encoder(model, device=CPU, dtype=torch.float32)
        config = components.build_text_encoder(self._described(f"text_encoder/{CONFIG}")).config
        return fresh(lambda: TextEncoder(config), self.seed, "text_encoder")

    def image_encoder(self, text: TextConfig) -> ImageEncoder:
        """The image encoder that shares its space with a text encoder of this config."""
        if (model := self._trained("image_encoder")) is not None:
            found = components.load_image_encoder(
                model, text.hidden_size, device=CPU, dtype=torch.float32
            )
            if found is not None:
                return found
        name = f"image_encoder/{CONFIG}"
        model = self._described(name)
        config = schemas.image_config(read_json(model, name), str(model / name))
        return fresh(lambda: ImageEncoder(config, text.hidden_size), self.seed, "image_encoder")

    def tokenizer(self, text: TextConfig) -> Tokenizer:
        length, size = text.max_position_embeddings, text.vocab_size
        model = self._described("tokenizer")
        return read_tokenizer(model, length=length, vocab_size=size)

    def schedule(self) -> NoiseSchedule:
        model = self._described(SCHEDULER)
        config = schemas.schedule_config(read_json(model, SCHEDULER), str(model / SCHEDULER))
        return NoiseSchedule(config)

    def frozen(self, part: str) -> Path:
        """The folder with the trained weights of a part that this training does not change."""
        model = self._trained(part)
        if model is None:
            raise InvalidValue(
                "init_from", _shown(self.init_from), f"a folder with a trained {part}"
            )
        return model

    def weights_hash(self, part: str) -> str:
        """Which weights a frozen part has: a hash over its files."""
        digest = hashlib.sha256()
        for file in weight_files(self.frozen(part) / part):
            digest.update(f"{file.name} {store.sha256_file(file)}\n".encode())
        return digest.hexdigest()

    def copy_others(self, folder: Path, trained: Iterable[str]) -> None:
        """Complete a result: what `init_from` and `model_config` have besides the trained parts.

        The index is written only where all that a pipeline needs is there.
        """
        for part in NETWORKS:
            if part not in trained and (model := self._trained(part)) is not None:
                _copy_folder(model / part, folder / part)
        for part in DATA:
            if (model := self._find(part)) is not None:
                _copy_folder(model / part, folder / part)
        needed = ("unet", "vae", "text_encoder", "tokenizer", "scheduler")
        model = self._find(INDEX)
        if model is not None and all((folder / part).is_dir() for part in needed):
            _copy_index(model, folder)

    def _trained(self, part: str) -> Path | None:
        model = self.init_from
        if model is None or not (model / part).is_dir() or not weight_files(model / part):
            return None
        return model

    def _find(self, name: str) -> Path | None:
        """The folder that has the file or part `name`; what starts from trained parts keeps theirs."""
        both = (self.init_from, self.model_config)
        return next(
            (model for model in both if model is not None and (model / name).exists()), None
        )

    def _described(self, name: str) -> Path:
        model = self._find(name)
        if model is None:
            known = self.model_config or self.init_from
            raise InvalidValue("model_config", _shown(known), f"a folder with {name}")
        return model


def fresh(
    build: Callable[[], Network], seed: int, name: str, quiet: tuple[str, ...] = ()
) -> Network:
    """A network whose random weights depend on (seed, name) only; `quiet` weights begin at 0."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(generator(seed, 0, 0, f"weights of {name}").initial_seed())
        network = build()
    with torch.no_grad():
        for key, parameter in network.named_parameters():
            if key.endswith(quiet):
                parameter.zero_()
    return network


# A residual branch that begins silent lets the signal through from the first step on
# (Dhariwal & Nichol 2021, after Goyal et al. 2017).
LAST_OF_BRANCH = tuple(
    f"{layer}.{leaf}" for layer in ("conv2", "proj_out", "conv_out") for leaf in ("weight", "bias")
)


def _copy_folder(source: Path, target: Path) -> None:
    for file in sorted(source.iterdir()):
        if file.is_file() and file.suffix in COPIED and not file.name.startswith("."):
            store.make_folder(target)
            copy_file(file, target / file.name)


def _copy_index(model: Path, folder: Path) -> None:
    """As it is, but that a part which did not come along (a safety checker) is none: diffusers would look for it."""
    index = read_json(model, INDEX)
    gone = [
        name
        for name, value in index.items()
        if isinstance(value, list) and any(value) and not (folder / name).is_dir()
    ]
    if gone:
        store.write_json(folder / INDEX, {**index, **{name: [None, None] for name in gone}})
    else:
        copy_file(model / INDEX, folder / INDEX)


def copy_file(source: Path, target: Path) -> None:
    with open(source, "rb") as file, store.stream(target, size=source.stat().st_size) as out:
        while block := file.read(store.READ_BLOCK):
            out.write(block)


def _shown(path: Path | None) -> str | None:
    return None if path is None else str(path)
