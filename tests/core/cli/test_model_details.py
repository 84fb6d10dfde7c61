"""`models show` of a single file: what a person wants to know, and never more than one line of a stranger's text."""

import json

import pytest
import safetensors.torch
import torch

from core.checkpoints.convert import to_single_file
from core.cli.model_details import left_out
from core.files.models.hashes import file_hash


@pytest.fixture
def single(tiny_family, tmp_path):
    to_single_file(tiny_family("sd1"), tmp_path / "swan.safetensors")
    return tmp_path / "swan.safetensors"


def test_show_of_a_single_file(run, single):
    text = run("models", "show", single).out
    for part in ("swan", "SD 1, predicts eps (as its metadata say)", "unet, vae, text_encoder"):
        assert part in text
    for part in ("numbers    F32", "not known yet", "modelspec.architecture: stable-diffusion-v1"):
        assert part in text
    assert "not needed nothing" in text
    digest = file_hash(single)
    assert digest in run("models", "show", single).out


def test_json_has_everything(run, single):
    data = json.loads(run("models", "show", single, "--json").out)
    assert (data["name"], data["basis"], data["family"]) == ("swan", "metadata", "sd1")
    assert data["file"]["parts"] == ["unet", "vae", "text_encoder"]
    assert data["file"]["metadata"]["modelspec.title"] == "swan"


def test_left_over_tensors_and_hostile_texts(run, single):
    tensors = safetensors.torch.load_file(single)
    extra = {"model_ema.decay": torch.ones(()), "a\u202eb": torch.ones(1)}
    texts = {"modelspec.prediction_type": "v", "evil\x1b[31m": "<img src=x>\n\x1b[2J" + "x" * 10**5}
    safetensors.torch.save_file({**tensors, **extra}, single, texts)
    outcome = run("models", "show", single)
    assert "not needed 1: model_ema.decay" in outcome.out
    assert "unknown    1: a" in outcome.out
    assert "predicts v" in outcome.out
    assert "\x1b" not in outcome.out
    assert "\u202e" not in outcome.out
    assert max(map(len, outcome.out.splitlines())) < 500


def test_what_nobody_says(run, single):
    tensors = safetensors.torch.load_file(single)
    safetensors.torch.save_file(tensors, single)
    assert "predicts eps (usual for its family, tried when" in run("models", "show", single).out
    single.with_suffix(".yaml").write_text('model: {params: {parameterization: "v"}}')
    assert "predicts v (as the file beside it says)" in run("models", "show", single).out


def test_names_are_counted():
    assert left_out(()) == "nothing"
    assert left_out("ab") == "2: a, b"
    assert left_out("abcdefg") == "7: a, b, c, d, e, …"
