"""The JSON configs of a model folder as our frozen configs, checked key by key; and the way back.

Keys that we do not know are ignored. Keys that change what a network computes, and that we have in
one value only, must have that value: ignoring them would draw wrong pictures without a word.
Every function raises `ConfigInvalid`, naming file, key, value and what was expected.
"""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from core.contract.codec import from_json, to_json
from core.contract.errors import ConfigInvalid, InvalidValue
from core.diffusion.schedule import ScheduleConfig
from core.files.models.classes import SCHEDULERS
from core.networks.configs import UNetConfig, VAEConfig
from core.text.configs import ImageConfig, TextConfig, VisionConfig

T = TypeVar("T")
JSON = dict[str, Any]

DIFFUSERS_VERSION = "0.42.0"  # whose layout is written
LEVELS_MAX = 8
SHOWN_MAX = 80  # characters of a strange value in an error


@dataclass(frozen=True)
class _Schema(Generic[T]):
    """What a config file must say to become a `kind`."""

    kind: type[T]
    required: tuple[str, ...] = ()
    only: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)  # the values that we have
    limits: Mapping[str, tuple[float, float]] = field(default_factory=dict)  # both included


_UNET = _Schema(
    UNetConfig,
    required=(
        *("block_out_channels", "cross_attention_dim", "layers_per_block"),
        *("down_block_types", "up_block_types"),
    ),
    only={
        "_class_name": ("UNet2DConditionModel",),
        "act_fn": ("silu", "swish"),
        "attention_type": ("default",),
        "center_input_sample": (False,),
        "class_embed_type": (None,),
        "class_embeddings_concat": (False,),
        "conv_in_kernel": (3,),
        "conv_out_kernel": (3,),
        "cross_attention_norm": (None,),
        "downsample_padding": (1,),
        "dual_cross_attention": (False,),
        "encoder_hid_dim": (None,),
        "encoder_hid_dim_type": (None,),
        "mid_block_only_cross_attention": (None, False),
        "mid_block_scale_factor": (1,),
        "mid_block_type": ("UNetMidBlock2DCrossAttn",),
        "num_attention_heads": (None,),
        "num_class_embeds": (None,),
        "only_cross_attention": (False,),
        "resnet_out_scale_factor": (1,),
        "resnet_skip_time_act": (False,),
        "resnet_time_scale_shift": ("default",),
        "reverse_transformer_layers_per_block": (None,),
        "time_embedding_act_fn": (None,),
        "time_embedding_dim": (None,),
        "time_embedding_type": ("positional",),
        "timestep_post_act": (None,),
    },
    limits={
        "in_channels": (1, 64),
        "out_channels": (1, 64),
        "sample_size": (1, 1024),
        "block_out_channels": (1, 8192),
        "layers_per_block": (1, 8),
        "norm_num_groups": (1, 8192),
        "norm_eps": (1e-12, 0.1),
        "cross_attention_dim": (1, 8192),
        "attention_head_dim": (1, 256),
        "transformer_layers_per_block": (1, 32),
        "freq_shift": (0, 1),
        "addition_time_embed_dim": (1, 8192),
        "projection_class_embeddings_input_dim": (1, 65536),
        "time_cond_proj_dim": (4, 65536),
    },
)
_VAE = _Schema(
    VAEConfig,
    required=("block_out_channels", "layers_per_block", "down_block_types", "up_block_types"),
    only={
        "_class_name": ("AutoencoderKL",),
        "act_fn": ("silu", "swish"),
        "latents_mean": (None,),
        "latents_std": (None,),
        "mid_block_add_attention": (True,),
        "shift_factor": (None, 0),
        "use_post_quant_conv": (True,),
        "use_quant_conv": (True,),
    },
    limits={
        "in_channels": (1, 64),
        "out_channels": (1, 64),
        "latent_channels": (1, 64),
        "sample_size": (1, 8192),
        "block_out_channels": (1, 8192),
        "layers_per_block": (1, 8),
        "norm_num_groups": (1, 8192),
        "scaling_factor": (1e-6, 1e6),
    },
)
_CLIP_LIMITS = {
    "hidden_size": (1, 8192),
    "intermediate_size": (1, 65536),
    "num_hidden_layers": (1, 64),
    "num_attention_heads": (1, 256),
    "layer_norm_eps": (1e-12, 0.1),
    "projection_dim": (1, 8192),
}
_TEXT = _Schema(
    TextConfig,
    required=("vocab_size", "hidden_size", "intermediate_size", "num_hidden_layers"),
    only={"model_type": ("clip_text_model",), "architectures": (None, ["CLIPTextModel"])},
    limits={
        **_CLIP_LIMITS,
        "vocab_size": (2, 1_000_000),
        "max_position_embeddings": (3, 4096),
        "bos_token_id": (0, 1_000_000),
        "eos_token_id": (0, 1_000_000),
        "pad_token_id": (0, 1_000_000),
    },
)
_PROJECTED_TEXT = dataclasses.replace(
    _TEXT, only={**_TEXT.only, "architectures": (None, ["CLIPTextModelWithProjection"])}
)
_IMAGE = _Schema(
    ImageConfig,
    required=("hidden_size", "intermediate_size", "num_hidden_layers", "image_size", "patch_size"),
    only={
        "model_type": ("clip_vision_model",),
        "architectures": (None, ["CLIPVisionModelWithProjection"]),
    },
    limits={
        **_CLIP_LIMITS,
        "num_channels": (3, 3),
        "image_size": (1, 4096),
        "patch_size": (1, 4096),
    },
)
_VISION = _Schema(
    VisionConfig,
    required=("hidden_size", "num_hidden_layers"),
    only={"model_type": ("vit",)},
    limits={
        **{key: limit for key, limit in _CLIP_LIMITS.items() if key != "projection_dim"},
        "num_channels": (3, 3),
        "image_size": (1, 4096),
        "patch_size": (1, 4096),
    },
)
_SCHEDULE = _Schema(ScheduleConfig, only={"_class_name": tuple(sorted(SCHEDULERS))})


def unet_config(data: JSON, path: str) -> UNetConfig:
    """unet/config.json."""
    layers = data.get("layers_per_block")
    if isinstance(layers, list) and layers and layers.count(layers[0]) == len(layers):
        data = {**data, "layers_per_block": layers[0]}
    config = _decode(_UNET, data, path)
    levels = config.levels
    for key in ("down_block_types", "up_block_types", "block_out_channels"):
        _check_levels(path, key, getattr(config, key), levels)
    for key in ("attention_head_dim", "transformer_layers_per_block"):
        value = getattr(config, key)
        if isinstance(value, tuple):
            _check_levels(path, key, value, levels)
    _check_groups(path, config.block_out_channels, config.norm_num_groups)
    for channels, heads in zip(config.block_out_channels, config.heads, strict=True):
        if channels % heads:
            raise ConfigInvalid(path, "attention_head_dim", heads, f"a divisor of {channels}")
    return config


def vae_config(data: JSON, path: str) -> VAEConfig:
    """vae/config.json."""
    config = _decode(_VAE, data, path)
    levels = len(config.block_out_channels)
    for key, kind in (
        ("down_block_types", "DownEncoderBlock2D"),
        ("up_block_types", "UpDecoderBlock2D"),
    ):
        if data[key] != [kind] * levels:
            raise ConfigInvalid(path, key, _short(data[key]), f"{levels} times {kind}")
    _check_levels(path, "block_out_channels", config.block_out_channels, levels)
    _check_groups(path, config.block_out_channels, config.norm_num_groups)
    return config


def text_config(data: JSON, path: str, *, projected: bool = False) -> TextConfig:
    """text_encoder/config.json, or SDXL's text_encoder_2/config.json, which is `projected`."""
    config = _decode(_PROJECTED_TEXT if projected else _TEXT, data, path)
    _check_heads(path, config.hidden_size, config.num_attention_heads)
    return config


def image_config(data: JSON, path: str) -> ImageConfig:
    """image_encoder/config.json."""
    config = _decode(_IMAGE, data, path)
    _check_heads(path, config.hidden_size, config.num_attention_heads)
    _check_patches(path, config.image_size, config.patch_size)
    return config


def vision_config(data: JSON, path: str) -> VisionConfig:
    """config.json of a vision transformer without words."""
    config = _decode(_VISION, data, path)
    _check_heads(path, config.hidden_size, config.num_attention_heads)
    _check_patches(path, config.image_size, config.patch_size)
    return config


def schedule_config(data: JSON, path: str) -> ScheduleConfig:
    """scheduler/scheduler_config.json, after `plain_numbers`."""
    return _decode(_SCHEDULE, data, path)


def plain_numbers(data: JSON) -> JSON:
    """A scheduler's file without what is no JSON: diffusers writes the default of `lambda_min_clipped`,
    minus infinity, in full. Left out it means the same.
    """
    if data.get("lambda_min_clipped") == -math.inf:
        return {key: value for key, value in data.items() if key != "lambda_min_clipped"}
    return data


def unet_json(config: UNetConfig) -> JSON:
    """What `unet_config` reads, as diffusers writes it."""
    return {**_diffusers("UNet2DConditionModel"), **to_json(config)}


def vae_json(config: VAEConfig) -> JSON:
    """What `vae_config` reads, as diffusers writes it."""
    levels = len(config.block_out_channels)
    types = {
        "down_block_types": ["DownEncoderBlock2D"] * levels,
        "up_block_types": ["UpDecoderBlock2D"] * levels,
    }
    return {**_diffusers("AutoencoderKL"), "act_fn": "silu", **types, **to_json(config)}


def text_json(config: TextConfig, *, projected: bool = False) -> JSON:
    """What `text_config` reads, as transformers writes it."""
    name = "CLIPTextModelWithProjection" if projected else "CLIPTextModel"
    return {**_transformers(name, "clip_text_model"), **to_json(config)}


def image_json(config: ImageConfig) -> JSON:
    """What `image_config` reads, as transformers writes it."""
    kind = _transformers("CLIPVisionModelWithProjection", "clip_vision_model")
    return {**kind, **to_json(config)}


def schedule_json(config: ScheduleConfig) -> JSON:
    """What `schedule_config` reads; what the config does not say is left out."""
    said = {key: value for key, value in to_json(config).items() if value is not None}
    return {**_diffusers("DDIMScheduler"), **said}


def _diffusers(class_name: str) -> JSON:
    return {"_class_name": class_name, "_diffusers_version": DIFFUSERS_VERSION}


def _transformers(class_name: str, model_type: str) -> JSON:
    """The dtype is the one to compute in, not the file's: from the file's, half precision, transformers
    would load half a pipeline whose other half diffusers loads in float32.
    """
    return {"architectures": [class_name], "model_type": model_type, "dtype": "float32"}


def _decode(schema: _Schema[T], data: JSON, path: str) -> T:
    for key, allowed in schema.only.items():
        if key in data and data[key] not in allowed:
            expected = (
                " or ".join(map(str, allowed)) if len(allowed) < LEVELS_MAX else "a known one"
            )
            raise ConfigInvalid(path, key, _short(data[key]), expected)
    for key in schema.required:
        if data.get(key) is None:
            raise ConfigInvalid(path, key, None, "a value")
    names = {f.name for f in dataclasses.fields(schema.kind)}  # type: ignore[arg-type]  # all are
    said = {key: value for key, value in data.items() if key in names and value is not None}
    try:
        config = from_json(schema.kind, said)
    except InvalidValue as error:
        key = error.field.removeprefix(f"{schema.kind.__name__}.")
        raise ConfigInvalid(path, key, _short(error.value), error.expected) from error
    for key, (low, high) in schema.limits.items():
        value = getattr(config, key)
        for number in value if isinstance(value, tuple) else (value,):
            if number is not None and not low <= number <= high:
                raise ConfigInvalid(path, key, number, f"between {low:g} and {high:g}")
    return config


def _check_levels(path: str, key: str, value: tuple[Any, ...], levels: int) -> None:
    if not 1 <= levels <= LEVELS_MAX:
        raise ConfigInvalid(path, "block_out_channels", levels, f"1 to {LEVELS_MAX} numbers")
    if len(value) != levels:
        raise ConfigInvalid(path, key, _short(list(value)), f"{levels} values, one for each level")


def _check_groups(path: str, channels: tuple[int, ...], groups: int) -> None:
    for number in channels:
        if number % groups:
            expected = f"a divisor of {number}, the channels of a level"
            raise ConfigInvalid(path, "norm_num_groups", groups, expected)


def _check_patches(path: str, side: int, patch: int) -> None:
    if side % patch:
        raise ConfigInvalid(path, "image_size", side, f"a multiple of the patch size {patch}")


def _check_heads(path: str, width: int, heads: int) -> None:
    if width % heads:
        raise ConfigInvalid(path, "num_attention_heads", heads, f"a divisor of {width}")


def _short(value: Any) -> Any:
    """A stranger's value, fit for an error that travels: numbers as they are, the rest cut short."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    return (value if isinstance(value, str) else repr(value))[:SHOWN_MAX]
