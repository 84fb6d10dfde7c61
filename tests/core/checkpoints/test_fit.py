"""Configs that contradict each other are refused, naming the one."""

import dataclasses

import pytest
import torch

from core.checkpoints.fit import check_fit
from core.contract.errors import ConfigInvalid
from core.networks.unet import UNet


def check(model, tmp_path, **changes):
    with torch.device("meta"):
        unet = UNet(dataclasses.replace(model.unet.config, **changes))
    check_fit(tmp_path, unet, model.vae, model.text_encoder, model.text_encoder_2)


def test_published_kinds_fit(model, tiny_xl_model, tmp_path):
    for each in (model, tiny_xl_model):
        check(each, tmp_path)
        check(each, tmp_path, in_channels=9)  # inpainting


@pytest.mark.parametrize(
    "changes",
    [
        {"in_channels": 5},
        {"out_channels": 8},
        {"cross_attention_dim": 24},
        {"addition_embed_type": None},
        {"projection_class_embeddings_input_dim": 20},
        {"addition_time_embed_dim": 8},
    ],
)
def test_an_xl_model_out_of_tune(tiny_xl_model, tmp_path, changes):
    with pytest.raises(ConfigInvalid) as caught:
        check(tiny_xl_model, tmp_path, **changes)
    assert caught.value.path.endswith("unet/config.json")


def test_pooled_text_without_a_second_encoder(model, tiny_xl_model, tmp_path):
    with pytest.raises(ConfigInvalid):
        check_fit(tmp_path, tiny_xl_model.unet, model.vae, model.text_encoder, None)
