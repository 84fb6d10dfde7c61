"""The two small networks about digits: one that judges a picture, one that predicts the noise in it.

The second is the U-Net of Stable Diffusion, four thousand times smaller, with the ten digits in the place
of words. It works on blocks of 2 x 2 pixels, as the large one works on latents.

Axes: B pictures, S side in px (a multiple of 4), L tokens (1), D width.
"""

from __future__ import annotations

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from core.networks.configs import UNetConfig
from core.networks.unet import UNet

CLASSES = 10
NOTHING = CLASSES  # the class told where none is: what the unconditional half of guidance hears
BLOCK = 2  # px a side of a cell
SCORE_CHANNELS = (16, 24, 48)
SCORE_GROUPS = 8

PREDICTOR = UNetConfig(
    in_channels=BLOCK**2,
    out_channels=BLOCK**2,
    sample_size=12,
    block_out_channels=(24, 32),
    down_block_types=("DownBlock2D", "DownBlock2D"),
    up_block_types=("UpBlock2D", "UpBlock2D"),
    layers_per_block=1,
    norm_num_groups=8,
    cross_attention_dim=16,
    attention_head_dim=2,
)


class ScoreNet(nn.Module):
    """How much a picture looks like each of the ten digits."""

    def __init__(self, channels: tuple[int, ...] = SCORE_CHANNELS) -> None:
        super().__init__()
        before = (1, *channels[:-1])
        self.convs = nn.ModuleList(
            nn.Conv2d(i, o, 3, stride=2, padding=1) for i, o in zip(before, channels, strict=True)
        )
        self.mixes = nn.ModuleList(nn.Conv2d(c, c, 3, padding=1) for c in channels)
        self.norms = nn.ModuleList(nn.GroupNorm(SCORE_GROUPS, c) for c in channels)
        self.out = nn.Linear(2 * channels[-1], CLASSES)

    def forward(self, pixels: Tensor) -> Tensor:
        """(B,1,S,S) in about [-1, 1] → (B,10) logits; their sigmoid is the score of each digit."""
        x = pixels
        for conv, mix, norm in zip(self.convs, self.mixes, self.norms, strict=True):
            x = F.silu(conv(x))
            x = F.silu(x + norm(mix(x)))
        logits: Tensor = self.out(torch.cat([x.amax((2, 3)), x.mean((2, 3))], dim=1))
        return logits


class DigitPredictor(nn.Module):
    """Predicts eps in a picture of a digit, given which digit it is to be."""

    def __init__(self, config: UNetConfig = PREDICTOR) -> None:
        super().__init__()
        self.unet = UNet(config)
        self.words = nn.Embedding(CLASSES + 1, config.cross_attention_dim)

    def context(self, classes: Tensor) -> Tensor:
        """(B,) whole, 0 … 9 or `NOTHING` → what the network is told (B,1,D)."""
        told: Tensor = self.words(classes)
        return told[:, None]

    def forward(
        self,
        x: Tensor,
        t: Tensor,
        context: Tensor,
        pooled: Tensor | None = None,
        size_ids: Tensor | None = None,
    ) -> Tensor:
        """x (B,1,S,S) noised pixels, t (B,) 0 … 999, context (B,1,D) → eps (B,1,S,S)."""
        cells = F.pixel_unshuffle(x, BLOCK)  # (B,4,S/2,S/2)
        return F.pixel_shuffle(self.unet(cells, t, context), BLOCK)
