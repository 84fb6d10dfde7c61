"""Layers of a model under all names that LoRA files have for them.

kohya's scripts write a layer's path with underscores, by diffusers' names or by those of the original layout
(SDXL); diffusers and peft write the path itself. The names follow from the networks, through the table of
single files, so nothing has to be taken apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from torch import nn

from core.checkpoints import components, ldm_keys
from core.networks.unet import UNet
from core.text.encoder import TextEncoder

PEFT = "base_model.model."
_TEXT_PREFIXES = {
    components.TEXT: ("lora_te_", "lora_te1_", "lycoris_te_", "lora_te_1_"),
    components.TEXT_2: ("lora_te2_", "lora_te_2_"),
}


@dataclass(frozen=True)
class Layer:
    """A layer of a model."""

    part: str  # "unet", "text_encoder" or "text_encoder_2"
    path: str  # of the module in our network
    name: str  # the same as diffusers and peft write it, without prefixes
    module: nn.Module

    @property
    def shape(self) -> tuple[int, ...]:
        """Of its weight."""
        return tuple(self.module.get_parameter("weight").shape)

    @property
    def is_text(self) -> bool:
        return self.part != "unet"


Layers = Mapping[str, tuple[Layer, ...]]


def named_layers(unet: UNet, texts: Mapping[str, TextEncoder]) -> dict[str, tuple[Layer, ...]]:
    """Name in a file → the layers that it may mean: two where SDXL's text encoders have the same."""
    found: dict[str, tuple[Layer, ...]] = {}
    for name, layer in _names(unet, texts):
        if layer not in found.get(name, ()):
            found[name] = (*found.get(name, ()), layer)
    return found


def kohya_names(unet: UNet, texts: Mapping[str, TextEncoder]) -> dict[tuple[str, str], str]:
    """(part, path of a layer) → what kohya's scripts call it, which every other program reads.

    SDXL's U-Net goes by the names of the original layout, the others' by those of diffusers.
    """
    layers = [path for path, _ in _layers(unet)]
    named = dict(zip(layers, layers, strict=True))
    if components.TEXT_2 in texts:
        keys = ldm_keys.unet_keys((f"{path}.weight" for path in layers), unet.config)
        for path, key in zip(layers, keys, strict=True):
            named[path] = key.ldm.removeprefix(ldm_keys.UNET).removesuffix(".weight")
    found = {("unet", path): f"lora_unet_{name}" for path, name in named.items()}
    for part, encoder in texts.items():
        prefix = "lora_te_" if len(texts) == 1 else _TEXT_PREFIXES[part][part == components.TEXT]
        for path, _ in _layers(encoder):
            found[part, path] = f"{prefix}text_model.{components.bare_name(path)}"
    return {layer: name.replace(".", "_") for layer, name in found.items()}


def find(layers: Layers, name: str) -> tuple[Layer, ...]:
    """The layers of a name; none where nobody has it."""
    return layers.get(name.removeprefix(PEFT), ())


def _names(unet: UNet, texts: Mapping[str, TextEncoder]) -> Iterator[tuple[str, Layer]]:
    yield from _unet_names(unet)
    for part, encoder in texts.items():
        yield from _text_names(part, encoder)


def _unet_names(unet: UNet) -> Iterator[tuple[str, Layer]]:
    layers = {path: Layer("unet", path, path, module) for path, module in _layers(unet)}
    keys = ldm_keys.unet_keys((f"{path}.weight" for path in layers), unet.config)
    for layer, key in zip(layers.values(), keys, strict=True):
        ldm = key.ldm.removeprefix(ldm_keys.UNET).removesuffix(".weight")
        for path in (layer.path, ldm):
            yield f"lora_unet_{path.replace('.', '_')}", layer
            yield f"lycoris_unet_{path.replace('.', '_')}", layer
            yield f"diffusion_model.{path}", layer
        yield f"lycoris_{layer.path.replace('.', '_')}", layer
        yield f"unet.{layer.path}", layer
        yield layer.path, layer


def _text_names(part: str, encoder: TextEncoder) -> Iterator[tuple[str, Layer]]:
    for path, module in _layers(encoder):
        bare = components.bare_name(path)
        layer = Layer(part, path, bare, module)
        for name in dict.fromkeys((bare, f"text_model.{bare}")):
            for prefix in _TEXT_PREFIXES[part]:
                yield f"{prefix}{name.replace('.', '_')}", layer
            yield f"{part}.{name}", layer
            yield name, layer


def _layers(network: nn.Module) -> Iterator[tuple[str, nn.Module]]:
    """Every module with a weight of its own, but tables of tokens and places."""
    for path, module in network.named_modules():
        weight = getattr(module, "weight", None)
        if isinstance(weight, nn.Parameter) and not isinstance(module, nn.Embedding):
            yield path, module
