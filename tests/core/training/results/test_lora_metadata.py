"""Trap 17: what other programs read of a LoRA, all as texts, and nothing of a person's folders."""

import json

import pytest
import torch

from core.contract.teaching import DreamBoothConfig
from core.files.catalogue import finding
from core.files.catalogue import metadata as read
from core.training.results.lora_metadata import Subject, metadata, note, tensors_hash

TENSORS = {"b": torch.ones(2), "a": torch.zeros(3, dtype=torch.float16)}
SUBJECT = Subject("sks-dog", "sks dog", 5, 100, 512, 300)
CONFIG = DreamBoothConfig(
    photos="/home/anna/Pictures/private dog",
    class_noun="dog",
    output="/home/anna/runs",
    crops="/c.json",
)


@pytest.fixture(scope="module")
def said(tiny_model_folder):
    return metadata(CONFIG, finding.find(str(tiny_model_folder)), SUBJECT, TENSORS)


def test_trap_17_the_keys_that_programs_show(said):
    assert all(isinstance(value, str) for value in said.values())
    assert said["ss_base_model_version"] == "sd_v1"
    assert said["ss_v2"] == "False"
    assert (said["ss_network_dim"], said["ss_network_alpha"]) == ("16", "16")
    assert said["ss_resolution"] == "(512, 512)"
    assert said["ss_num_train_images"] == "5"
    assert (said["ss_steps"], said["ss_max_train_steps"]) == ("300", str(CONFIG.steps))
    assert CONFIG.steps != 300, "it tells the two apart"
    assert json.loads(said["ss_tag_frequency"]) == {"sks-dog": {"sks dog": 5}}
    assert said["modelspec.architecture"] == "stable-diffusion-v1/lora"
    assert version_in_a1111(said) == "SD1"
    assert read.triggers(said) == ("sks dog",)
    assert read.title(said) == "sks-dog"


def version_in_a1111(said):
    """As its `network.py` finds it."""
    if said.get("ss_base_model_version", "").startswith("sdxl_"):
        return "SDXL"
    return "SD2" if said.get("ss_v2") == "True" else "SD1"


@pytest.mark.parametrize(
    ("model", "base", "architecture", "prediction", "version"),
    [
        ("sd2", "sd_v2", "stable-diffusion-v2-512", "epsilon", "SD2"),
        ("sd2-v", "sd_v2_v", "stable-diffusion-v2-768-v", "v", "SD2"),
        ("sdxl", "sdxl_base_v1-0", "stable-diffusion-xl-v1-base", "epsilon", "SDXL"),
    ],
)
def test_trap_17_programs_know_which_models_it_is_for(
    tiny_family, model, base, architecture, prediction, version
):
    said = metadata(CONFIG, finding.find(str(tiny_family(model))), SUBJECT, TENSORS)
    assert said["ss_base_model_version"] == base
    assert said["modelspec.architecture"] == f"{architecture}/lora"
    assert said["modelspec.prediction_type"] == prediction
    assert version_in_a1111(said) == version


def test_trap_17_no_path_and_no_name_of_a_photo(said, tiny_model_folder):
    text = json.dumps(said)
    for private in ("anna", "private", "/c.json", str(tiny_model_folder.parent)):
        assert private not in text


def test_the_hash_is_that_of_the_numbers_in_the_file(said, tmp_path):
    import hashlib

    from core.checkpoints.tensors import write_safetensors

    file = tmp_path / "x.safetensors"
    write_safetensors(file, TENSORS, said)
    data = file.read_bytes()
    body = data[8 + int.from_bytes(data[:8], "little") :]
    assert hashlib.sha256(body).hexdigest() == tensors_hash(TENSORS) == said["sshs_model_hash"]


def test_the_note_beside_it():
    assert note(SUBJECT)["activation text"] == "sks dog"
    assert note(SUBJECT)["preferred weight"] == 1.0
