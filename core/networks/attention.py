"""Attention and the transformer that puts words into the picture.

Axes: B batch, C channels, h w latent cells, S = h·w places, L tokens, D width, N heads, K head width.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn


class Attention(nn.Module):
    """Multi-head attention (Vaswani et al. 2017). Over itself, or over `context` when one is given."""

    def __init__(self, width: int, context_width: int, heads: int) -> None:
        super().__init__()
        self.heads = heads
        self.to_q = nn.Linear(width, width, bias=False)
        self.to_k = nn.Linear(context_width, width, bias=False)
        self.to_v = nn.Linear(context_width, width, bias=False)
        # A list because published weights are called to_out.0 (the 1 was a dropout).
        self.to_out = nn.ModuleList([nn.Linear(width, width)])

    def forward(self, x: Tensor, context: Tensor | None = None) -> Tensor:
        """x (B, S, D), context (B, L, D_context) → (B, S, D)."""
        source = x if context is None else context
        q = self._split(self.to_q(x))
        k = self._split(self.to_k(source))
        v = self._split(self.to_v(source))
        mixed = F.scaled_dot_product_attention(q, k, v)  # (B, N, S, K)
        mixed = mixed.transpose(1, 2).flatten(2)  # (B, S, D)
        return self.to_out[0](mixed)

    def _split(self, x: Tensor) -> Tensor:
        """(B, S, D) → (B, N, S, K)."""
        return x.unflatten(-1, (self.heads, -1)).transpose(1, 2)


class GEGLU(nn.Module):
    """A linear layer gated by GELU of its other half (Shazeer 2020, "GLU Variants")."""

    def __init__(self, width: int, inner: int) -> None:
        super().__init__()
        self.proj = nn.Linear(width, 2 * inner)

    def forward(self, x: Tensor) -> Tensor:
        value, gate = self.proj(x).chunk(2, dim=-1)
        return value * F.gelu(gate)


class FeedForward(nn.Module):
    """Four times as wide, gated, and back. Indices 0 and 2 are the published names."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.net = nn.ModuleList(
            [GEGLU(width, 4 * width), nn.Identity(), nn.Linear(4 * width, width)]
        )

    def forward(self, x: Tensor) -> Tensor:
        return self.net[2](self.net[0](x))


class TransformerBlock(nn.Module):
    """Places look at each other, then at the words, then each thinks for itself."""

    def __init__(self, width: int, context_width: int, heads: int) -> None:
        super().__init__()
        self.norm1 = nn.LayerNorm(width)
        self.attn1 = Attention(width, width, heads)
        self.norm2 = nn.LayerNorm(width)
        self.attn2 = Attention(width, context_width, heads)
        self.norm3 = nn.LayerNorm(width)
        self.ff = FeedForward(width)

    def forward(self, x: Tensor, context: Tensor) -> Tensor:
        """x (B, S, D), context (B, L, D_context) → (B, S, D)."""
        x = x + self.attn1(self.norm1(x))
        x = x + self.attn2(self.norm2(x), context)
        return x + self.ff(self.norm3(x))


class SpatialTransformer(nn.Module):
    """Transformer blocks over the cells of a feature map, added to it (Rombach et al. 2022).

    SD 1.x projects by 1×1 convolutions, SD 2 and SDXL by linear layers: the same numbers, stored
    in another shape.
    """

    def __init__(
        self, channels: int, context_width: int, heads: int, depth: int, groups: int, linear: bool
    ) -> None:
        super().__init__()
        self.linear = linear
        self.norm = nn.GroupNorm(groups, channels, eps=1e-6)
        self.proj_in: nn.Module = (
            nn.Linear(channels, channels) if linear else nn.Conv2d(channels, channels, 1)
        )
        self.transformer_blocks = nn.ModuleList(
            [TransformerBlock(channels, context_width, heads) for _ in range(depth)]
        )
        self.proj_out: nn.Module = (
            nn.Linear(channels, channels) if linear else nn.Conv2d(channels, channels, 1)
        )

    def forward(self, x: Tensor, context: Tensor) -> Tensor:
        """x (B, C, h, w), context (B, L, D_context) → (B, C, h, w)."""
        size = x.shape[-2:]
        places = self.norm(x)
        if self.linear:
            places = self.proj_in(_to_places(places))
        else:
            places = _to_places(self.proj_in(places))
        for block in self.transformer_blocks:
            places = block(places, context)
        if self.linear:
            return x + _to_map(self.proj_out(places), size)
        return x + self.proj_out(_to_map(places, size))


class PlaceAttention(nn.Module):
    """The autoencoder's single-head attention over all cells, added to its input."""

    def __init__(self, channels: int, groups: int) -> None:
        super().__init__()
        self.group_norm = nn.GroupNorm(groups, channels, eps=1e-6)
        self.to_q = nn.Linear(channels, channels)
        self.to_k = nn.Linear(channels, channels)
        self.to_v = nn.Linear(channels, channels)
        self.to_out = nn.ModuleList([nn.Linear(channels, channels)])

    def forward(self, x: Tensor) -> Tensor:
        """(B, C, h, w) → (B, C, h, w)."""
        places = _to_places(self.group_norm(x))
        q, k, v = (layer(places).unsqueeze(1) for layer in (self.to_q, self.to_k, self.to_v))
        mixed = F.scaled_dot_product_attention(q, k, v).squeeze(1)  # (B, S, C)
        return x + _to_map(self.to_out[0](mixed), x.shape[-2:])


def _to_places(x: Tensor) -> Tensor:
    """(B, C, h, w) → (B, h·w, C)."""
    return x.flatten(2).transpose(1, 2)


def _to_map(places: Tensor, size: torch.Size) -> Tensor:
    """(B, h·w, C) → (B, C, h, w), contiguous as the convolutions want it."""
    return places.transpose(1, 2).unflatten(2, tuple(size)).contiguous()
