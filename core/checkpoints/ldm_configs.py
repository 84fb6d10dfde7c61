"""The configs of a single file's networks: what shapes tell from its header, the rest from its family.

Widths, depths, channels and the number of layers are read from the shapes, so that a smaller or a
distilled model is what it is. Heads are a rule of the family (8 a level in SD 1, 64 numbers wide from
SD 2 on and in every text encoder); what no shape shows, like activations, is the family's own config.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.checkpoints.ldm_keys import UNET, VAE, Shape, Tower, layer_count
from core.checkpoints.schemas import JSON
from core.contract.errors import ModelUnsupported
from core.files.models.folder_kinds import Family
from core.files.models.single_files import GUIDANCE
from core.files.models.single_kinds import FAMILIES, SingleKind

HEAD_WIDTH = 64
SD1_HEADS = 8
SD2_LAYERS = 23  # of the text encoder; the file's last one is never used
LEVELS_MAX = 8
LAYERS_MAX = 8
PLACES_MAX = LEVELS_MAX * (LAYERS_MAX + 1)
Shapes = Mapping[str, Shape]


@dataclass
class _Level:
    """One resolution of the U-Net on the way down."""

    channels: int = 0
    depths: list[int] = field(default_factory=list)  # transformer layers of each block; 0: none


def unet_config(shapes: Shapes, kind: SingleKind, base: JSON, path: str) -> JSON:
    """unet/config.json: `base` with what the shapes say. Raises `ModelUnsupported`."""
    levels = _levels(shapes, path)
    layers, depths = len(levels[0].depths), [max(level.depths) for level in levels]
    if any(len(level.depths) != layers or len(set(level.depths)) != 1 for level in levels):
        raise ModelUnsupported(
            path, f"{_odd(kind.family)}, with blocks left out or of unequal depth"
        )
    widths = [level.channels for level in levels]
    if kind.family != "sd1" and any(width % HEAD_WIDTH for width in widths):
        raise ModelUnsupported(path, untold(kind.family))
    down = ["CrossAttnDownBlock2D" if depth else "DownBlock2D" for depth in depths]
    up = ["CrossAttnUpBlock2D" if depth else "UpBlock2D" for depth in reversed(depths)]
    heads = SD1_HEADS if kind.family == "sd1" else [width // HEAD_WIDTH for width in widths]
    said: JSON = {
        "in_channels": _side(shapes, f"{UNET}input_blocks.0.0.weight", 1, path),
        "out_channels": _side(shapes, f"{UNET}out.2.weight", 0, path),
        "block_out_channels": widths,
        "layers_per_block": layers,
        "down_block_types": down,
        "up_block_types": up,
        "attention_head_dim": heads,
        "use_linear_projection": len(_shape(shapes, f"{UNET}middle_block.1.proj_in.weight", path)) == 2,
        "cross_attention_dim": _side(
            shapes, f"{UNET}middle_block.1.transformer_blocks.0.attn2.to_k.weight", 1, path
        ),
    }  # fmt: skip
    # The bottom of the U is as deep as its level, which a level without attention does not show.
    deep = [*(max(depth, 1) for depth in depths[:-1]), _depth(shapes, f"{UNET}middle_block.1.")]
    said["transformer_layers_per_block"] = 1 if set(deep) == {1} else deep
    if GUIDANCE in shapes:
        said["time_cond_proj_dim"] = _side(shapes, GUIDANCE, 1, path)
    if base.get("addition_embed_type"):
        said["projection_class_embeddings_input_dim"] = _side(
            shapes, f"{UNET}label_emb.0.0.weight", 1, path
        )
    return {**base, **said}


def vae_config(shapes: Shapes, base: JSON, path: str, prefix: str = VAE) -> JSON:
    """vae/config.json: `base` with what the shapes say. Raises `ModelUnsupported`."""
    widths: list[int] = []
    while len(widths) <= LEVELS_MAX:
        name = f"{prefix}encoder.down.{len(widths)}.block.0.conv1.weight"
        if name not in shapes:
            break
        widths.append(_side(shapes, name, 0, path))
    layers = 0
    while layers <= LAYERS_MAX and f"{prefix}encoder.down.0.block.{layers}.conv1.weight" in shapes:
        layers += 1
    if not widths:
        raise ModelUnsupported(path, "a VAE of an unknown kind")
    return {
        **base,
        "block_out_channels": widths,
        "layers_per_block": layers,
        "down_block_types": ["DownEncoderBlock2D"] * len(widths),
        "up_block_types": ["UpDecoderBlock2D"] * len(widths),
        "latent_channels": _side(shapes, f"{prefix}decoder.conv_in.weight", 1, path),
        "in_channels": _side(shapes, f"{prefix}encoder.conv_in.weight", 1, path),
        "out_channels": _side(shapes, f"{prefix}decoder.conv_out.weight", 0, path),
    }


def text_config(shapes: Shapes, tower: Tower, family: Family, base: JSON, path: str) -> JSON:
    """text_encoder/config.json: `base` with what the shapes say. Raises `ModelUnsupported`."""
    layers = layer_count(shapes, tower)
    if family == "sd2":
        layers = min(layers, SD2_LAYERS)
    first = f"{tower.prefix}transformer.resblocks.0." if tower.open_clip else (
        f"{tower.prefix}encoder.layers.0."
    )  # fmt: skip
    places = "positional_embedding" if tower.open_clip else "embeddings.position_embedding.weight"
    words = "token_embedding.weight" if tower.open_clip else "embeddings.token_embedding.weight"
    inner = f"{first}mlp.c_fc.weight" if tower.open_clip else f"{first}mlp.fc1.weight"
    width = _side(shapes, tower.prefix + words, 1, path)
    if width % HEAD_WIDTH:
        raise ModelUnsupported(path, untold(family))
    said: JSON = {
        "vocab_size": _side(shapes, tower.prefix + words, 0, path),
        "hidden_size": width,
        "intermediate_size": _side(shapes, inner, 0, path),
        "num_hidden_layers": layers,
        "num_attention_heads": width // HEAD_WIDTH,
        "max_position_embeddings": _side(shapes, tower.prefix + places, 0, path),
    }
    if f"{tower.prefix}text_projection" in shapes and family == "sdxl":
        said["projection_dim"] = _side(shapes, f"{tower.prefix}text_projection", 1, path)
    return {**base, **said}


def untold(family: Family) -> str:
    """What a file is that lacks what names and shapes do not say: an old checkpoint carries no metadata."""
    return (
        f"{_odd(family)}, and neither names nor shapes say how it is built; use the folder or the "
        ".safetensors file that it was made from"
    )


def _levels(shapes: Shapes, path: str) -> list[_Level]:
    """The way down, block by block; a strided convolution ends a level."""
    levels = [_Level()]
    for place in range(1, PLACES_MAX):
        start = f"{UNET}input_blocks.{place}."
        if f"{start}0.op.weight" in shapes:
            levels.append(_Level())
            continue
        name = f"{start}0.in_layers.2.weight"
        if name not in shapes:
            break
        level = levels[-1]
        level.channels = _side(shapes, name, 0, path)
        level.depths.append(_depth(shapes, f"{start}1."))
    if not all(level.depths for level in levels) or len(levels) > LEVELS_MAX:
        raise ModelUnsupported(path, "a model whose U-Net lacks blocks")
    return levels


def _depth(shapes: Shapes, start: str) -> int:
    depth = 0
    while f"{start}transformer_blocks.{depth}.attn1.to_q.weight" in shapes:
        depth += 1
    return depth


def _shape(shapes: Shapes, name: str, path: str) -> Shape:
    if name not in shapes:
        raise ModelUnsupported(path, f"a model without {name}")
    return shapes[name]


def _side(shapes: Shapes, name: str, axis: int, path: str) -> int:
    shape = _shape(shapes, name, path)
    if axis >= len(shape) or not 1 <= shape[axis] <= 2**20:
        raise ModelUnsupported(path, f"a model whose {name} has an unknown shape")
    return shape[axis]


def _odd(family: Family) -> str:
    return f"an unusual {FAMILIES[family]}"
