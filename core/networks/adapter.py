"""Trainable LoRA factors beside the layers of a frozen network (Hu et al. 2021).

The network stays as it is: a hook on each layer adds `up(down(x))` times the scale to what the layer says, more or
less of it, or none. The factors are float32 whatever the network computes in. What a finished LoRA does to
weights is `lora.py`.

Axes: B batch, O numbers out of a layer, I numbers into it, R rank.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.networks.unet import UNet

# Inside a transformer block: attention and feed-forward.
_BLOCK = ".transformer_blocks."
_CONVS = (".conv1", ".conv2", ".conv_shortcut", ".conv", ".proj_in", ".proj_out")


class Adapter(nn.Module):
    """The factors of one layer. `up` begins at zero, so that nothing is changed at first."""

    def __init__(self, layer: nn.Module, rank: int, scale: float, random: torch.Generator) -> None:
        super().__init__()
        self.scale = scale
        if isinstance(layer, nn.Conv2d):
            self.stride, self.padding = layer.stride, layer.padding
            down = torch.empty(rank, layer.in_channels, *layer.kernel_size)
            up = torch.zeros(layer.out_channels, rank, 1, 1)
        elif isinstance(layer, nn.Linear):
            down = torch.empty(rank, layer.in_features)
            up = torch.zeros(layer.out_features, rank)
        else:
            raise TypeError(f"no LoRA for a {type(layer).__name__}")
        nn.init.kaiming_uniform_(down, a=math.sqrt(5), generator=random)
        self.down, self.up = nn.Parameter(down), nn.Parameter(up)

    def forward(self, x: Tensor) -> Tensor:
        """What is added for the layer's input x, in its precision."""
        down, up = self.down.to(x.dtype), self.up.to(x.dtype)
        if down.dim() == 2:
            return F.linear(F.linear(x, down), up) * self.scale
        return F.conv2d(F.conv2d(x, down, None, self.stride, self.padding), up) * self.scale


class Adapters(nn.Module):
    """The adapters of all chosen layers, by name."""

    def __init__(
        self, layers: Mapping[str, nn.Module], rank: int, scale: float, random: torch.Generator
    ) -> None:
        """`layers`: name without dots → layer. The layers' own weights learn no more."""
        super().__init__()
        self.strength = 1.0
        self.by_name = nn.ModuleDict(
            {name: Adapter(layer, rank, scale, random) for name, layer in layers.items()}
        )
        for name, layer in layers.items():
            layer.register_forward_hook(self._hook(name))

    def items(self) -> Iterator[tuple[str, Adapter]]:
        """Name → adapter."""
        for name, adapter in self.by_name.items():
            if isinstance(adapter, Adapter):  # for the type checker
                yield name, adapter

    @contextmanager
    def at(self, strength: float) -> Iterator[None]:
        """Within the block so much of it counts; at 0 the network is what it was."""
        before, self.strength = self.strength, strength
        try:
            yield
        finally:
            self.strength = before

    def _hook(self, name: str) -> Any:
        adapter = self.by_name[name]

        def add(_layer: nn.Module, inputs: tuple[Tensor, ...], output: Tensor) -> Tensor:
            if self.strength == 0:
                return output
            added: Tensor = adapter(inputs[0])
            return output + (added if self.strength == 1 else added * self.strength)

        return add


def unet_layers(unet: UNet, *, conv: bool) -> dict[str, nn.Module]:
    """Path → layer that a LoRA changes: attention and feed-forward; `conv`: also the convolutions between."""
    return {path: layer for path, layer in unet.named_modules() if _learns(path, layer, conv)}


def _learns(path: str, layer: nn.Module, conv: bool) -> bool:
    if isinstance(layer, nn.Linear) and _BLOCK in path:
        return True
    return conv and isinstance(layer, (nn.Conv2d, nn.Linear)) and path.endswith(_CONVS)


def text_layers(encoder: nn.Module) -> dict[str, nn.Module]:
    """Path → layer of a text encoder: attention and feed-forward."""
    return {
        path: layer
        for path, layer in encoder.named_modules()
        if isinstance(layer, nn.Linear) and ".layers." in path
    }
