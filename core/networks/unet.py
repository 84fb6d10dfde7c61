"""The U-Net that predicts the noise in latents, told the time step and the words.

One class for SD 1.x, SD 2.x, SDXL and their inpainting kinds: only the config differs. Parameter
names are those of published diffusers folders. Knows no schedule, guidance, file or device.

Axes: B batch, C channels, h w latent cells, L tokens, D width.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.networks.attention import SpatialTransformer
from core.networks.blocks import Downsample, ResnetBlock, TimestepEmbedding, Upsample, sinusoids
from core.networks.configs import UNetConfig


class UNetStage(nn.Module):
    """One level on the way down or up: residual blocks, each followed by attention where there is any."""

    def __init__(
        self,
        config: UNetConfig,
        widths: list[tuple[int, int]],  # (C_in, C_out) of each residual block
        level: int,  # which heads and depth to use
        attention: bool,
    ) -> None:
        super().__init__()
        time_width = 4 * config.block_out_channels[0]
        self.resnets = nn.ModuleList(
            [
                ResnetBlock(c_in, c_out, time_width, config.norm_num_groups, config.norm_eps)
                for c_in, c_out in widths
            ]
        )
        self.attentions = nn.ModuleList(
            [_transformer(config, c, level) for _, c in widths] if attention else []
        )

    def layer(self, index: int, x: Tensor, time: Tensor, context: Tensor) -> Tensor:
        """Residual block `index` and the attention that follows it, if any."""
        x = self.resnets[index](x, time)
        return self.attentions[index](x, context) if self.attentions else x


class DownStage(UNetStage):
    """A level on the way down; hands every intermediate map to the way up."""

    def __init__(self, config: UNetConfig, level: int) -> None:
        channels = config.block_out_channels
        c_in, c_out = channels[max(level - 1, 0)], channels[level]
        widths = [(c_in if j == 0 else c_out, c_out) for j in range(config.layers_per_block)]
        attention = config.down_block_types[level] == "CrossAttnDownBlock2D"
        super().__init__(config, widths, level, attention)
        last = level == config.levels - 1
        self.downsamplers = nn.ModuleList([] if last else [Downsample(c_out)])

    def forward(self, x: Tensor, time: Tensor, context: Tensor) -> tuple[Tensor, list[Tensor]]:
        skips = []
        for index in range(len(self.resnets)):
            x = self.layer(index, x, time, context)
            skips.append(x)
        for halve in self.downsamplers:
            x = halve(x)
            skips.append(x)
        return x, skips


class UpStage(UNetStage):
    """A level on the way up; each residual block first joins the map kept on the way down."""

    def __init__(self, config: UNetConfig, index: int) -> None:
        channels, level = config.block_out_channels, config.levels - 1 - index
        c_out, c_before = channels[level], channels[min(level + 1, config.levels - 1)]
        c_below, layers = channels[max(level - 1, 0)], config.layers_per_block + 1
        widths = []
        for j in range(layers):
            skip = c_below if j == layers - 1 else c_out
            widths.append(((c_before if j == 0 else c_out) + skip, c_out))
        super().__init__(
            config, widths, level, config.up_block_types[index] == "CrossAttnUpBlock2D"
        )
        self.upsamplers = nn.ModuleList([Upsample(c_out)] if level > 0 else [])

    def forward(self, x: Tensor, skips: list[Tensor], time: Tensor, context: Tensor) -> Tensor:
        """Takes its maps from the end of `skips`."""
        for index in range(len(self.resnets)):
            x = self.layer(index, torch.cat([x, skips.pop()], dim=1), time, context)
        for double in self.upsamplers:
            x = double(x, skips[-1].shape[-2:])
        return x


class MidStage(nn.Module):
    """The bottom of the U: residual, attention, residual."""

    def __init__(self, config: UNetConfig) -> None:
        super().__init__()
        channels, time_width = config.block_out_channels[-1], 4 * config.block_out_channels[0]
        self.attentions = nn.ModuleList([_transformer(config, channels, config.levels - 1)])
        self.resnets = nn.ModuleList(
            [
                ResnetBlock(channels, channels, time_width, config.norm_num_groups, config.norm_eps)
                for _ in range(2)
            ]
        )

    def forward(self, x: Tensor, time: Tensor, context: Tensor) -> Tensor:
        x = self.attentions[0](self.resnets[0](x, time), context)
        return self.resnets[1](x, time)


class UNet(nn.Module):
    """Predicts eps (or v) from noised latents (Ho et al. 2020; Rombach et al. 2022; Podell et al. 2023)."""

    def __init__(self, config: UNetConfig) -> None:
        super().__init__()
        self.config = config
        first = config.block_out_channels[0]
        time_width = 4 * first
        self.conv_in = nn.Conv2d(config.in_channels, first, 3, padding=1)
        self.time_embedding = TimestepEmbedding(first, time_width, config.time_cond_proj_dim)
        if config.addition_embed_type == "text_time":
            width = config.projection_class_embeddings_input_dim or 0
            self.add_embedding = TimestepEmbedding(width, time_width)
        levels = range(config.levels)
        self.down_blocks = nn.ModuleList([DownStage(config, level) for level in levels])
        self.mid_block = MidStage(config)
        self.up_blocks = nn.ModuleList([UpStage(config, index) for index in levels])
        self.conv_norm_out = nn.GroupNorm(config.norm_num_groups, first, eps=config.norm_eps)
        self.conv_out = nn.Conv2d(first, config.out_channels, 3, padding=1)

    def forward(
        self,
        x: Tensor,
        t: Tensor,
        context: Tensor,
        pooled: Tensor | None = None,
        size_ids: Tensor | None = None,
        guidance_scale: float | None = None,
    ) -> Tensor:
        """Predict the noise.

        x (B, C_in, h, w) noised latents at unit scale; t (B,) time steps 0 … 999, fractional
        allowed; context (B, L, D) words; SDXL also takes pooled (B, P) and size_ids (B, 6),
        a latent consistency model the guidance scale that it was taught to heed (Luo et al. 2023).
        Returns (B, C_out, h, w).
        """
        time = self._embed_time(x, t, guidance_scale)
        if self.config.addition_embed_type == "text_time":
            time = time + self._embed_sizes(x, pooled, size_ids)
        x = self.conv_in(x)
        skips = [x]
        for down in self.down_blocks:
            x, more = down(x, time, context)
            skips.extend(more)
        x = self.mid_block(x, time, context)
        for up in self.up_blocks:
            x = up(x, skips, time, context)
        return self.conv_out(F.silu(self.conv_norm_out(x)))

    def _embed_time(self, x: Tensor, t: Tensor, guidance_scale: float | None) -> Tensor:
        """Time step, and the guidance where it is told, as one vector (B, D)."""
        config, told = self.config, None
        sines = sinusoids(
            t.expand(x.shape[0]),
            config.block_out_channels[0],
            config.flip_sin_to_cos,
            config.freq_shift,
        )
        if config.time_cond_proj_dim is not None:
            if guidance_scale is None:
                raise ValueError("this U-Net needs the guidance scale")
            weight = torch.full((x.shape[0],), 1000.0 * (guidance_scale - 1.0), device=x.device)
            told = sinusoids(weight, config.time_cond_proj_dim, cos_first=False, shift=1.0)
            told = told.to(x.dtype)
        embedded: Tensor = self.time_embedding(sines.to(x.dtype), told)
        return embedded

    def _embed_sizes(self, x: Tensor, pooled: Tensor | None, size_ids: Tensor | None) -> Tensor:
        """SDXL's pooled text and sizes as one vector (B, D)."""
        if pooled is None or size_ids is None:
            raise ValueError("this U-Net needs pooled text and size ids")
        config, width = self.config, self.config.addition_time_embed_dim or 0
        sizes = sinusoids(size_ids.flatten(), width, config.flip_sin_to_cos, config.freq_shift)
        sizes = sizes.reshape(x.shape[0], -1)  # (B·6, width) → (B, 6·width)
        told = torch.cat([pooled, sizes.to(pooled.dtype)], -1)
        embedded: Tensor = self.add_embedding(told.to(x.dtype))
        return embedded


def _transformer(config: UNetConfig, channels: int, level: int) -> SpatialTransformer:
    return SpatialTransformer(
        channels,
        config.cross_attention_dim,
        config.heads[level],
        config.depths[level],
        config.norm_num_groups,
        config.use_linear_projection,
    )
