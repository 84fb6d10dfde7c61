"""Where networks come from, and what a result takes over."""

from __future__ import annotations

import pytest
import torch

from core.checkpoints import components
from core.contract.errors import InvalidValue
from core.training.parts import Parts


def equal(a: torch.nn.Module, b: torch.nn.Module) -> bool:
    own, other = a.state_dict(), b.state_dict()
    return own.keys() == other.keys() and all(torch.equal(own[k], other[k]) for k in own)


def test_fresh_weights_depend_on_the_seed_and_the_part_only(model_config):
    torch.manual_seed(0)
    state = torch.get_rng_state()
    first, again = Parts(None, model_config, 1).vae(), Parts(None, model_config, 1).vae()
    assert torch.equal(torch.get_rng_state(), state)
    assert equal(first, again)
    assert not equal(first, Parts(None, model_config, 2).vae())


def test_a_fresh_u_net_begins_with_silent_branches(model_config):
    unet = Parts(None, model_config, 1).unet()
    assert not unet.conv_out.weight.any()
    assert not unet.mid_block.resnets[0].conv2.weight.any()
    assert unet.mid_block.resnets[0].conv1.weight.any()


def test_trained_parts_win_over_configs(frozen_model, model_config):
    parts = Parts(frozen_model, model_config, 99)
    cpu = torch.device("cpu")
    assert equal(parts.vae(), components.load_vae(frozen_model, device=cpu, dtype=torch.float32))
    text = parts.text_encoder()
    image = parts.image_encoder(text.config)
    assert equal(image, Parts(None, model_config, 5).image_encoder(text.config))
    assert not parts.unet().conv_out.weight.any()  # fresh: the model has none


def test_missing_parts_are_named(tmp_path, frozen_model):
    with pytest.raises(InvalidValue, match="unet/config"):
        Parts(frozen_model, None, 0).unet()
    with pytest.raises(InvalidValue, match="trained vae"):
        Parts(tmp_path, None, 0).frozen("vae")


def test_named_folders_must_exist(make_config):
    with pytest.raises(InvalidValue, match="model_config"):
        Parts.of(make_config("vae", model_config="/not there"))


def test_copies_complete_a_result(tmp_path, frozen_model, model_config):
    (tmp_path / "unet").mkdir()
    Parts(frozen_model, model_config, 0).copy_others(tmp_path, ["unet"])
    name = "vae/diffusion_pytorch_model.safetensors"
    assert (tmp_path / name).read_bytes() == (frozen_model / name).read_bytes()
    assert (tmp_path / "scheduler/scheduler_config.json").is_file()
    assert (tmp_path / "model_index.json").is_file()


def test_a_result_without_a_u_net_gets_no_index(tmp_path, frozen_model, model_config):
    Parts(frozen_model, model_config, 0).copy_others(tmp_path, ["vae"])
    assert not (tmp_path / "vae").exists()
    assert (tmp_path / "text_encoder/model.safetensors").is_file()
    assert not (tmp_path / "model_index.json").exists()


def test_the_hash_of_frozen_weights_follows_them(frozen_model, model_config):
    parts = Parts(frozen_model, model_config, 0)
    assert parts.weights_hash("vae") == parts.weights_hash("vae")
    assert parts.weights_hash("vae") != parts.weights_hash("text_encoder")
