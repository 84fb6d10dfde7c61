"""The building blocks that U-Net and autoencoder share: residual block, halving, doubling, time.

Axes: B batch, C channels, h w cells, D width of the time embedding.
"""

from __future__ import annotations

import math

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class ResnetBlock(nn.Module):
    """Two normalised convolutions added to their input; the time embedding enters between them."""

    def __init__(
        self, channels_in: int, channels_out: int, time_width: int | None, groups: int, eps: float
    ) -> None:
        super().__init__()
        self.norm1 = nn.GroupNorm(groups, channels_in, eps=eps)
        self.conv1 = nn.Conv2d(channels_in, channels_out, 3, padding=1)
        self.time_emb_proj = nn.Linear(time_width, channels_out) if time_width else None
        self.norm2 = nn.GroupNorm(groups, channels_out, eps=eps)
        self.conv2 = nn.Conv2d(channels_out, channels_out, 3, padding=1)
        self.conv_shortcut = (
            nn.Conv2d(channels_in, channels_out, 1) if channels_in != channels_out else None
        )

    def forward(self, x: Tensor, time: Tensor | None = None) -> Tensor:
        """x (B, C_in, h, w), time (B, D) → (B, C_out, h, w)."""
        inner = self.conv1(F.silu(self.norm1(x)))
        if self.time_emb_proj is not None and time is not None:
            inner = inner + self.time_emb_proj(F.silu(time))[:, :, None, None]
        inner = self.conv2(F.silu(self.norm2(inner)))
        return (x if self.conv_shortcut is None else self.conv_shortcut(x)) + inner


class Downsample(nn.Module):
    """Halves a map by a strided convolution.

    The autoencoder pads only right and below, the U-Net all round: their published weights were
    trained so.
    """

    def __init__(self, channels: int, pad_right_below: bool = False) -> None:
        super().__init__()
        self.pad_right_below = pad_right_below
        self.conv = nn.Conv2d(channels, channels, 3, stride=2, padding=0 if pad_right_below else 1)

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, h, w) → (B, C, ⌈h/2⌉, ⌈w/2⌉)."""
        return self.conv(F.pad(x, (0, 1, 0, 1)) if self.pad_right_below else x)


class Upsample(nn.Module):
    """Doubles a map by repeating cells, then smooths by a convolution."""

    def __init__(self, channels: int) -> None:
        super().__init__()
        self.conv = nn.Conv2d(channels, channels, 3, padding=1)

    def forward(self, x: Tensor, size: torch.Size | None = None) -> Tensor:
        """(B, C, h, w) → (B, C, *size): the size of the skip it will meet, which is odd for odd maps."""
        if size is None:
            x = F.interpolate(x, scale_factor=2.0, mode="nearest")
        else:
            x = F.interpolate(x, size=tuple(size), mode="nearest")
        return self.conv(x)


class TimestepEmbedding(nn.Module):
    """A two-layer network on top of the sines (also used for SDXL's size ids).

    Some distilled U-Nets are told a condition of their own, too, `told` wide.
    """

    def __init__(self, width_in: int, width: int, told: int | None = None) -> None:
        super().__init__()
        self.cond_proj = nn.Linear(told, width_in, bias=False) if told else None
        self.linear_1 = nn.Linear(width_in, width)
        self.linear_2 = nn.Linear(width, width)

    def forward(self, x: Tensor, told: Tensor | None = None) -> Tensor:
        """x (B, width_in), told (B, its width) → (B, width)."""
        if self.cond_proj is not None and told is not None:
            x = x + self.cond_proj(told)
        return self.linear_2(F.silu(self.linear_1(x)))


def sinusoids(t: Tensor, width: int, cos_first: bool = True, shift: float = 0.0) -> Tensor:
    """Time steps as sines and cosines of geometrically falling frequency (Vaswani et al. 2017).

    t (B,) may be fractional → (B, width) in float32, whatever the network's precision: at half
    precision neighbouring time steps would become equal.
    """
    half = width // 2
    exponent = -math.log(10000) * torch.arange(half, dtype=torch.float32, device=t.device)
    angles = t.float()[:, None] * torch.exp(exponent / (half - shift))[None]
    sin, cos = angles.sin(), angles.cos()
    parts = torch.cat([cos, sin] if cos_first else [sin, cos], dim=-1)
    return F.pad(parts, (0, width % 2))
