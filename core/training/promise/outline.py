"""What of a model counts for a teaching's memory and time: shapes alone, no weight is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from torch import nn

from core.checkpoints.folder import FolderModel
from core.generation.footprint import Outline
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


def _weights(layers: Iterable[nn.Module]) -> tuple[Shape, ...]:
    return tuple(tuple(layer.get_parameter("weight").shape) for layer in layers)
