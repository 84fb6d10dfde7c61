"""The LoRAs that a loaded model draws with: put in, kept from picture to picture, taken out exactly.

Each changed layer gets a weight of its own, computed once: weight + the changes of all LoRAs, in float32, then
in the model's type. So a step costs what it costs without LoRAs, whatever kind and number they are, and all
kinds (LoHa, LoKr and DoRA have no cheap way beside the layer) go one way. The price is memory for the changed
layers while the LoRAs are in: about as much again in the computer's memory, none on a GPU (`exchange.py`).
Another stack is put in from the weights that stand aside: nothing is read from the model's files again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch

from core.checkpoints.lora_file import LoraFile, read_lora
from core.checkpoints.lora_names import Layer, named_layers
from core.files.models.folder_kinds import Family
from core.files.models.hashes import file_stamp
from core.generation.additions import UsedLora
from core.generation.exchange import Exchange
from core.networks.lora import Counted, changed, changed_bias
from core.networks.unet import UNet
from core.text.encoder import TextEncoder


@dataclass(frozen=True)
class Unused:
    """Names in a LoRA's file that mean nothing in this model: told, and ignored."""

    name: str  # of the LoRA
    tensors: tuple[str, ...]


Key = tuple[tuple[object, ...], ...]


class LoraStack:
    """The stack of one loaded model. Not for use by two threads at once."""

    def __init__(self, unet: UNet, texts: Mapping[str, TextEncoder], family: Family) -> None:
        self._unet, self._texts, self._family = unet, dict(texts), family
        self._exchange = Exchange()
        self._key: Key = ()
        self._unused: tuple[Unused, ...] = ()

    def change_to(self, loras: Sequence[UsedLora]) -> tuple[Unused, ...]:
        """Have exactly these LoRAs in the model; what of them is not used is returned.

        Raises as `read_lora`, before anything is changed; after `OutOfMemory` and the like the model is
        without any LoRA.
        """
        key = tuple(map(_key, loras))
        if key == self._key and (key or not len(self._exchange)):  # else taking out failed before
            return self._unused
        with torch.inference_mode(False), torch.no_grad():
            layers = named_layers(self._unet, self._texts) if loras else {}
            files = [(read_lora(Path(x.info.path), layers, self._family), x) for x in loras]
            self.clear()
            try:
                for layer, counted in _by_layer(files).values():
                    self._put(layer, counted)
            except BaseException:
                self.clear()
                raise
        self._key = key
        self._unused = tuple(
            Unused(used.info.name, file.unused) for file, used in files if file.unused
        )
        return self._unused

    def clear(self) -> None:
        """The model as its own files have it."""
        self._key, self._unused = (), ()
        with torch.inference_mode(False), torch.no_grad():
            self._exchange.undo()

    def _put(self, layer: Layer, counted: Sequence[Counted]) -> None:
        own = layer.module.get_parameter("weight")
        self._exchange.put(layer.module, "weight", changed(own, counted).to(own.dtype))
        if any(change.bias is not None for change, _ in counted):
            bias = layer.module.get_parameter("bias")
            self._exchange.put(layer.module, "bias", changed_bias(bias, counted).to(bias.dtype))


def _by_layer(
    files: Sequence[tuple[LoraFile, UsedLora]],
) -> dict[tuple[str, str], tuple[Layer, list[Counted]]]:
    """Each changed layer with what all files do to it, in the stack's order."""
    found: dict[tuple[str, str], tuple[Layer, list[Counted]]] = {}
    for file, used in files:
        for layer, change in file.changes:
            strength = used.for_text if layer.is_text else used.weight
            if strength:
                _, counted = found.setdefault((layer.part, layer.path), (layer, []))
                counted.append((change, strength))
    return found


def _key(used: UsedLora) -> tuple[object, ...]:
    """Changes when the file or what is asked of it does."""
    path = Path(used.info.path).resolve()
    return (str(path), *file_stamp(path), used.weight, used.for_text)
