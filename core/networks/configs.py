"""The shapes of the networks, as data. Field names and defaults are those of diffusers' config.json.

Reading and checking the JSON is `core/checkpoints/schemas.py`'s work; here a config is already true.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

DownBlockType = Literal["DownBlock2D", "CrossAttnDownBlock2D"]
UpBlockType = Literal["UpBlock2D", "CrossAttnUpBlock2D"]


@dataclass(frozen=True)
class UNetConfig:
    """The noise predictor. Defaults are Stable Diffusion 1.x; SD 2, SDXL and inpainting are other values."""

    in_channels: int = 4  # 9 for inpainting: latents, mask, masked latents
    out_channels: int = 4
    sample_size: int = 64  # latent cells a side that the model was trained at
    block_out_channels: tuple[int, ...] = (320, 640, 1280, 1280)
    down_block_types: tuple[DownBlockType, ...] = (
        *("CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        "DownBlock2D",
    )
    up_block_types: tuple[UpBlockType, ...] = (
        "UpBlock2D",
        *("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D"),
    )
    layers_per_block: int = 2
    norm_num_groups: int = 32
    norm_eps: float = 1e-5
    cross_attention_dim: int = 768
    # Heads, not their width: the field is misnamed in every published config and stays so for their sake.
    attention_head_dim: int | tuple[int, ...] = 8
    transformer_layers_per_block: int | tuple[int, ...] = 1
    use_linear_projection: bool = False
    flip_sin_to_cos: bool = True
    freq_shift: float = 0.0
    addition_embed_type: Literal["text_time"] | None = None  # SDXL: pooled text and size ids
    addition_time_embed_dim: int | None = None  # width of one size id's embedding
    projection_class_embeddings_input_dim: int | None = None
    # Latent consistency models: width in which the guidance is told, instead of an unconditional pass.
    time_cond_proj_dim: int | None = None

    @property
    def levels(self) -> int:
        """How many resolutions the U has."""
        return len(self.block_out_channels)

    @property
    def heads(self) -> tuple[int, ...]:
        """Attention heads of each level, from the largest picture to the smallest."""
        return _per_level(self.attention_head_dim, self.levels)

    @property
    def depths(self) -> tuple[int, ...]:
        """Transformer layers of each level."""
        return _per_level(self.transformer_layers_per_block, self.levels)


@dataclass(frozen=True)
class VAEConfig:
    """The autoencoder between pixels and latents. Defaults are Stable Diffusion 1.x."""

    in_channels: int = 3
    out_channels: int = 3
    latent_channels: int = 4
    sample_size: int = 512  # px
    block_out_channels: tuple[int, ...] = (128, 256, 512, 512)
    layers_per_block: int = 2
    norm_num_groups: int = 32
    scaling_factor: float = 0.18215  # latents × this have a standard deviation of about 1
    # Half precision may overflow (SDXL). Kept for the file: drawing widens whatever VAE it sees overflow.
    force_upcast: bool = True

    @property
    def downscale(self) -> int:
        """Pixels a side of one latent cell."""
        return 2 ** (len(self.block_out_channels) - 1)


def _per_level(value: int | tuple[int, ...], levels: int) -> tuple[int, ...]:
    return value if isinstance(value, tuple) else (value,) * levels
