"""Single files of weights with honest headers and no numbers worth a name, made in no time."""

from __future__ import annotations

import json
from pathlib import Path

from core.files.models.single_kinds import UNET_INPUT, VAE_INPUT

WORDS = {
    "sd1": "cond_stage_model.transformer.text_model.embeddings.token_embedding.weight",
    "sd2": "cond_stage_model.model.token_embedding.weight",
    "sdxl": "conditioner.embedders.1.model.token_embedding.weight",
}
LORA = {"lora_unet_x.lora_down.weight": (2, 2)}
EMBEDDING = {"emb_params": (2, 768)}
VAE = {"encoder.conv_in.weight": (8, 3, 3, 3), "decoder.conv_in.weight": (8, 4, 3, 3)}

Tensors = dict[str, tuple[int, ...]]


def write(path: Path, tensors: Tensors, metadata: dict[str, str] | None = None) -> Path:
    """A sparse file of half precision with these names and shapes."""
    entries: dict[str, object] = {"__metadata__": metadata or {}}
    position = 0
    for name, shape in tensors.items():
        count = 2
        for side in shape:
            count *= side
        entries[name] = {
            "dtype": "F16",
            "shape": shape,
            "data_offsets": [position, position + count],
        }
        position += count
    header = json.dumps(entries).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(len(header).to_bytes(8, "little") + header)
        file.truncate(8 + len(header) + position)
    return path


def model(family: str, channels: int = 4, **extra: tuple[int, ...]) -> Tensors:
    """What a whole model of a family has at least."""
    return {
        UNET_INPUT: (320, channels, 3, 3),
        WORDS[family]: (10, 8),
        VAE_INPUT: (8, 3, 3, 3),
        **extra,
    }
