"""Maps of the probe against a computation by hand, and against the fused kernel itself."""

import pytest
import torch
import torch.nn.functional as F

from core.insight.attention_maps import Asked, AttentionProbe, averaged, resized, shares
from core.networks.attention import Attention
from core.networks.configs import UNetConfig
from core.networks.unet import UNet

CONFIG = UNetConfig(
    block_out_channels=(8, 16),
    down_block_types=("CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
    up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D"),
    layers_per_block=1,
    norm_num_groups=4,
    cross_attention_dim=12,
    attention_head_dim=2,
    transformer_layers_per_block=(1, 2),
)


@pytest.fixture
def unet() -> UNet:
    torch.manual_seed(0)
    return UNet(CONFIG).eval()


def asked_of(unet, rows=(1,), groups=None, size=(6, 10)):
    x, context = torch.randn(2, 4, *size), torch.randn(2, 5, 12)
    table = torch.eye(5) if groups is None else groups
    probe = AttentionProbe(unet)
    with torch.inference_mode():
        plain = unet(x, torch.tensor([7.0]), context)
        with probe.hearing([Asked(row, table) for row in rows], size) as found:
            heard = unet(x, torch.tensor([7.0]), context)
        after = unet(x, torch.tensor([7.0]), context)
    return plain, heard, after, found


def test_hearing_changes_no_bit(unet) -> None:
    plain, heard, after, _ = asked_of(unet)
    assert torch.equal(plain, heard)
    assert torch.equal(plain, after)


def test_nothing_stays_on_the_network(unet) -> None:
    asked_of(unet)
    assert not any(m._forward_hooks or m._forward_pre_hooks for m in unet.modules())
    with pytest.raises(KeyboardInterrupt), AttentionProbe(unet).hearing([], (6, 10)):
        raise KeyboardInterrupt
    assert not any(m._forward_hooks for m in unet.modules())


def test_shares_are_what_the_fused_kernel_mixes_the_values_with() -> None:
    torch.manual_seed(1)
    q, k = torch.randn(9, 6), torch.randn(4, 6)
    by_head = [  # with the identity as values, the kernel gives its own probabilities
        F.scaled_dot_product_attention(a[None, None], b[None, None], torch.eye(4)[None, None])[0, 0]
        for a, b in zip(q.split(2, dim=1), k.split(2, dim=1), strict=True)
    ]
    assert torch.allclose(shares(q, k, 3), torch.stack(by_head).mean(0), atol=1e-6)


def test_maps_of_a_layer_equal_its_own_output_where_values_name_the_tokens() -> None:
    torch.manual_seed(2)
    layer, x, context = Attention(8, 8, 2), torch.randn(1, 6, 8), torch.randn(1, 4, 8)
    heard = {}
    layer.to_q.register_forward_hook(lambda m, given, out: heard.update(q=out))
    layer.to_k.register_forward_hook(lambda m, given, out: heard.update(k=out))
    # each head's four values are one-hot, so its part of the mix is the probability itself
    layer.to_v.register_forward_hook(lambda m, given, out: torch.eye(4).repeat(1, 2)[None])
    mixed = []
    layer.to_out[0].register_forward_pre_hook(lambda m, given: mixed.append(given[0]))
    layer(x, context)
    by_head = mixed[0].unflatten(-1, (2, 4)).mean(dim=2)[0]  # (S, L)
    assert torch.allclose(shares(heard["q"][0], heard["k"][0], 2), by_head, atol=1e-6)


def test_each_place_gives_away_exactly_one(unet) -> None:
    *_, found = asked_of(unet, rows=(0, 1))
    assert len(found) == 2
    for stages in found:
        for maps in stages.values():
            assert torch.allclose(maps.sum(0), torch.ones(maps.shape[1:]), atol=1e-5)


def test_stages_are_named_as_parameters_are_and_sized_as_the_u_is(unet) -> None:
    *_, found = asked_of(unet, size=(5, 9))
    shapes = {stage: tuple(maps.shape) for stage, maps in found[0].items()}
    assert shapes == {
        "down_blocks.0": (5, 5, 9),
        "down_blocks.1": (5, 3, 5),
        "mid_block": (5, 3, 5),
        "up_blocks.0": (5, 3, 5),
        "up_blocks.1": (5, 5, 9),
    }
    assert set(AttentionProbe(unet).stages) == set(shapes)


def test_rows_and_groups_are_told_apart(unet) -> None:
    torch.manual_seed(3)
    *_, single = asked_of(unet)
    torch.manual_seed(3)
    pair = torch.tensor([[1.0, 0], [1, 0], [0, 1], [0, 1], [0, 1]])
    *_, grouped = asked_of(unet, groups=pair)
    for stage, maps in single[0].items():
        assert torch.allclose(grouped[0][stage][0], maps[:2].sum(0), atol=1e-6)
    torch.manual_seed(3)
    *_, other = asked_of(unet, rows=(0,))
    assert not torch.allclose(other[0]["mid_block"], single[0]["mid_block"])


def test_another_size_keeps_the_sum() -> None:
    maps = torch.rand(3, 4, 6).softmax(0)
    for size in ((2, 3), (8, 12), (4, 6)):
        got = resized(maps, size)
        assert got.shape == (3, *size)
        assert torch.allclose(got.sum(0), torch.ones(size), atol=1e-5)
    both = averaged({"a": maps, "b": torch.rand(3, 2, 3).softmax(0)}, (4, 6))
    assert torch.allclose(both.sum(0), torch.ones(4, 6), atol=1e-5)
