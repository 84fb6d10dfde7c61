"""The autoencoder between pixels and latents (Kingma & Welling 2014; Rombach et al. 2022).

Parameter names are those of published diffusers folders. Knows no file, device or picture format.

Axes: B batch, C channels, H W pixels, h w latent cells (H/8, W/8 in Stable Diffusion).
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.networks.attention import PlaceAttention
from core.networks.blocks import Downsample, ResnetBlock, Upsample
from core.networks.configs import VAEConfig

NORM_EPS = 1e-6


@dataclass(frozen=True)
class Posterior:
    """A Gaussian over unscaled latents, independent in each number. Both (B, C, h, w)."""

    mean: Tensor
    logvar: Tensor  # held between -30 and 20, so that exp stays finite

    def sample(self, noise: Tensor) -> Tensor:
        """Mean plus standard deviation times `noise` (B, C, h, w), drawn by the caller."""
        return self.mean + torch.exp(0.5 * self.logvar) * noise


class Stage(nn.Module):
    """One level: residual blocks, then halving or doubling where the owner adds one."""

    def __init__(self, c_in: int, c_out: int, layers: int, groups: int) -> None:
        super().__init__()
        self.resnets = nn.ModuleList(
            [
                ResnetBlock(c_in if j == 0 else c_out, c_out, None, groups, NORM_EPS)
                for j in range(layers)
            ]
        )
        self.downsamplers = nn.ModuleList()
        self.upsamplers = nn.ModuleList()

    def forward(self, x: Tensor) -> Tensor:
        for layer in (*self.resnets, *self.downsamplers, *self.upsamplers):
            x = layer(x)
        return x


class MidStage(nn.Module):
    """Residual, attention over all cells, residual."""

    def __init__(self, channels: int, groups: int) -> None:
        super().__init__()
        self.attentions = nn.ModuleList([PlaceAttention(channels, groups)])
        self.resnets = nn.ModuleList(
            [ResnetBlock(channels, channels, None, groups, NORM_EPS) for _ in range(2)]
        )

    def forward(self, x: Tensor) -> Tensor:
        return self.resnets[1](self.attentions[0](self.resnets[0](x)))


class Encoder(nn.Module):
    """Pixels to the moments of the posterior."""

    def __init__(self, config: VAEConfig) -> None:
        super().__init__()
        channels, groups = config.block_out_channels, config.norm_num_groups
        self.conv_in = nn.Conv2d(config.in_channels, channels[0], 3, padding=1)
        self.down_blocks = nn.ModuleList()
        for level, c_out in enumerate(channels):
            stage = Stage(channels[max(level - 1, 0)], c_out, config.layers_per_block, groups)
            if level < len(channels) - 1:
                stage.downsamplers.append(Downsample(c_out, pad_right_below=True))
            self.down_blocks.append(stage)
        self.mid_block = MidStage(channels[-1], groups)
        self.conv_norm_out = nn.GroupNorm(groups, channels[-1], eps=NORM_EPS)
        self.conv_out = nn.Conv2d(channels[-1], 2 * config.latent_channels, 3, padding=1)

    def forward(self, pixels: Tensor) -> Tensor:
        """(B, 3, H, W) → (B, 2·C, h, w)."""
        x = self.conv_in(pixels)
        for stage in self.down_blocks:
            x = stage(x)
        return self.conv_out(F.silu(self.conv_norm_out(self.mid_block(x))))


class Decoder(nn.Module):
    """Latents to pixels."""

    def __init__(self, config: VAEConfig) -> None:
        super().__init__()
        channels, groups = tuple(reversed(config.block_out_channels)), config.norm_num_groups
        self.conv_in = nn.Conv2d(config.latent_channels, channels[0], 3, padding=1)
        self.mid_block = MidStage(channels[0], groups)
        self.up_blocks = nn.ModuleList()
        for level, c_out in enumerate(channels):
            stage = Stage(channels[max(level - 1, 0)], c_out, config.layers_per_block + 1, groups)
            if level < len(channels) - 1:
                stage.upsamplers.append(Upsample(c_out))
            self.up_blocks.append(stage)
        self.conv_norm_out = nn.GroupNorm(groups, channels[-1], eps=NORM_EPS)
        self.conv_out = nn.Conv2d(channels[-1], config.out_channels, 3, padding=1)

    def forward(self, latents: Tensor) -> Tensor:
        """(B, C, h, w) → (B, 3, H, W)."""
        x = self.mid_block(self.conv_in(latents))
        for stage in self.up_blocks:
            x = stage(x)
        return self.conv_out(F.silu(self.conv_norm_out(x)))


class VAE(nn.Module):
    """Encoder and decoder with the 1×1 convolutions between them."""

    def __init__(self, config: VAEConfig) -> None:
        super().__init__()
        self.config = config
        moments = 2 * config.latent_channels
        self.encoder = Encoder(config)
        self.decoder = Decoder(config)
        self.quant_conv = nn.Conv2d(moments, moments, 1)
        self.post_quant_conv = nn.Conv2d(config.latent_channels, config.latent_channels, 1)

    def encode(self, pixels: Tensor) -> Posterior:
        """Pixels (B, 3, H, W) in [-1, 1], sides multiples of the downscale → unscaled posterior."""
        mean, logvar = self.quant_conv(self.encoder(pixels)).chunk(2, dim=1)
        return Posterior(mean, logvar.clamp(-30.0, 20.0))

    def decode(self, unscaled: Tensor) -> Tensor:
        """Unscaled latents (B, C, h, w) → pixels (B, 3, H, W), about [-1, 1] but not clipped."""
        return self.decoder(self.post_quant_conv(unscaled))

    def to_latents(self, unscaled: Tensor) -> Tensor:
        """Bring a posterior sample to the unit scale the U-Net works at."""
        return unscaled * self.config.scaling_factor

    def to_pixels(self, latents: Tensor) -> Tensor:
        """Scaled latents (B, C, h, w) → pixels (B, 3, H, W)."""
        return self.decode(latents / self.config.scaling_factor)
