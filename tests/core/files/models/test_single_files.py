"""What a single file is, in a moment, from its header; and what the library makes of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.contract.errors import ConfigInvalid, ModelUnsupported
from core.files.models import library
from core.files.models.single_files import PACKED, read_single
from tests.support.single_weights import LORA, model, write

V = {"modelspec.prediction_type": "v"}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))


@pytest.mark.parametrize(
    ("tensors", "metadata", "size"),
    [
        (model("sd1"), {}, (512, 512)),
        (model("sd2"), {}, (512, 512)),
        (model("sd2"), V, (768, 768)),
        (model("sd2", 9), V, (512, 512)),
        (model("sdxl"), V, (1024, 1024)),
        (model("sd1"), {"modelspec.resolution": "640x448"}, (640, 448)),
        (model("sd1"), {"modelspec.resolution": "768"}, (768, 768)),
        (model("sd1"), {"modelspec.resolution": "7x7"}, (512, 512)),
        (model("sd1"), {"modelspec.resolution": "99999x8"}, (512, 512)),
        (model("sd1"), {"modelspec.resolution": "513x513"}, (512, 512)),
        (model("sd1"), {"modelspec.resolution": "huge"}, (512, 512)),
    ],
)
def test_the_size_it_learnt(tmp_path, tensors, metadata, size):
    assert read_single(write(tmp_path / "a.safetensors", tensors, metadata)).size == size


def test_what_the_library_says(tmp_path):
    tensors = model("sdxl", v_pred=(0,), ztsnr=(0,))
    path = write(tmp_path / "noob.safetensors", tensors)
    info = library.describe(path)
    assert (info.name, info.family, info.kind, info.label) == ("noob", "sdxl", "base", "SDXL · v")
    assert (info.prediction, info.basis) == ("v", "key")
    assert info.bytes == path.stat().st_size
    assert info.preset.spacing == "trailing"  # as zero-terminal SNR wants
    with pytest.raises(ModelUnsupported):
        library.describe(write(tmp_path / "lora.safetensors", LORA))


def test_distilled_kinds_by_the_file_s_name_or_title(tmp_path):
    for name, metadata in (
        ("x_lightning_4steps", {}),
        ("x", {"modelspec.title": "X Lightning 4step"}),
    ):
        info = library.describe(write(tmp_path / f"{name}.safetensors", model("sdxl"), metadata))
        assert (info.distilled, info.preset.steps) == ("lightning", 4)


def test_a_preset_that_the_file_carries(tmp_path):
    def packed(preset: str) -> dict[str, str]:
        return {PACKED: json.dumps({"preset.json": preset})}

    path = tmp_path / "a.safetensors"
    good = write(path, model("sd1"), packed('{"steps": 7, "guidance_scale": 3}'))
    assert (library.describe(good).preset.steps, library.describe(good).basis) == (7, "family")
    for preset in ('{"steps": 7000}', '{"run": "x"}', '{"width": "__import__"}'):
        with pytest.raises(ConfigInvalid):
            library.describe(write(path, model("sd1"), packed(preset)))
    for broken in ("{", "[]", '{"preset.json": 3}', "[" * 100_000):
        info = library.describe(write(path, model("sd1"), {PACKED: broken}))
        assert info.preset.steps == 25  # told when it is loaded
