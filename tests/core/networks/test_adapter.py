"""Factors beside layers: nothing at first, the product afterwards, and off when switched off."""

from contextlib import suppress

import pytest
import torch
from torch import nn

from core.networks.adapter import Adapter, Adapters, text_layers, unet_layers
from core.networks.configs import UNetConfig
from core.networks.lora import LayerChange, LowRank, changed
from core.networks.unet import UNet

LAYERS = {
    "linear": (nn.Linear(6, 5), torch.randn(2, 3, 6)),
    "conv": (nn.Conv2d(4, 5, 3, padding=1), torch.randn(2, 4, 7, 7)),
    "halving": (nn.Conv2d(4, 4, 3, stride=2, padding=1), torch.randn(2, 4, 8, 8)),
}


def adapters_of(layer, rank=2, scale=0.5):
    random = torch.Generator().manual_seed(0)
    return Adapters({"a": layer}, rank, scale, random)


@pytest.mark.parametrize("kind", LAYERS)
@torch.no_grad()
def test_trap_15_it_says_what_the_changed_weight_would_say_with_alpha_over_rank(kind):
    layer, x = LAYERS[kind]
    plain = layer(x)
    adapters = adapters_of(layer)
    assert torch.equal(layer(x), plain), "up begins at zero"
    adapter = adapters.by_name["a"]
    adapter.up.copy_(torch.randn(adapter.up.shape, generator=torch.Generator().manual_seed(1)))
    change = LayerChange(LowRank(adapter.up, adapter.down), scale=0.5)
    weight = changed(layer.weight, [(change, 1.0)])
    if kind == "linear":
        wanted = nn.functional.linear(x, weight, layer.bias)
    else:
        wanted = nn.functional.conv2d(x, weight, layer.bias, layer.stride, layer.padding)
    assert torch.allclose(layer(x), wanted, atol=1e-5)
    assert not torch.equal(layer(x), plain)
    whole = layer(x)
    with adapters.at(0):
        assert torch.equal(layer(x), plain)
        with adapters.at(0.4):
            assert torch.allclose(layer(x), plain + 0.4 * (wanted - plain), atol=1e-5)
        assert torch.equal(layer(x), plain)
    assert torch.equal(layer(x), whole)
    with suppress(KeyboardInterrupt), adapters.at(0.4):
        raise KeyboardInterrupt
    assert torch.equal(layer(x), whole), "whatever happens meanwhile"


def test_factors_stay_wide_beside_a_narrow_layer():
    layer = nn.Linear(4, 4).to(torch.bfloat16)
    adapters = adapters_of(layer)
    layer(torch.randn(1, 4, dtype=torch.bfloat16)).sum().backward()
    grads = [p.grad for p in adapters.parameters()]
    assert all(p.dtype == torch.float32 for p in adapters.parameters())
    assert any(g is not None and bool(g.any()) for g in grads)


def test_no_adapter_for_what_has_no_product():
    with pytest.raises(TypeError):
        Adapter(nn.LayerNorm(4), 2, 1.0, torch.Generator())


def test_attention_and_feed_forward_and_only_where_asked_convolutions():
    unet = UNet(
        UNetConfig(block_out_channels=(8, 16), down_block_types=("CrossAttnDownBlock2D", "DownBlock2D"),
                   up_block_types=("UpBlock2D", "CrossAttnUpBlock2D"), layers_per_block=1,
                   norm_num_groups=4, cross_attention_dim=8, attention_head_dim=2)
    )  # fmt: skip
    few, many = unet_layers(unet, conv=False), unet_layers(unet, conv=True)
    assert {path.rpartition(".")[2] for path in few} == {"to_q", "to_k", "to_v", "0", "proj", "2"}
    extra = {path.rpartition(".")[2] for path in many.keys() - few.keys()}
    assert extra == {"conv1", "conv2", "conv_shortcut", "conv", "proj_in", "proj_out"}
    assert not {"conv_in", "conv_out"} & many.keys()


def test_layers_of_a_text_encoder():
    class Encoder(nn.Module):
        def __init__(self):
            super().__init__()
            self.layers = nn.ModuleList([nn.ModuleDict({"fc1": nn.Linear(2, 2)})])
            self.text_projection = nn.Linear(2, 2)

    class Outer(nn.Module):
        def __init__(self):
            super().__init__()
            self.model = Encoder()

    assert set(text_layers(Outer())) == {"model.layers.0.fc1"}
