"""The one table between the names of single files and those of model folders, read both ways.

Single files keep the names of the programs that trained the models (LDM for Stable Diffusion 1 and 2,
SGM for XL, OpenCLIP inside them); folders and our networks have diffusers' names. The table follows
from the networks' configs, so it holds for any depth and width. No torch, no file, no numbers: `Form`
says how a tensor is laid out on the other side, `tensors.py` and `rewriting.py` do it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from core.files.models.folder_kinds import Family
from core.networks.configs import UNetConfig, VAEConfig

# How the single file has a tensor of ours: as it is; a matrix as a 1×1 convolution; turned; or as the
# first, second or third part of the rows of a tensor that holds queries, keys and values.
Form = Literal["same", "conv", "transposed", "q", "k", "v"]
Shape = tuple[int, ...]

JOINED: tuple[Form, ...] = ("q", "k", "v")
UNET = "model.diffusion_model."
VAE = "first_stage_model."


@dataclass(frozen=True)
class Key:
    """One tensor of ours and where a single file has it."""

    own: str  # within its part; a text encoder's without the prefixes that versions of transformers vary
    ldm: str
    form: Form = "same"


@dataclass(frozen=True)
class Tower:
    """One text encoder in a single file."""

    part: str  # the folder of the same encoder
    prefix: str
    open_clip: bool  # OpenCLIP's names, else those of OpenAI's CLIP as transformers has them


TOWERS: dict[Family, tuple[Tower, ...]] = {
    "sd1": (Tower("text_encoder", "cond_stage_model.transformer.text_model.", False),),
    "sd2": (Tower("text_encoder", "cond_stage_model.model.", True),),
    "sdxl": (
        Tower("text_encoder", "conditioner.embedders.0.transformer.text_model.", False),
        Tower("text_encoder_2", "conditioner.embedders.1.model.", True),
    ),
}
# What some files leave out or add to those prefixes → the prefix of the table.
_ALIASES = (
    ("cond_stage_model.transformer.embeddings.", TOWERS["sd1"][0].prefix + "embeddings."),
    ("cond_stage_model.transformer.encoder.", TOWERS["sd1"][0].prefix + "encoder."),
    (
        "cond_stage_model.transformer.final_layer_norm.",
        TOWERS["sd1"][0].prefix + "final_layer_norm.",
    ),
)

_RESNET = {
    "norm1": "in_layers.0",
    "conv1": "in_layers.2",
    "time_emb_proj": "emb_layers.1",
    "norm2": "out_layers.0",
    "conv2": "out_layers.3",
    "conv_shortcut": "skip_connection",
}
_PLACE_ATTENTION = {
    "group_norm": "norm",
    "to_q": "q",
    "to_k": "k",
    "to_v": "v",
    "to_out.0": "proj_out",
}
_OPEN_CLIP = {
    "embeddings.token_embedding": "token_embedding",
    "embeddings.position_embedding.weight": "positional_embedding",
    "final_layer_norm": "ln_final",
    "text_projection.weight": "text_projection",
}
_OPEN_CLIP_LAYER = {
    "layer_norm1": "ln_1",
    "layer_norm2": "ln_2",
    "mlp.fc1": "mlp.c_fc",
    "mlp.fc2": "mlp.c_proj",
    "self_attn.out_proj": "attn.out_proj",
}
_LAYER = re.compile(r"encoder\.layers\.(\d+)\.(.+)")
_FUSED = re.compile(r"self_attn\.([qkv])_proj\.(weight|bias)")

# Known tensors that drawing does not need. The first group is a beginning, the second an ending.
_DROPPED_AREAS = (
    *("model_ema.", "first_stage_model.loss.", "first_stage_model.model_ema.", "loss."),
    *("embedding_manager.", "cond_stage_model.model.visual.", "denoiser."),
    *("conditioner.embedders.1.model.visual.", "model.visual.", "safety_checker."),
)
_DROPPED_ENDS = ("position_ids", "logit_scale", "attn_mask", ".num_batches_tracked")
BUFFERS = frozenset(
    (
        *("betas", "alphas_cumprod", "alphas_cumprod_prev", "sqrt_alphas_cumprod", "logvar"),
        *("sqrt_one_minus_alphas_cumprod", "log_one_minus_alphas_cumprod", "scale_factor"),
        *("sqrt_recip_alphas_cumprod", "sqrt_recipm1_alphas_cumprod", "lvlb_weights"),
        *("posterior_variance", "posterior_log_variance_clipped", "ddpm_num_timesteps"),
        *("posterior_mean_coef1", "posterior_mean_coef2", "v_pred", "ztsnr", "all_sigmas"),
        "cond_stage_model.model.text_projection",  # SD 2 draws without it
    )
)


def unet_keys(names: Iterable[str], config: UNetConfig) -> tuple[Key, ...]:
    """The U-Net's tensors, `names` as our network has them."""
    modules = dict(_unet_modules(config))
    return tuple(Key(name, UNET + _renamed(name, modules, _RESNET)) for name in names)


def vae_keys(names: Iterable[str], config: VAEConfig, prefix: str = VAE) -> tuple[Key, ...]:
    """The autoencoder's; a file of its own has them without the prefix."""
    modules = dict(_vae_modules(config))
    return tuple(
        Key(name, prefix + _renamed(name, modules, {"conv_shortcut": "nin_shortcut"} | _PLACE_ATTENTION),
            "conv" if ".attentions." in name and _is_matrix(name) else "same")
        for name in names
    )  # fmt: skip


def text_keys(names: Iterable[str], tower: Tower) -> tuple[Key, ...]:
    """A text encoder's, `names` without prefixes ("encoder.layers.0.mlp.fc1.weight")."""
    if not tower.open_clip:
        return tuple(Key(name, tower.prefix + name) for name in names)
    return tuple(_open_clip_key(name, tower.prefix) for name in names)


def known_name(name: str) -> str:
    """A file's tensor under the name that the table has for it."""
    for start, wanted in _ALIASES:
        if name.startswith(start):
            return wanted + name[len(start) :]
    return name


def is_dropped(name: str, family: Family, text_layers: Mapping[str, int]) -> bool:
    """Whether `name`, which the table has not, is known and not needed.

    `text_layers`: layers used of each text encoder, by part; what lies above them is not needed either.
    """
    if name in BUFFERS or name.startswith(_DROPPED_AREAS) or name.endswith(_DROPPED_ENDS):
        return True
    for tower in TOWERS[family]:
        layer = re.match(re.escape(tower.prefix) + _layer_pattern(tower), name)
        if layer is not None and int(layer[1]) >= text_layers[tower.part]:
            return True
    return False


def layer_count(names: Iterable[str], tower: Tower) -> int:
    """How many layers of a text encoder a single file has."""
    pattern = re.compile(re.escape(tower.prefix) + _layer_pattern(tower))
    return 1 + max((int(match[1]) for name in names if (match := pattern.match(name))), default=-1)


def ldm_shape(shape: Shape, form: Form) -> Shape:
    """The shape that a single file's tensor has for one of ours."""
    match form:
        case "conv":
            return (*shape, 1, 1)
        case "transposed":
            return shape[::-1]
        case "q" | "k" | "v":
            return (3 * shape[0], *shape[1:])
        case _:
            return shape


def _layer_pattern(tower: Tower) -> str:
    """Short numbers only: a name is a stranger's."""
    return (
        r"transformer\.resblocks\." if tower.open_clip else r"encoder\.layers\."
    ) + r"(\d{1,4})\."


def _open_clip_key(name: str, prefix: str) -> Key:
    layer = _LAYER.fullmatch(name)
    if layer is None:
        form: Form = "transposed" if name == "text_projection.weight" else "same"
        return Key(name, prefix + _replaced(name, _OPEN_CLIP), form)
    within = f"{prefix}transformer.resblocks.{layer[1]}."
    fused = _FUSED.fullmatch(layer[2])
    if fused is None:
        return Key(name, within + _replaced(layer[2], _OPEN_CLIP_LAYER))
    part = JOINED["qkv".index(fused[1])]
    return Key(name, f"{within}attn.in_proj_{fused[2]}", part)


def _unet_modules(config: UNetConfig) -> Iterator[tuple[str, str]]:
    """Our module → the single file's. Blocks are numbered through on the way down, and again on the way up."""
    yield from (("conv_in", "input_blocks.0.0"), ("conv_norm_out", "out.0"), ("conv_out", "out.2"))
    for ours, theirs in (("time_embedding", "time_embed"), ("add_embedding", "label_emb.0")):
        yield from ((f"{ours}.linear_1", f"{theirs}.0"), (f"{ours}.linear_2", f"{theirs}.2"))
    yield (
        "time_embedding.cond_proj",
        "time_embed.cond_proj",
    )  # of few-step models told their guidance
    for ours, theirs in (("resnets.0", "0"), ("attentions.0", "1"), ("resnets.1", "2")):
        yield f"mid_block.{ours}", f"middle_block.{theirs}"
    place, last = 1, config.levels - 1
    for level in range(config.levels):
        for layer in range(config.layers_per_block):
            yield f"down_blocks.{level}.resnets.{layer}", f"input_blocks.{place}.0"
            yield f"down_blocks.{level}.attentions.{layer}", f"input_blocks.{place}.1"
            place += 1
        if level < last:
            yield f"down_blocks.{level}.downsamplers.0.conv", f"input_blocks.{place}.0.op"
            place += 1
    place = 0
    for index in range(config.levels):
        behind = 2 if config.up_block_types[index] == "CrossAttnUpBlock2D" else 1
        for layer in range(config.layers_per_block + 1):
            yield f"up_blocks.{index}.resnets.{layer}", f"output_blocks.{place}.0"
            yield f"up_blocks.{index}.attentions.{layer}", f"output_blocks.{place}.1"
            place += 1
        yield f"up_blocks.{index}.upsamplers.0.conv", f"output_blocks.{place - 1}.{behind}.conv"


def _vae_modules(config: VAEConfig) -> Iterator[tuple[str, str]]:
    """Our module → the single file's, which counts the decoder's levels from the largest picture on."""
    levels = len(config.block_out_channels)
    for half in ("encoder", "decoder"):
        yield f"{half}.conv_norm_out", f"{half}.norm_out"
        yield f"{half}.mid_block.attentions.0", f"{half}.mid.attn_1"
        for index in (0, 1):
            yield f"{half}.mid_block.resnets.{index}", f"{half}.mid.block_{index + 1}"
    for level in range(levels):
        down, up = f"encoder.down_blocks.{level}", f"decoder.up_blocks.{level}"
        for layer in range(config.layers_per_block + 1):
            yield f"{down}.resnets.{layer}", f"encoder.down.{level}.block.{layer}"
            yield f"{up}.resnets.{layer}", f"decoder.up.{levels - 1 - level}.block.{layer}"
        yield f"{down}.downsamplers.0.conv", f"encoder.down.{level}.downsample.conv"
        yield f"{up}.upsamplers.0.conv", f"decoder.up.{levels - 1 - level}.upsample.conv"


def _renamed(name: str, modules: Mapping[str, str], leaves: Mapping[str, str]) -> str:
    """The module by `modules`, what lies in it by `leaves`; what neither knows stays."""
    owner = name
    while owner and owner not in modules:
        owner = owner.rpartition(".")[0]
    if not owner:
        return name
    rest = name[len(owner) :].removeprefix(".")
    return f"{modules[owner]}.{_replaced(rest, leaves)}"


def _replaced(name: str, table: Mapping[str, str]) -> str:
    """`name` with its beginning changed by the table: "mlp.fc1.bias" → "mlp.c_fc.bias"."""
    for start, other in table.items():
        if name == start or name.startswith(f"{start}."):
            return other + name[len(start) :]
    return name


def _is_matrix(name: str) -> bool:
    return name.endswith(".weight") and ".group_norm." not in name
