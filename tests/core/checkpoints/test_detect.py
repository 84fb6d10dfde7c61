"""The kind of a network is told from names and shapes."""

import dataclasses

import pytest
import torch

from core.checkpoints.detect import USABLE, family, usable
from core.files.models.foreign_models import DEPTH, PIX2PIX, REFINER
from core.networks.configs import UNetConfig
from core.networks.unet import UNet

SDXL = UNetConfig(
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


@pytest.mark.parametrize(
    ("config", "title"),
    [
        (UNetConfig(), USABLE[0]),
        (UNetConfig(use_linear_projection=True, cross_attention_dim=1024), USABLE[1]),
        (UNetConfig(in_channels=9), f"{USABLE[0]} for inpainting"),
        (SDXL, USABLE[2]),
        (dataclasses.replace(SDXL, in_channels=9), f"{USABLE[2]} for inpainting"),
        (dataclasses.replace(SDXL, cross_attention_dim=1280), REFINER),
        (UNetConfig(in_channels=8), PIX2PIX),
        (UNetConfig(in_channels=5), DEPTH),
    ],
)
def test_each_u_net(config, title):
    with torch.device("meta"):
        unet = UNet(config)
    assert family({n: tuple(p.shape) for n, p in unet.named_parameters()}) == title
    assert usable(title) == title.startswith("Stable Diffusion")


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("encoder.conv_in.weight", "a VAE"),
        ("text_model.embeddings.token_embedding.weight", "a CLIP text encoder"),
        ("model.diffusion_model.input_blocks.0.0.weight", "a single file"),
        ("unet.down_blocks.0.attn.lora_A.weight", "a LoRA"),
        ("something.else", None),
    ],
)
def test_other_files_by_their_names(name, title):
    assert family({name: (4, 4)}) == title


def test_nothing_is_nothing():
    assert family({}) is None
