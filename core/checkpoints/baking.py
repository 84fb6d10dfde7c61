"""LoRAs into the weights of a model for good, while it is written to a new place. The model itself stays.

What is written is what drawing computes: the weight and all changes in float32, rounded once to the type of the
new file. Only one tensor at a time is in memory.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from torch import Tensor

from core.checkpoints import components
from core.checkpoints.folder import FolderModel
from core.checkpoints.lora_file import read_lora
from core.checkpoints.lora_names import Layer, named_layers
from core.checkpoints.rewriting import Piece
from core.files.models.folder_kinds import Family
from core.files.models.lora_info import addition_name, lora_file
from core.networks.lora import Counted, changed, changed_bias

Pieces = Mapping[str, Mapping[str, Piece]]  # part → the table's name → where it lies


@dataclass(frozen=True)
class Baked:
    """A LoRA and how strongly it counts, in the U-Net and in the text encoders."""

    path: Path
    weight: float
    text_weight: float

    @property
    def title(self) -> str:
        """Name and weights, for the new file's metadata."""
        weights = dict.fromkeys((self.weight, self.text_weight))
        return ":".join([addition_name(lora_file(self.path)), *(f"{w:g}" for w in weights)])


def bake(
    pieces: Pieces, model: FolderModel, family: Family, loras: Sequence[Baked]
) -> tuple[Pieces, tuple[str, ...]]:
    """The pieces with the changes of `loras`, and the names of theirs that mean nothing in this model.

    Raises as `read_lora`, before any weight is read.
    """
    if not loras:
        return pieces, ()
    texts = {components.TEXT: model.text_encoder, components.TEXT_2: model.text_encoder_2}
    layers = named_layers(model.unet, {part: net for part, net in texts.items() if net is not None})
    unused: list[str] = []
    found: dict[tuple[str, str], tuple[Layer, list[Counted]]] = {}
    for lora in loras:
        file = read_lora(lora.path, layers, family)
        unused += file.unused
        for layer, change in file.changes:
            strength = lora.text_weight if layer.is_text else lora.weight
            if strength:
                _, counted = found.setdefault((layer.part, layer.path), (layer, []))
                counted.append((change, strength))
    made = {part: dict(own) for part, own in pieces.items()}
    for layer, counted in found.values():
        _change(made[layer.part], layer, counted)
    return made, tuple(unused)


def _change(pieces: dict[str, Piece], layer: Layer, counted: Sequence[Counted]) -> None:
    """Have the weight of a layer, and its bias where that changes, computed when they are written."""
    name = f"{layer.name}.weight"
    piece = pieces[name]
    pieces[name] = replace(
        piece, change=partial(_weight, layer.shape, counted, is_turned=piece.turned)
    )
    if any(change.bias is not None for change, _ in counted):
        name = f"{layer.name}.bias"
        pieces[name] = replace(pieces[name], change=partial(changed_bias, counted=counted))


def _weight(
    shape: tuple[int, ...], counted: Sequence[Counted], stored: Tensor, *, is_turned: bool
) -> Tensor:
    """`stored` as it lies in its file, which may have a matrix turned or as a 1×1 convolution."""
    own = stored.t() if is_turned else stored
    made = changed(own.reshape(shape), counted).reshape(own.shape)
    return made.t() if is_turned else made
