"""The U-Net equals diffusers' for every family's config, from the same state dict."""

from __future__ import annotations

from dataclasses import replace

import diffusers
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.networks.configs import UNetConfig
from core.networks.unet import UNet

pytestmark = pytest.mark.oracle

CROSS_DOWN, PLAIN_DOWN = "CrossAttnDownBlock2D", "DownBlock2D"
CROSS_UP, PLAIN_UP = "CrossAttnUpBlock2D", "UpBlock2D"
SD1 = UNetConfig(
    sample_size=16,
    block_out_channels=(16, 32, 32),
    down_block_types=(CROSS_DOWN, CROSS_DOWN, PLAIN_DOWN),
    up_block_types=(PLAIN_UP, CROSS_UP, CROSS_UP),
    layers_per_block=1,
    norm_num_groups=8,
    cross_attention_dim=24,
    attention_head_dim=4,
)
SD2 = replace(SD1, attention_head_dim=(2, 4, 4), use_linear_projection=True)
INPAINTING = replace(SD1, in_channels=9)
LCM = replace(SD1, time_cond_proj_dim=20)
SDXL = UNetConfig(
    sample_size=16,
    block_out_channels=(16, 32),
    down_block_types=(PLAIN_DOWN, CROSS_DOWN),
    up_block_types=(CROSS_UP, PLAIN_UP),
    layers_per_block=2,
    norm_num_groups=8,
    cross_attention_dim=24,
    attention_head_dim=(2, 4),
    transformer_layers_per_block=(1, 3),
    use_linear_projection=True,
    addition_embed_type="text_time",
    addition_time_embed_dim=8,
    projection_class_embeddings_input_dim=6 * 8 + 20,
)


def oracle_of(config: UNetConfig, seed: int) -> diffusers.UNet2DConditionModel:
    torch.manual_seed(seed)
    fields = {name: getattr(config, name) for name in config.__dataclass_fields__}
    return diffusers.UNet2DConditionModel(**fields).eval()


def compare(config: UNetConfig, height: int, width: int, seed: int) -> None:
    oracle = oracle_of(config, seed)
    ours = UNet(config).eval()
    ours.load_state_dict(oracle.state_dict(), strict=True)
    x = torch.randn(2, config.in_channels, height, width)
    t, context = torch.tensor([7.0, 812.25]), torch.randn(2, 11, config.cross_attention_dim)
    pooled, size_ids, added = None, None, None
    if config.addition_embed_type:
        pooled, size_ids = torch.randn(2, 20), torch.randint(0, 1024, (2, 6)).float()
        added = {"text_embeds": pooled, "time_ids": size_ids}
    scale, told = None, None
    if config.time_cond_proj_dim:
        scale = 8.5
        pipeline = diffusers.LatentConsistencyModelPipeline
        told = pipeline.get_guidance_scale_embedding(
            None, torch.full((2,), scale - 1), config.time_cond_proj_dim
        )
    with torch.no_grad():
        expected = oracle(x, t, context, timestep_cond=told, added_cond_kwargs=added).sample
        actual = ours(x, t, context, pooled, size_ids, scale)
    torch.testing.assert_close(actual, expected, rtol=1e-4, atol=1e-5)


@pytest.mark.parametrize(
    "config",
    [SD1, SD2, INPAINTING, SDXL, LCM, replace(SDXL, time_cond_proj_dim=16)],
    ids=["sd1", "sd2", "inpainting", "sdxl", "lcm", "lcm-sdxl"],
)
def test_equals_diffusers(config):
    compare(config, 16, 16, seed=3)


@settings(max_examples=12, deadline=None)
@given(
    layers=st.integers(1, 2),
    widths=st.lists(st.sampled_from([8, 16, 24]), min_size=2, max_size=3).map(tuple),
    attention=st.lists(st.booleans(), min_size=3, max_size=3),
    size=st.tuples(st.integers(5, 17), st.integers(5, 17)),
    linear=st.booleans(),
    seed=st.integers(0, 99),
)
def test_equals_diffusers_on_random_configs(layers, widths, attention, size, linear, seed):
    crossed = attention[: len(widths)]
    config = replace(
        SD1,
        block_out_channels=widths,
        layers_per_block=layers,
        down_block_types=tuple(CROSS_DOWN if c else PLAIN_DOWN for c in crossed),
        up_block_types=tuple(CROSS_UP if c else PLAIN_UP for c in reversed(crossed)),
        attention_head_dim=2,
        use_linear_projection=linear,
    )
    compare(config, *size, seed)


def test_a_network_says_what_it_lacks():
    x, t, context = torch.randn(1, 4, 8, 8), torch.tensor([1.0]), torch.randn(1, 3, 24)
    with pytest.raises(ValueError, match="pooled text"):
        UNet(SDXL)(x, t, context)
    with pytest.raises(ValueError, match="guidance"):
        UNet(LCM)(x, t, context)


def test_the_default_config_has_the_size_of_stable_diffusion_1():
    with torch.device("meta"):
        unet = UNet(UNetConfig())
    assert sum(p.numel() for p in unet.parameters()) == 859_520_964
