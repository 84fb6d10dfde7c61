"""A learned word as a file that A1111 and diffusers read, with a picture beside it.

SD 1 and 2: one tensor (N, D) under the name of its word, which is what diffusers calls it by; SDXL: the pair
`clip_l` and `clip_g`. Nothing of the photos is in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from PIL import Image
from torch import Tensor

from core.checkpoints.single_metadata import architecture_of
from core.checkpoints.tensors import write_safetensors
from core.contract.teaching import EmbeddingConfig
from core.files import store
from core.files.models.library import ModelInfo
from core.files.pictures.images import encode_png
from core.training.results.names import result_name

SUFFIX = ".safetensors"
PAIR = ("clip_l", "clip_g")


def save_embedding(
    folder: Path,
    config: EmbeddingConfig,
    info: ModelInfo,
    rows: Sequence[Tensor],
    steps: int,
    picture: Image.Image,
) -> None:
    """Write `<name>.safetensors` and `<name>.png` into the empty `folder`; `rows` (N, D) of each encoder, after `steps`."""
    name = result_name(config)
    names = PAIR if len(rows) > 1 else (config.token,)
    tensors = {
        key: value.detach().to("cpu", torch.float32).contiguous()
        for key, value in zip(names, rows, strict=True)
    }
    said = {
        "modelspec.sai_model_spec": "1.0.0",
        "modelspec.architecture": f"{architecture_of(info.family, info.prediction)}/textual-inversion",
        "modelspec.title": name,
        "modelspec.trigger_phrase": config.token,
        "ss_sd_model_name": info.name,
        "ss_steps": str(steps),
        "ss_learning_rate": str(config.learning_rate),
    }
    write_safetensors(folder / f"{name}{SUFFIX}", tensors, said)
    store.write_bytes(folder / f"{name}.png", encode_png(picture, {}))
