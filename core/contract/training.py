"""What a training is asked for. Every field is a flag of `reverie train` and a line of config.toml."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from core.contract.errors import InvalidValue
from core.contract.request import DeviceChoice, DtypeChoice

TaskName = Literal["vae", "clip", "unet"]
OptimizerName = Literal["adamw", "sgd"]
LearningRateShape = Literal["constant", "cosine"]


@dataclass(frozen=True)
class TrainingConfig:
    """One training from nothing (or from `init_from`) on a folder of captioned pictures.

    `None` means the task's own value, see `core/training/tasks`.
    """

    task: TaskName
    data: str  # folder of pictures with metadata.jsonl or a .txt beside each
    output: str  # the run folder
    # Model folder: weights to start from, and the parts that stay frozen.
    init_from: str | None = None
    # Folder of config.json files in the diffusers layout; None: init_from's.
    model_config: str | None = None
    steps: int = 1000  # optimiser steps
    seed: int = 0
    resolution: int = 128  # px, square; pictures are resized and cropped to it
    crop: int | None = None  # px: the vae learns on random crops of this size; None: whole pictures
    batch_size: int = 16  # pictures a process and forward pass
    accumulation: int = 1  # forward passes a step
    optimizer: OptimizerName = "adamw"
    learning_rate: float = 1e-4
    learning_rate_shape: LearningRateShape = "cosine"
    warmup_steps: int = 100
    weight_decay: float = 0.01
    gradient_clip: float = 1.0  # norm; 0 switches it off
    ema_decay: float = 0.0  # 0 switches the moving average off
    kl_weight: float = 1e-6  # vae
    gradient_weight: float = 0.5  # vae: weight of the image-gradient term beside L1
    # vae: only the decoder learns; latents, and so every U-Net trained on them, stay as they are
    freeze_encoder: bool = False
    caption_dropout: float = 0.1  # unet: share of empty captions, so that guidance can work
    min_snr_gamma: float | None = None  # unet: Hang et al. 2023; None switches it off
    # unet: share of the time steps drawn around the middle, where shapes are decided; the rest evenly
    middle_steps: float = 0.0
    device: DeviceChoice = "auto"
    dtype: DtypeChoice = "auto"  # of the forward pass; weights and optimiser stay float32
    checkpoint_every: int = 500  # steps
    keep_checkpoints: int = 2
    report_every: int = 50  # steps between figures on held-out pictures

    def __post_init__(self) -> None:
        for name in (
            "steps",
            "batch_size",
            "accumulation",
            "checkpoint_every",
            "keep_checkpoints",
            "report_every",
        ):
            _positive(name, getattr(self, name))
        for name in (
            "seed",
            "warmup_steps",
            "weight_decay",
            "gradient_clip",
            "kl_weight",
            "gradient_weight",
        ):
            if not 0 <= getattr(self, name) < math.inf:  # false for NaN
                raise InvalidValue(name, getattr(self, name), "at least 0")
        _positive("learning_rate", self.learning_rate)
        if self.min_snr_gamma is not None:
            _positive("min_snr_gamma", self.min_snr_gamma)
        for name, high in (
            ("ema_decay", 0.999999),
            ("caption_dropout", 1.0),
            ("middle_steps", 1.0),
        ):
            if not 0 <= getattr(self, name) <= high:
                raise InvalidValue(name, getattr(self, name), f"between 0 and {high:g}")
        for name, size in (("resolution", self.resolution), ("crop", self.crop)):
            if size is not None and (size < 8 or size > 4096 or size % 8):
                raise InvalidValue(name, size, "a multiple of 8 between 8 and 4096 pixels")


def _positive(name: str, value: float) -> None:
    if not 0 < value < math.inf:
        raise InvalidValue(name, value, "greater than 0")
