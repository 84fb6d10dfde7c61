"""What a file's settings make of alpha and rank; the ways of whole files are in test_lora_file.py."""

import json

import pytest
import torch

from core.checkpoints.lora_alphas import CONFIG, read_alphas
from core.checkpoints.lora_names import Layer

LAYER = Layer("unet", "a.b.to_q", "a.b.to_q", torch.nn.Linear(1, 1))


def scale(alphas, rank=4, alpha=None, *, is_low_rank=True) -> float:
    return alphas.scale(LAYER, rank, alpha, is_low_rank=is_low_rank)


@pytest.fixture
def peft_file(tmp_path):
    """A function: settings → the weights file that they lie beside."""

    def make(**settings):
        (tmp_path / CONFIG).write_text(json.dumps(settings))
        return tmp_path / "adapter_model.safetensors"

    return make


def test_where_nobody_says_it_alpha_is_the_rank(tmp_path) -> None:
    nobody = read_alphas(tmp_path / "a.safetensors", {})
    assert scale(nobody) == 1.0
    assert scale(nobody, alpha=2.0) == 0.5
    assert scale(nobody, rank=None, alpha=2.0) == 1.0


def test_peft_says_it_beside_the_file(peft_file) -> None:
    assert scale(read_alphas(peft_file(r=4, lora_alpha=8), {})) == 2.0
    assert scale(read_alphas(peft_file(r=4, lora_alpha=8, use_rslora=True), {})) == 4.0
    both = read_alphas(peft_file(r=4, lora_alpha=8, alpha_pattern={"b.to_q": 1}), {})
    assert scale(both) == 0.25
    other = read_alphas(peft_file(r=4, lora_alpha=8, alpha_pattern={"q": 1}), {})
    assert scale(other) == 2.0


def test_factors_that_are_whole_have_the_rank_of_the_settings(peft_file) -> None:
    alphas = read_alphas(peft_file(r=8, alpha=4, rank_pattern={"to_q": 16}), {})
    assert scale(alphas, rank=None, is_low_rank=False) == 0.25
    assert scale(alphas, rank=2, is_low_rank=True) == 2.0


def test_another_files_settings_say_nothing(peft_file, tmp_path) -> None:
    peft_file(r=4, lora_alpha=8)
    assert scale(read_alphas(tmp_path / "other.safetensors", {})) == 1.0


@pytest.mark.parametrize("text", ["", "no json", "[]", '{"unet.lora_alpha": null}', "[" * 3000])
def test_settings_that_are_none_say_nothing(tmp_path, text) -> None:
    assert scale(read_alphas(tmp_path / "a", {"lora_adapter_metadata": text})) == 1.0
