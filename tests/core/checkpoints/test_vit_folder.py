"""A vision transformer's folder that transformers wrote, read by us: the same numbers."""

from __future__ import annotations

import json

import pytest
import torch
from transformers import ViTConfig, ViTModel

from core.checkpoints.vit_folder import IMAGENET, load_vit_folder, published
from core.contract.errors import ConfigInvalid, ModelNotFound, WeightsMismatch

CPU = {"device": torch.device("cpu"), "dtype": torch.float32}


@pytest.fixture
def theirs(tmp_path):
    torch.manual_seed(0)
    config = ViTConfig(
        hidden_size=16,
        intermediate_size=32,
        num_hidden_layers=2,
        num_attention_heads=2,
        image_size=16,
        patch_size=8,
    )
    model = ViTModel(config, add_pooling_layer=True).eval()  # published DINO weights have a pooler
    model.save_pretrained(tmp_path / "dino")
    return model


@pytest.mark.oracle
@torch.inference_mode()
def test_pictures_are_read_as_transformers_reads_them(theirs, tmp_path):
    encoder, colours = load_vit_folder(tmp_path / "dino", **CPU)
    pixels = torch.randn(2, 3, 16, 16)
    want = theirs(pixel_values=pixels).last_hidden_state[:, 0]
    assert torch.allclose(encoder(pixels), torch.nn.functional.normalize(want, dim=-1), atol=1e-6)
    assert colours == IMAGENET


def test_names_of_today_and_of_old_are_the_same_place():
    now = "layers.3.attention.q_proj.weight"
    old = "encoder.layer.3.attention.attention.query.weight"
    assert published(now) == published(old) == old
    assert published("embeddings.cls_token") == "embeddings.cls_token"


def test_another_kind_of_model_is_refused(theirs, tmp_path):
    path = tmp_path / "dino" / "config.json"
    config = json.loads(path.read_text())
    path.write_text(json.dumps({**config, "model_type": "deit"}))
    with pytest.raises(ConfigInvalid, match="model_type"):
        load_vit_folder(tmp_path / "dino", **CPU)
    path.write_text(json.dumps({**config, "hidden_size": 32}))
    with pytest.raises(WeightsMismatch):
        load_vit_folder(tmp_path / "dino", **CPU)
    path.write_text(json.dumps({**config, "image_size": 15}))
    with pytest.raises(ConfigInvalid, match="image_size"):
        load_vit_folder(tmp_path / "dino", **CPU)


def test_a_folder_that_is_not_there(tmp_path):
    with pytest.raises(ModelNotFound):
        load_vit_folder(tmp_path / "none", **CPU)
