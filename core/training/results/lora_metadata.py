"""What a LoRA that was taught here says of itself: kohya's `ss_*`, modelspec, and A1111's note beside the file.

Other programs show and search these. All values are texts. Nothing of the photos but their number is in
them: no path, no name, no caption. Nothing of the day either, so that the same training gives the same file.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from core.checkpoints.single_metadata import architecture_of
from core.contract.teaching import AdapterConfig
from core.files.models.folder_kinds import Family
from core.files.models.library import ModelInfo

# kohya's names of the families; what predicts v has another letter behind it, but for SDXL.
_BASE: dict[Family, str] = {"sd1": "sd_v1", "sd2": "sd_v2", "sdxl": "sdxl_base_v1-0"}
STRENGTH = 1.0  # what a LoRA is taught to be used with


@dataclass(frozen=True)
class Subject:
    """What was taught, for people."""

    title: str
    trigger: str  # the words that call it up, "" for none
    pictures: int
    class_pictures: int
    resolution: int  # px
    steps: int  # that were taken, which may be fewer than were asked for


def metadata(
    config: AdapterConfig, info: ModelInfo, subject: Subject, tensors: Mapping[str, Tensor]
) -> dict[str, str]:
    """For the file's header."""
    is_v = info.prediction == "v"
    base = _BASE[info.family] + ("_v" if is_v and info.family != "sdxl" else "")
    side = subject.resolution
    values: dict[str, Any] = {
        "ss_network_module": "networks.lora",
        "ss_network_dim": config.rank,
        "ss_network_alpha": config.rank if config.alpha is None else config.alpha,
        "ss_network_args": _args(config),
        "ss_output_name": subject.title,
        "ss_base_model_version": base,
        "ss_v2": info.family == "sd2",
        "ss_sd_model_name": info.name,
        "ss_resolution": f"({side}, {side})",
        "ss_clip_skip": None,
        "ss_num_train_images": subject.pictures,
        "ss_num_reg_images": subject.class_pictures,
        "ss_tag_frequency": json.dumps({subject.title: _tags(subject)}),
        "ss_steps": subject.steps,
        "ss_max_train_steps": config.steps,
        "ss_batch_size_per_device": config.batch_size,
        "ss_gradient_accumulation_steps": config.accumulation,
        "ss_gradient_checkpointing": config.gradient_checkpointing,
        "ss_optimizer": config.optimizer,
        "ss_learning_rate": config.learning_rate,
        "ss_unet_lr": config.learning_rate,
        "ss_text_encoder_lr": config.text_learning_rate if config.train_text_encoder else None,
        "ss_lr_scheduler": config.learning_rate_shape,
        "ss_lr_warmup_steps": config.warmup_steps,
        "ss_seed": config.seed,
        "ss_noise_offset": config.noise_offset or None,
        "ss_min_snr_gamma": config.min_snr_gamma,
        "sshs_model_hash": tensors_hash(tensors),
        "modelspec.sai_model_spec": "1.0.0",
        "modelspec.architecture": f"{architecture_of(info.family, info.prediction)}/lora",
        "modelspec.implementation": "https://github.com/Stability-AI/generative-models"
        if info.family == "sdxl"
        else "https://github.com/CompVis/stable-diffusion",
        "modelspec.title": subject.title,
        "modelspec.trigger_phrase": subject.trigger,
        "modelspec.resolution": f"{side}x{side}",
        "modelspec.prediction_type": "v" if is_v else "epsilon",
        "modelspec.usage_hint": _hint(subject),
        "modelspec.hash_sha256": f"0x{tensors_hash(tensors)}",
    }
    return {name: str(value) for name, value in values.items()}


def note(subject: Subject) -> dict[str, object]:
    """A1111's note beside a LoRA."""
    return {"activation text": subject.trigger, "preferred weight": STRENGTH, "notes": ""}


def tensors_hash(tensors: Mapping[str, Tensor]) -> str:
    """SHA-256 of the numbers as they will lie in the file, which is what `sshs_model_hash` means."""
    digest = hashlib.sha256()
    for name in sorted(tensors, key=lambda name: (-tensors[name].itemsize, name)):
        values = tensors[name].detach().cpu().contiguous().flatten().view(torch.uint8)
        digest.update(values.numpy().tobytes())
    return digest.hexdigest()


def _tags(subject: Subject) -> dict[str, int]:
    return {subject.trigger: subject.pictures} if subject.trigger else {}


def _hint(subject: Subject) -> str:
    said = f'Say "{subject.trigger}" in the prompt; s' if subject.trigger else "S"
    return f"{said}trength {STRENGTH:g}"


def _args(config: AdapterConfig) -> str | None:
    if not config.conv:
        return None
    alpha = config.rank if config.alpha is None else config.alpha
    return json.dumps({"conv_dim": str(config.rank), "conv_alpha": str(alpha)})
