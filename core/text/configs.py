"""The shapes of CLIP's two halves, as data. Field names are those of transformers' config.json.

Reading and checking the JSON is `core/checkpoints/schemas.py`'s work; here a config is already true.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Activation = Literal["quick_gelu", "gelu"]


@dataclass(frozen=True)
class TextConfig:
    """The text encoder. Defaults are OpenAI's CLIP ViT-L/14, the one of Stable Diffusion 1.x."""

    vocab_size: int = 49408
    hidden_size: int = 768  # D, the width of the context
    intermediate_size: int = 3072
    num_hidden_layers: int = 12
    num_attention_heads: int = 12
    max_position_embeddings: int = 77  # L, tokens
    hidden_act: Activation = "quick_gelu"
    layer_norm_eps: float = 1e-5
    projection_dim: int = 768  # P, the space shared with pictures
    bos_token_id: int = 49406
    eos_token_id: int = 49407  # 2 in old files: the token of the highest id is then the last one
    pad_token_id: int | None = 1


@dataclass(frozen=True)
class ImageConfig:
    """The image encoder. Defaults are OpenAI's CLIP ViT-L/14."""

    hidden_size: int = 1024
    intermediate_size: int = 4096
    num_hidden_layers: int = 24
    num_attention_heads: int = 16
    num_channels: int = 3
    image_size: int = 224  # px
    patch_size: int = 14  # px
    hidden_act: Activation = "quick_gelu"
    layer_norm_eps: float = 1e-5
    projection_dim: int = 768  # P


@dataclass(frozen=True)
class VisionConfig:
    """A vision transformer that knows no words. Defaults are those of transformers' class, a ViT-B/16."""

    hidden_size: int = 768
    intermediate_size: int = 3072
    num_hidden_layers: int = 12
    num_attention_heads: int = 12
    image_size: int = 224
    patch_size: int = 16
    num_channels: int = 3
    hidden_act: Activation = "gelu"
    layer_norm_eps: float = 1e-12
    qkv_bias: bool = True
