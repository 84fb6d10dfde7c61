"""Attention mixes as the formula says."""

from __future__ import annotations

import torch

from core.networks.attention import Attention, FeedForward, PlaceAttention, SpatialTransformer


def test_attention_is_a_softmax_weighted_mean():
    torch.manual_seed(0)
    layer = Attention(width=8, context_width=6, heads=2)
    x, context = torch.randn(1, 5, 8), torch.randn(1, 3, 6)
    q, k, v = layer.to_q(x), layer.to_k(context), layer.to_v(context)
    parts = []
    for head in range(2):
        part = slice(4 * head, 4 * head + 4)
        scores = q[..., part] @ k[..., part].transpose(1, 2) / 2.0  # sqrt(K) = 2
        parts.append(scores.softmax(-1) @ v[..., part])
    expected = layer.to_out[0](torch.cat(parts, -1))
    torch.testing.assert_close(layer(x, context), expected)


def test_without_context_it_looks_at_itself():
    torch.manual_seed(0)
    layer = Attention(width=8, context_width=8, heads=2)
    x = torch.randn(1, 5, 8)
    torch.testing.assert_close(layer(x), layer(x, x))


def test_attention_over_one_word_is_that_word():
    layer = Attention(width=8, context_width=6, heads=2)
    word = torch.randn(1, 1, 6)
    expected = layer.to_out[0](layer.to_v(word)).expand(1, 5, 8)
    torch.testing.assert_close(layer(torch.randn(1, 5, 8), word), expected)


def test_the_order_of_the_words_does_not_matter_to_attention():
    torch.manual_seed(0)
    layer = SpatialTransformer(8, 6, heads=2, depth=1, groups=4, linear=False)
    x, context = torch.randn(1, 8, 3, 4), torch.randn(1, 5, 6)
    torch.testing.assert_close(layer(x, context), layer(x, context.flip(1)), rtol=1e-4, atol=1e-5)


def test_linear_and_convolved_projections_are_the_same_numbers():
    torch.manual_seed(0)
    conv = SpatialTransformer(8, 6, heads=2, depth=2, groups=4, linear=False)
    linear = SpatialTransformer(8, 6, heads=2, depth=2, groups=4, linear=True)
    state = {k: v.flatten(1) if v.dim() == 4 else v for k, v in conv.state_dict().items()}
    linear.load_state_dict(state)
    x, context = torch.randn(2, 8, 3, 5), torch.randn(2, 4, 6)
    torch.testing.assert_close(conv(x, context), linear(x, context), rtol=1e-4, atol=1e-5)


def test_feed_forward_keeps_the_shape():
    assert FeedForward(8)(torch.randn(2, 3, 8)).shape == (2, 3, 8)


def test_place_attention_adds_to_its_input():
    layer = PlaceAttention(8, groups=4)
    torch.nn.init.zeros_(layer.to_out[0].weight)
    torch.nn.init.zeros_(layer.to_out[0].bias)
    x = torch.randn(1, 8, 4, 6)
    torch.testing.assert_close(layer(x), x)
