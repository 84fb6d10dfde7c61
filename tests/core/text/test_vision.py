"""The encoder gives what transformers' own gives, as a vector of length 1."""

from __future__ import annotations

import torch

from core.text.configs import VisionConfig
from core.text.vision import VisionEncoder

SMALL = VisionConfig(
    hidden_size=16,
    intermediate_size=32,
    num_hidden_layers=1,
    num_attention_heads=2,
    image_size=16,
    patch_size=8,
)


@torch.inference_mode()
def test_a_picture_becomes_the_class_tokens_place_with_length_one():
    encoder = VisionEncoder(SMALL).eval()
    pixels = torch.randn(2, 3, 16, 16)
    vectors = encoder(pixels)
    place = encoder.model(pixel_values=pixels).last_hidden_state[:, 0]
    assert torch.allclose(vectors.norm(dim=-1), torch.ones(2))
    assert torch.allclose(vectors * place.norm(dim=-1, keepdim=True), place, atol=1e-5)
