"""The starter's shapes: within the budget of 32 MB in half precision."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import torch

from core.networks.configs import UNetConfig, VAEConfig
from core.networks.unet import UNet
from core.networks.vae import VAE
from core.text.configs import ImageConfig, TextConfig
from core.text.encoder import ImageEncoder, TextEncoder

FOLDER = Path(__file__).parents[3] / "packaging" / "starter" / "configs"


def _read(part):
    return json.loads((FOLDER / part / "config.json").read_text(encoding="utf-8"))


def _known(config, fields):
    """The fields of a dataclass, lists as tuples."""
    chosen = {k: v for k, v in config.items() if k in fields.__dataclass_fields__}
    return fields(**{k: tuple(v) if isinstance(v, list) else v for k, v in chosen.items()})


@pytest.fixture(scope="module")
def sizes():
    """Parameters of each part."""
    with torch.device("meta"):
        parts = {
            "unet": UNet(_known(_read("unet"), UNetConfig)),
            "vae": VAE(_known(_read("vae"), VAEConfig)),
            "text_encoder": TextEncoder(_known(_read("text_encoder"), TextConfig)),
            "image_encoder": ImageEncoder(_known(_read("image_encoder"), ImageConfig), 128),
        }
    return {name: sum(p.numel() for p in part.parameters()) for name, part in parts.items()}


def test_the_parts_keep_their_budgets(sizes):
    assert sizes["unet"] <= 11.2e6
    assert sizes["vae"] <= 2.8e6
    assert sizes["text_encoder"] + sizes["image_encoder"] <= 2e6
    assert sum(sizes.values()) * 2 <= 31.8e6  # bytes in float16, with room for a card


def test_the_parts_fit_together():
    unet, vae, text = _read("unet"), _read("vae"), _read("text_encoder")
    image, vocab = (
        _read("image_encoder"),
        json.loads((FOLDER / "tokenizer" / "vocab.json").read_text(encoding="utf-8")),
    )
    assert unet["cross_attention_dim"] == text["hidden_size"]
    assert unet["in_channels"] == unet["out_channels"] == vae["latent_channels"]
    assert unet["sample_size"] * 8 == vae["sample_size"] == image["image_size"] == 128
    assert text["vocab_size"] == len(vocab)
    assert text["bos_token_id"] == vocab["<|startoftext|>"]
    assert text["eos_token_id"] == vocab["<|endoftext|>"]
    assert text["projection_dim"] == image["projection_dim"]


@pytest.mark.oracle
def test_diffusers_builds_the_same_parameters(sizes):
    from diffusers import AutoencoderKL, UNet2DConditionModel

    for part, kind in (("unet", UNet2DConditionModel), ("vae", AutoencoderKL)):
        model = kind.from_config(_read(part))
        assert sum(p.numel() for p in model.parameters()) == sizes[part]
