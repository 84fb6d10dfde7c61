"""A vision transformer that knows no words, such as DINO's: pictures to vectors, for comparing pictures.

Axes: B batch, D width, S picture side in px.
"""

from __future__ import annotations

import dataclasses

import torch.nn.functional as F
from torch import Tensor, nn
from transformers import ViTConfig, ViTModel

from core.text.configs import VisionConfig


class VisionEncoder(nn.Module):
    """Pictures to a space of their own."""

    def __init__(self, config: VisionConfig) -> None:
        super().__init__()
        self.config = config
        settings = {**dataclasses.asdict(config), "attn_implementation": "sdpa"}
        self.model = ViTModel(ViTConfig(**settings), add_pooling_layer=False)

    def forward(self, pixels: Tensor) -> Tensor:
        """pixels (B, 3, S, S) in the colours that it was trained on → (B, D) of length 1: the class token's place."""
        return F.normalize(self.model(pixel_values=pixels).last_hidden_state[:, 0], dim=-1)
