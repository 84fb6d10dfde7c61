"""A VAE by itself: in each layout the same numbers; whatever else it is, it is named."""

import shutil

import pytest
import safetensors.torch
import torch

from core.checkpoints.convert import to_single_file
from core.checkpoints.folder import load_folder
from core.checkpoints.vae_file import load_vae_at
from core.contract.errors import (
    FileMissing,
    ModelUnsupported,
    WeightsMismatch,
    WeightsRefused,
)
from core.networks.configs import VAEConfig

CPU = torch.device("cpu")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))


@pytest.fixture
def folder(tiny_family):
    return tiny_family("sd1")


@pytest.fixture
def own(folder):
    return load_folder(folder, device=CPU, dtype=torch.float32, parts=("vae",)).vae


@pytest.fixture
def single(folder, tmp_path):
    to_single_file(folder, tmp_path / "whole.safetensors")
    return tmp_path / "whole.safetensors"


def load(path, own, family="sd1"):
    return load_vae_at(path, own.config, family, device=CPU, dtype=torch.float32)


def same(one, other) -> bool:
    before, after = one.state_dict(), other.state_dict()
    return before.keys() == after.keys() and all(torch.equal(before[n], after[n]) for n in before)


def write(path, tensors):
    safetensors.torch.save_file({name: t.contiguous() for name, t in tensors.items()}, path)
    return path


PREFIX = "first_stage_model."


def test_every_layout_gives_the_same_network(folder, own, single, tmp_path):
    whole = safetensors.torch.load_file(single)
    ldm = {n.removeprefix(PREFIX): t for n, t in whole.items() if n.startswith(PREFIX)}
    ours = safetensors.torch.load_file(folder / "vae/diffusion_pytorch_model.safetensors")
    old = {"to_q": "query", "to_k": "key", "to_v": "value", "to_out.0": "proj_attn"}
    older = dict(ours)
    for name in [n for n in ours if ".attentions." in n]:
        for new, before in old.items():
            if f".{new}." in name:
                older[name.replace(new, before)] = older.pop(name)
    shutil.copytree(folder / "vae", tmp_path / "my vae")
    for place in (
        write(tmp_path / "ldm.safetensors", ldm),
        write(tmp_path / "prefixed.safetensors", {PREFIX + n: t for n, t in ldm.items()}),
        write(tmp_path / "loss.safetensors", {**ldm, "loss.logvar": torch.ones(())}),
        write(tmp_path / "ours.safetensors", ours),
        write(tmp_path / "older.safetensors", older),
        tmp_path / "my vae",
        folder,
        folder / "vae",
    ):
        vae = load(place, own)
        assert same(vae, own), place
        assert vae.config.scaling_factor == own.config.scaling_factor
        assert not vae.training


def test_scaling_is_the_family_s(single, own, tmp_path):
    whole = safetensors.torch.load_file(single)
    path = write(
        tmp_path / "a.safetensors", {n: t for n, t in whole.items() if n.startswith(PREFIX)}
    )
    assert load(path, own, "sdxl").config.scaling_factor == 0.13025


def test_what_is_none_is_named(single, own, tmp_path, folder):
    lora = write(tmp_path / "lora.safetensors", {"lora_te_x.lora_up.weight": torch.ones(2, 2)})
    for path, what in ((single, "a whole model"), (lora, "a LoRA")):
        with pytest.raises(ModelUnsupported, match=what) as refusal:
            load(path, own)
        assert refusal.value.wanted == "VAE"
    with pytest.raises(FileMissing):
        load(tmp_path / "none", own)
    (tmp_path / "text.safetensors").write_bytes(b"8 bytes of text, and more")
    with pytest.raises(WeightsRefused):
        load(tmp_path / "text.safetensors", own)
    ours = safetensors.torch.load_file(folder / "vae/diffusion_pytorch_model.safetensors")
    ours.pop("quant_conv.bias")
    with pytest.raises(WeightsMismatch):
        load(write(tmp_path / "less.safetensors", ours), own)


def test_other_latents_are_refused(folder, own):
    for other in (VAEConfig(latent_channels=16), VAEConfig(block_out_channels=(32, 32))):
        with pytest.raises(ModelUnsupported, match="latents"):
            load_vae_at(folder, other, "sd1", device=CPU, dtype=torch.float32)
