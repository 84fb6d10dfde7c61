"""The table is one to one, has the names that trainers used, and drops only what is known."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.checkpoints import ldm_keys
from core.checkpoints.ldm_keys import TOWERS, Key, is_dropped, known_name, ldm_shape, text_keys
from core.networks.configs import UNetConfig, VAEConfig
from core.networks.unet import UNet
from core.networks.vae import VAE

XL = UNetConfig(
    block_out_channels=(320, 640, 1280),
    down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
    up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
    cross_attention_dim=2048,
    attention_head_dim=(5, 10, 20),
    transformer_layers_per_block=(1, 2, 10),
    use_linear_projection=True,
    addition_embed_type="text_time",
    addition_time_embed_dim=256,
    projection_class_embeddings_input_dim=2816,
)


def names(network, config) -> list[str]:
    with torch.device("meta"):
        return [name for name, _ in network(config).named_parameters()]


def table(keys) -> dict[str, str]:
    return {key.own: key.ldm for key in keys}


# One of each kind of block, by hand from the published files' own names.
@pytest.mark.parametrize(
    ("config", "own", "ldm"),
    [
        (UNetConfig(), "conv_in.weight", "input_blocks.0.0.weight"),
        (UNetConfig(), "time_embedding.linear_2.bias", "time_embed.2.bias"),
        (UNetConfig(), "down_blocks.0.resnets.1.conv1.weight", "input_blocks.2.0.in_layers.2.weight"),
        (UNetConfig(), "down_blocks.0.downsamplers.0.conv.bias", "input_blocks.3.0.op.bias"),
        (UNetConfig(), "down_blocks.1.resnets.0.conv_shortcut.weight",
         "input_blocks.4.0.skip_connection.weight"),
        (UNetConfig(), "down_blocks.2.attentions.1.proj_in.weight", "input_blocks.8.1.proj_in.weight"),
        (UNetConfig(), "down_blocks.3.resnets.1.time_emb_proj.bias",
         "input_blocks.11.0.emb_layers.1.bias"),
        (UNetConfig(), "mid_block.attentions.0.transformer_blocks.0.attn2.to_k.weight",
         "middle_block.1.transformer_blocks.0.attn2.to_k.weight"),
        (UNetConfig(), "mid_block.resnets.1.norm2.weight", "middle_block.2.out_layers.0.weight"),
        (UNetConfig(), "up_blocks.0.upsamplers.0.conv.weight", "output_blocks.2.1.conv.weight"),
        (UNetConfig(), "up_blocks.1.upsamplers.0.conv.weight", "output_blocks.5.2.conv.weight"),
        (UNetConfig(), "up_blocks.3.resnets.2.conv2.weight", "output_blocks.11.0.out_layers.3.weight"),
        (UNetConfig(), "up_blocks.3.attentions.2.transformer_blocks.0.ff.net.0.proj.weight",
         "output_blocks.11.1.transformer_blocks.0.ff.net.0.proj.weight"),
        (UNetConfig(), "conv_norm_out.bias", "out.0.bias"),
        (UNetConfig(), "conv_out.weight", "out.2.weight"),
        (XL, "add_embedding.linear_1.weight", "label_emb.0.0.weight"),
        (XL, "down_blocks.2.attentions.1.transformer_blocks.9.norm3.weight",
         "input_blocks.8.1.transformer_blocks.9.norm3.weight"),
        (XL, "up_blocks.0.upsamplers.0.conv.bias", "output_blocks.2.2.conv.bias"),
        (XL, "up_blocks.1.attentions.0.proj_out.bias", "output_blocks.3.1.proj_out.bias"),
    ],
)  # fmt: skip
def test_names_of_the_u_net(config, own, ldm):
    keys = table(ldm_keys.unet_keys(names(UNet, config), config))
    assert keys[own] == f"model.diffusion_model.{ldm}"


@pytest.mark.parametrize(
    ("own", "ldm", "form"),
    [
        ("quant_conv.weight", "quant_conv.weight", "same"),
        ("encoder.conv_in.bias", "encoder.conv_in.bias", "same"),
        ("encoder.conv_norm_out.weight", "encoder.norm_out.weight", "same"),
        ("encoder.down_blocks.1.resnets.0.conv_shortcut.weight",
         "encoder.down.1.block.0.nin_shortcut.weight", "same"),
        ("encoder.down_blocks.2.downsamplers.0.conv.weight", "encoder.down.2.downsample.conv.weight",
         "same"),
        ("encoder.mid_block.resnets.1.norm1.weight", "encoder.mid.block_2.norm1.weight", "same"),
        ("encoder.mid_block.attentions.0.to_q.weight", "encoder.mid.attn_1.q.weight", "conv"),
        ("encoder.mid_block.attentions.0.to_q.bias", "encoder.mid.attn_1.q.bias", "same"),
        ("decoder.mid_block.attentions.0.to_out.0.weight", "decoder.mid.attn_1.proj_out.weight", "conv"),
        ("decoder.mid_block.attentions.0.group_norm.weight", "decoder.mid.attn_1.norm.weight", "same"),
        ("decoder.up_blocks.0.resnets.2.conv1.bias", "decoder.up.3.block.2.conv1.bias", "same"),
        ("decoder.up_blocks.2.upsamplers.0.conv.weight", "decoder.up.1.upsample.conv.weight", "same"),
    ],
)  # fmt: skip
def test_names_of_the_vae(own, ldm, form):
    keys = ldm_keys.vae_keys(names(VAE, VAEConfig()), VAEConfig())
    assert Key(own, f"first_stage_model.{ldm}", form) in keys
    alone = ldm_keys.vae_keys(names(VAE, VAEConfig()), VAEConfig(), "")
    assert Key(own, ldm, form) in alone


@pytest.mark.parametrize(
    ("own", "ldm", "form"),
    [
        ("embeddings.token_embedding.weight", "token_embedding.weight", "same"),
        ("embeddings.position_embedding.weight", "positional_embedding", "same"),
        ("encoder.layers.22.layer_norm1.bias", "transformer.resblocks.22.ln_1.bias", "same"),
        ("encoder.layers.0.mlp.fc1.weight", "transformer.resblocks.0.mlp.c_fc.weight", "same"),
        ("encoder.layers.0.mlp.fc2.bias", "transformer.resblocks.0.mlp.c_proj.bias", "same"),
        ("encoder.layers.3.self_attn.q_proj.weight", "transformer.resblocks.3.attn.in_proj_weight", "q"),
        ("encoder.layers.3.self_attn.k_proj.bias", "transformer.resblocks.3.attn.in_proj_bias", "k"),
        ("encoder.layers.3.self_attn.v_proj.bias", "transformer.resblocks.3.attn.in_proj_bias", "v"),
        ("encoder.layers.3.self_attn.out_proj.bias", "transformer.resblocks.3.attn.out_proj.bias", "same"),
        ("final_layer_norm.weight", "ln_final.weight", "same"),
        ("text_projection.weight", "text_projection", "transposed"),
    ],
)  # fmt: skip
def test_names_of_open_clip(own, ldm, form):
    tower = TOWERS["sdxl"][1]
    assert text_keys([own], tower) == (Key(own, f"conditioner.embedders.1.model.{ldm}", form),)


def test_names_of_clip_are_transformers_own():
    name = "encoder.layers.1.mlp.fc1.weight"
    assert text_keys([name], TOWERS["sd1"][0])[0].ldm == (
        f"cond_stage_model.transformer.text_model.{name}"
    )


BLOCKS = {"DownBlock2D": "UpBlock2D", "CrossAttnDownBlock2D": "CrossAttnUpBlock2D"}


@settings(max_examples=25, deadline=None)
@given(
    down=st.lists(st.sampled_from(list(BLOCKS)), min_size=1, max_size=5),
    layers=st.integers(1, 3),
    depth=st.integers(1, 3),
)
def test_any_u_net_has_one_place_for_each_tensor(down, layers, depth):
    config = UNetConfig(
        block_out_channels=(8,) * len(down),
        down_block_types=tuple(down),
        up_block_types=tuple(BLOCKS[kind] for kind in reversed(down)),
        layers_per_block=layers,
        transformer_layers_per_block=depth,
        norm_num_groups=4,
        cross_attention_dim=8,
        attention_head_dim=2,
    )
    own = names(UNet, config)
    keys = ldm_keys.unet_keys(own, config)
    assert [key.own for key in keys] == own
    assert len({key.ldm for key in keys}) == len(own)
    ours = ("down_blocks", "up_blocks", "mid_block", "resnets", "attentions", "_embedding")
    assert not any(part in key.ldm for key in keys for part in ours)


@settings(max_examples=15, deadline=None)
@given(levels=st.integers(1, 5), layers=st.integers(1, 3))
def test_any_vae_has_one_place_for_each_tensor(levels, layers):
    config = VAEConfig(block_out_channels=(8,) * levels, layers_per_block=layers, norm_num_groups=4)
    keys = ldm_keys.vae_keys(names(VAE, config), config)
    assert len({key.ldm for key in keys}) == len(keys)
    assert not any("_blocks" in key.ldm or "resnets" in key.ldm for key in keys)


def test_shapes_of_each_form():
    shapes = {form: ldm_shape((4, 6), form) for form in ("same", "conv", "transposed", "q", "v")}
    assert shapes == {
        "same": (4, 6),
        "conv": (4, 6, 1, 1),
        "transposed": (6, 4),
        "q": (12, 6),
        "v": (12, 6),
    }


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("model_ema.diffusion_modelinput_blocks00weight", "sd1"),
        ("cond_stage_model.transformer.text_model.embeddings.position_ids", "sd1"),
        ("cond_stage_model.logit_scale", "sd1"),
        ("cond_stage_model.model.logit_scale", "sd2"),
        ("cond_stage_model.model.text_projection", "sd2"),
        ("cond_stage_model.model.attn_mask", "sd2"),
        ("cond_stage_model.model.transformer.resblocks.23.ln_1.weight", "sd2"),
        ("conditioner.embedders.1.model.logit_scale", "sdxl"),
        ("alphas_cumprod", "sd1"),
        ("posterior_mean_coef2", "sd2"),
        ("denoiser.sigmas", "sdxl"),
        ("first_stage_model.loss.discriminator.main.0.weight", "sd1"),
        ("v_pred", "sdxl"),
        ("ztsnr", "sdxl"),
    ],
)
def test_what_is_known_and_not_needed(name, family):
    layers = {"text_encoder": 23, "text_encoder_2": 32}
    assert is_dropped(name, family, layers)


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("model.diffusion_model.time_embed.cond_proj.weight", "sd1"),
        ("cond_stage_model.model.transformer.resblocks.22.ln_1.weight", "sd2"),
        ("cond_stage_model.model.transformer.resblocks." + "9" * 4000 + ".ln_1.weight", "sd2"),
        ("first_stage_model.decoder.extra.weight", "sd1"),
        ("something.else", "sdxl"),
    ],
)
def test_what_is_not_known(name, family):
    assert not is_dropped(name, family, {"text_encoder": 23, "text_encoder_2": 32})


def test_older_names_of_clip():
    before = "cond_stage_model.transformer.encoder.layers.0.mlp.fc1.weight"
    after = "cond_stage_model.transformer.text_model.encoder.layers.0.mlp.fc1.weight"
    assert known_name(before) == known_name(after) == after


def test_layers_are_counted():
    tower = TOWERS["sd2"][0]
    found = [f"{tower.prefix}transformer.resblocks.{i}.ln_1.weight" for i in (0, 11, 3)]
    assert ldm_keys.layer_count([*found, "other.resblocks.40.x"], tower) == 12
    assert ldm_keys.layer_count([], tower) == 0
