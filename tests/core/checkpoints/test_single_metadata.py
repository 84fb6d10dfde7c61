"""What a single file says of itself."""

import json

import pytest
import safetensors
import torch

from core.checkpoints.convert import to_single_file
from core.checkpoints.folder import load_folder, save_folder
from core.checkpoints.single_file import load_single
from core.files.models.single_files import PACKED

CPU = torch.device("cpu")


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))


def metadata(path) -> dict[str, str]:
    with safetensors.safe_open(path, "pt") as file:
        return file.metadata()


@pytest.mark.parametrize(
    ("name", "architecture", "resolution", "prediction"),
    [
        ("sd1", "stable-diffusion-v1", 256, "epsilon"),
        ("sd1-inpaint", "stable-diffusion-v1-inpainting", 256, "epsilon"),
        ("sd2", "stable-diffusion-v2-512", 256, "epsilon"),
        ("sd2-v", "stable-diffusion-v2-768-v", 384, "v"),
        ("sdxl", "stable-diffusion-xl-v1-base", 512, "epsilon"),
    ],
)
def test_the_metadata_are_modelspecs(
    tiny_family, tmp_path, name, architecture, resolution, prediction
):
    to_single_file(tiny_family(name), tmp_path / "swan lake.safetensors")
    said = metadata(tmp_path / "swan lake.safetensors")
    side = 2 * resolution
    assert said == {
        "format": "pt",
        "modelspec.sai_model_spec": "1.0.0",
        "modelspec.architecture": architecture,
        "modelspec.title": "swan lake",
        "modelspec.resolution": f"{side}x{side}",
        "modelspec.prediction_type": prediction,
    }


def test_a_changed_schedule_travels_along(tiny_family, tmp_path):
    folder = tmp_path / "turbo"
    model = load_folder(tiny_family("sd1"), device=CPU, dtype=torch.float32)
    model.scheduler_file = {**(model.scheduler_file or {}), "timestep_spacing": "trailing"}
    save_folder(folder, model, torch.float32)
    to_single_file(folder, tmp_path / "a.safetensors")
    schedule = load_single(
        tmp_path / "a.safetensors", device=CPU, dtype=torch.float32, parts=()
    ).schedule
    assert schedule.timestep_spacing == "trailing"
    packed = json.loads(metadata(tmp_path / "a.safetensors")[PACKED])
    assert "tokenizer/vocab.json" not in packed  # the usual words need not be carried
