"""What a training is asked for. Every field is a flag of `reverie train` and a line of config.toml.

Here what every training has in common, and the trainings from nothing; `teaching.py` has those that teach
a finished model something.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from core.contract.errors import InvalidValue
from core.contract.request import SEED_MAX, DeviceChoice, DtypeChoice

FromNothing = Literal["vae", "clip", "unet"]
# adafactor and adamw8bit need less memory; the latter only where bitsandbytes is installed.
# muon learns more in a step, which takes longer.
OptimizerName = Literal["adamw", "sgd", "adafactor", "adamw8bit", "muon"]
LearningRateShape = Literal["constant", "cosine"]

# Fields of all configs that name a file or folder. `model` may be a name instead; `output` is the run folder.
PATHS = ("data", "photos", "crops", "masks", "init_from", "model_config")


@dataclass(frozen=True, kw_only=True)
class LoopConfig:
    """What the one training loop wants to know, whatever is learned."""

    output: str  # the run folder
    steps: int = 1000  # optimiser steps
    seed: int = 0  # 0 … 2^63-1; a sample adds its place, which torch takes up to 2^64-1
    batch_size: int = 16  # pictures a process and forward pass
    accumulation: int = 1  # forward passes a step
    optimizer: OptimizerName = "adamw"
    learning_rate: float = 1e-4
    learning_rate_shape: LearningRateShape = "cosine"
    warmup_steps: int = 100
    weight_decay: float = 0.01
    gradient_clip: float = 1.0  # norm; 0 switches it off
    ema_decay: float = 0.0  # 0 switches the moving average off
    min_snr_gamma: float | None = None  # Hang et al. 2023; None switches it off
    device: DeviceChoice = "auto"
    dtype: DtypeChoice = "auto"  # of the forward pass; what learns stays float32
    checkpoint_every: int = 500  # steps
    keep_checkpoints: int = 2
    report_every: int = 50  # steps between figures on held-out pictures

    def __post_init__(self) -> None:
        check_positive(
            self,
            ("steps", "batch_size", "accumulation", "checkpoint_every", "keep_checkpoints"),
        )
        check_positive(self, ("report_every", "learning_rate"))
        if not 0 <= self.seed <= SEED_MAX:
            raise InvalidValue("seed", self.seed, "at least 0 and below 2^63")
        check_not_negative(self, ("warmup_steps", "weight_decay", "gradient_clip"))
        check_range(self, ("ema_decay",), 0.999999)
        if self.min_snr_gamma is not None:
            check_positive(self, ("min_snr_gamma",))


@dataclass(frozen=True, kw_only=True)
class TrainingConfig(LoopConfig):
    """One training from nothing (or from `init_from`) on a folder of captioned pictures.

    `None` means the task's own value, see `core/training/tasks`.
    """

    task: FromNothing
    data: str  # folder of pictures with metadata.jsonl or a .txt beside each
    # Model folder: weights to start from, and the parts that stay frozen.
    init_from: str | None = None
    # Folder of config.json files in the diffusers layout; None: init_from's.
    model_config: str | None = None
    resolution: int = 128  # px, square; pictures are resized and cropped to it
    crop: int | None = None  # px: the vae learns on random crops of this size; None: whole pictures
    kl_weight: float = 1e-6  # vae
    gradient_weight: float = 0.5  # vae: weight of the image-gradient term beside L1
    # vae: only the decoder learns; latents, and so every U-Net trained on them, stay as they are
    freeze_encoder: bool = False
    caption_dropout: float = 0.1  # unet: share of empty captions, so that guidance can work
    # unet: share of the time steps drawn around the middle, where shapes are decided; the rest evenly
    middle_steps: float = 0.0

    def __post_init__(self) -> None:
        super().__post_init__()
        check_not_negative(self, ("kl_weight", "gradient_weight"))
        check_range(self, ("caption_dropout", "middle_steps"), 1.0)
        check_sides(self, ("resolution", "crop"))


def check_positive(config: LoopConfig, names: Iterable[str]) -> None:
    """Raises `InvalidValue` for the first that is not a finite number above 0."""
    for name in names:
        if not 0 < getattr(config, name) < math.inf:  # false for NaN
            raise InvalidValue(name, getattr(config, name), "greater than 0")


def check_not_negative(config: LoopConfig, names: Iterable[str]) -> None:
    for name in names:
        if not 0 <= getattr(config, name) < math.inf:
            raise InvalidValue(name, getattr(config, name), "at least 0")


def check_range(config: LoopConfig, names: Iterable[str], high: float) -> None:
    for name in names:
        if not 0 <= getattr(config, name) <= high:
            raise InvalidValue(name, getattr(config, name), f"between 0 and {high:g}")


def check_sides(config: LoopConfig, names: Iterable[str], least: int = 8) -> None:
    """Of pictures, in px; None passes."""
    for name in names:
        size = getattr(config, name)
        if size is not None and (size < least or size > 4096 or size % 8):
            raise InvalidValue(name, size, f"a multiple of 8 between {least} and 4096 pixels")
