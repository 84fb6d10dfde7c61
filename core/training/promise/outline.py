"""What of a model counts for a teaching's memory and time: shapes alone, no weight is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import torch
from torch import nn

from core.checkpoints.folder import FolderModel
from core.files.models.library import ModelInfo
from core.generation.footprint import Outline
from core.generation.loader import Stamp, model_stamp, read_model
from core.generation.machine import resident
from core.networks.adapter import text_layers, unet_layers
from core.text.configs import TextConfig
from core.training.taught import TEXT_PARTS

Shape: TypeAlias = tuple[int, ...]


@dataclass(frozen=True)
class TaughtOutline:
    """Shapes by part: "unet", "text_encoder", "text_encoder_2"."""

    plain: Outline
    texts: tuple[TextConfig, ...]
    weights: Mapping[str, tuple[Shape, ...]]
    layers: Mapping[str, tuple[Shape, ...]]  # weights of the layers that a LoRA changes
    convs: tuple[Shape, ...]  # the same of the U-Net with its convolutions

    @staticmethod
    def of(model: FolderModel, family: str) -> TaughtOutline:
        """From networks with or without weights."""
        texts = {part: getattr(model, part) for part in TEXT_PARTS}
        texts = {part: encoder for part, encoder in texts.items() if encoder is not None}
        networks: dict[str, nn.Module] = {"unet": model.unet, **texts}
        layers = {part: _weights(text_layers(encoder).values()) for part, encoder in texts.items()}
        return TaughtOutline(
            plain=Outline.of(model, family),
            texts=tuple(encoder.config for encoder in texts.values()),
            weights={p: tuple(tuple(w.shape) for w in n.parameters()) for p, n in networks.items()},
            layers={"unet": _weights(unet_layers(model.unet, conv=False).values()), **layers},
            convs=_weights(unet_layers(model.unet, conv=True).values()),
        )

    def lora(self, part: str, rank: int, *, conv: bool) -> list[Shape]:
        """Shapes of the factors beside the layers of a part; see `core/networks/adapter.py`."""
        chosen = self.convs if conv and part == "unet" else self.layers[part]
        found: list[Shape] = []
        for out, into, *kernel in chosen:
            found += [(rank, into, *kernel), (out, rank, *(1 for _ in kernel))]
        return found


class Outlines:
    """Reads them, and keeps the last one. Attribute: `base`, bytes of the process before any model."""

    def __init__(self, base: int | None = None) -> None:
        """`base` None: what this process has now."""
        self.base = resident() if base is None else base
        self._kept: tuple[str, Stamp, TaughtOutline] | None = None

    def of(self, info: ModelInfo) -> TaughtOutline:
        """From the model's small files and headers. Raises what `read_model` raises."""
        path, stamp = Path(info.path), model_stamp(Path(info.path))
        if self._kept is None or self._kept[:2] != (info.path, stamp):
            model = read_model(path, device=torch.device("cpu"), dtype=torch.float32, parts=())
            self._kept = (info.path, stamp, TaughtOutline.of(model, info.family))
        return self._kept[2]


def _weights(layers: Iterable[nn.Module]) -> tuple[Shape, ...]:
    return tuple(tuple(layer.get_parameter("weight").shape) for layer in layers)
