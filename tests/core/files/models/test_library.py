"""Models by name and path, described from JSON alone."""

from __future__ import annotations

import builtins
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from core.contract.errors import (
    ConfigInvalid,
    FileUnreadable,
    ModelIncomplete,
    ModelNotFound,
    ModelUnsupported,
    ReverieError,
    WeightsRefused,
)
from core.files import folders
from core.files.models import library

Make = Callable[..., Path]


def test_describe(make_model: Make) -> None:
    folder = make_model()
    info = library.describe(folder)
    assert (info.name, info.title, info.path, info.family) == (
        *("my-model", "my-model"),
        str(folder),
        "sd1",
    )
    assert info.sample_size == 512
    assert (info.preset.width, info.preset.height, info.preset.steps) == (512, 512, 25)
    assert info.prediction == "eps"
    assert info.words is None
    assert info.things is None
    assert info.bytes == sum(p.stat().st_size for p in folder.rglob("*.safetensors"))


def test_size_from_two_numbers_and_the_vae(make_model: Make) -> None:
    folder = make_model(
        changes={
            "unet/config.json": {"sample_size": [16, 24]},
            "vae/config.json": {"block_out_channels": [4, 8]},
        }
    )
    info = library.describe(folder)
    assert (info.preset.width, info.preset.height, info.sample_size) == (48, 32, 48)


def test_defaults_of_configs_that_say_little(make_model: Make) -> None:
    folder = make_model(changes={"unet/config.json": {}, "vae/config.json": {}})
    assert library.describe(folder).sample_size == 64


def test_prediction_words_and_preset(make_model: Make) -> None:
    folder = make_model(
        changes={
            "scheduler/scheduler_config.json": {"prediction_type": "v_prediction"},
            "words.json": {"nouns": ["swan", "apple"], "colours": ["red"], "other": ["a", "swan"]},
            "preset.json": {"guidance_scale": 3, "steps": 12},
        }
    )
    info = library.describe(folder)
    assert info.prediction == "v"
    assert info.words == ("swan", "apple", "red", "a")
    assert info.things == 2
    assert (info.preset.guidance_scale, info.preset.steps) == (3.0, 12)
    assert info.preset.sampler == "dpmpp_2m"


@pytest.mark.parametrize(
    ("unet", "family", "kind"),
    [
        ({"use_linear_projection": False}, "sd1", "base"),
        ({"in_channels": 9}, "sd1", "inpaint"),
        ({"use_linear_projection": True}, "sd2", "base"),
        ({"use_linear_projection": True, "in_channels": 9}, "sd2", "inpaint"),
    ],
)
def test_families(make_model: Make, unet: dict[str, Any], family: str, kind: str) -> None:
    info = library.describe(make_model(changes={"unet/config.json": unet}))
    assert (info.family, info.kind) == (family, kind)


@pytest.mark.parametrize("version", ["0.8.0", "0.6.0.dev0"])
def test_a_sample_size_that_old_files_have_wrong(make_model: Make, version: str) -> None:
    unet = {"sample_size": 32, "_diffusers_version": version}
    assert library.describe(make_model(changes={"unet/config.json": unet})).sample_size == 512
    for other in ("0.9.0", "0.21.4", "x", None):
        unet["_diffusers_version"] = other
        folder = make_model(f"new-{other}", changes={"unet/config.json": unet})
        assert library.describe(folder).sample_size == 256


@pytest.mark.parametrize(
    ("name", "scheduler", "kind", "steps", "spacing"),
    [
        ("sd-turbo", {"timestep_spacing": "leading"}, "turbo", 4, "trailing"),
        ("my-lightning-2step", {}, "lightning", 2, "trailing"),
        ("plain", {"_class_name": "LCMScheduler"}, "lcm", 4, None),
        ("plain", {}, None, 25, None),
        ("plain", {"rescale_betas_zero_snr": True}, None, 25, "trailing"),
        ("plain", {"rescale_betas_zero_snr": True, "timestep_spacing": "leading"}, None, 25, None),
    ],
)
def test_kinds_with_settings_of_their_own(
    make_model: Make,
    name: str,
    scheduler: dict[str, Any],
    kind: str | None,
    steps: int,
    spacing: str | None,
) -> None:
    changes = {"scheduler/scheduler_config.json": {"_class_name": "PNDMScheduler", **scheduler}}
    info = library.describe(make_model(name, changes=changes))
    assert (info.distilled, info.preset.steps, info.preset.spacing) == (kind, steps, spacing)


def test_a_model_that_is_told_its_guidance(make_model: Make) -> None:
    changes = {"unet/config.json": {"time_cond_proj_dim": 256}}
    info = library.describe(make_model(changes=changes))
    assert (info.is_told_guidance, info.distilled) == (True, "lcm")
    assert (info.preset.guidance_scale, info.preset.steps) == (8.5, 4)


def test_labels(make_model: Make) -> None:
    def label(name: str, unet: dict[str, Any], prediction: str) -> str:
        changes = {
            "unet/config.json": unet,
            "scheduler/scheduler_config.json": {"prediction_type": prediction},
        }
        return library.describe(make_model(name, changes=changes)).label

    assert label("plain", {}, "epsilon") == "SD 1"
    assert label("seven", {"use_linear_projection": True}, "v_prediction") == "SD 2 · v"
    assert label("x-lcm", {"in_channels": 9}, "epsilon") == "SD 1 · inpainting · lcm"


def test_the_name_it_was_saved_under_tells_the_kind(make_model: Make) -> None:
    folder = make_model("copy")
    index = folder / "model_index.json"
    index.write_text(index.read_text().replace("{", '{"_name_or_path": "stabilityai/sd-turbo",', 1))
    assert library.describe(folder).distilled == "turbo"


def test_an_xl_folder(tiny_xl_model, tmp_path: Path) -> None:
    import torch

    from core.checkpoints.folder import save_folder

    save_folder(tmp_path / "xl", tiny_xl_model, torch.float32)
    info = library.describe(tmp_path / "xl")
    assert (info.family, info.kind, info.prediction) == ("sdxl", "base", "eps")
    for missing in ("text_encoder_2/model.safetensors", "tokenizer_2/merges.txt"):
        (tmp_path / "xl" / missing).rename(tmp_path / "kept")
        with pytest.raises(ModelIncomplete, match=missing):
            library.describe(tmp_path / "xl")
        (tmp_path / "kept").rename(tmp_path / "xl" / missing)


@pytest.mark.parametrize(
    "missing",
    [
        *("model_index.json", "unet/config.json", "vae/config.json", "text_encoder/config.json"),
        *("scheduler/scheduler_config.json", "tokenizer/vocab.json", "tokenizer/merges.txt"),
        "unet/diffusion_pytorch_model.safetensors",
        "vae/diffusion_pytorch_model.safetensors",
        "text_encoder/model.safetensors",
    ],
)
def test_a_missing_file_is_named(make_model: Make, missing: str) -> None:
    folder = make_model()
    (folder / missing).unlink()
    with pytest.raises(ModelIncomplete) as caught:
        library.describe(folder)
    assert (caught.value.path, caught.value.missing) == (str(folder), missing)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "unet/diffusion_pytorch_model.safetensors",
            "unet/diffusion_pytorch_model.fp16.safetensors",
        ),
        (
            "unet/diffusion_pytorch_model.safetensors",
            "unet/diffusion_pytorch_model.safetensors.index.json",
        ),
        ("tokenizer/vocab.json", "tokenizer/tokenizer.json"),
    ],
)
def test_other_names_for_the_same_thing(make_model: Make, old: str, new: str) -> None:
    folder = make_model()
    (folder / old).rename(folder / new)
    assert library.describe(folder).name == "my-model"


@pytest.mark.parametrize(
    ("file", "content", "error"),
    [
        ("model_index.json", {"_class_name": "StableDiffusion3Pipeline"}, ModelUnsupported),
        ("unet/config.json", {"_class_name": "FluxTransformer2DModel"}, ModelUnsupported),
        ("unet/config.json", {"in_channels": 5}, ModelUnsupported),
        ("unet/config.json", {"in_channels": 6}, ConfigInvalid),
        ("unet/config.json", {"in_channels": 9, "time_cond_proj_dim": 256}, ModelUnsupported),
        ("unet/config.json", {"in_channels": "9"}, ConfigInvalid),
        ("unet/config.json", {"addition_embed_type": "text_time"}, ConfigInvalid),
        ("unet/config.json", {"sample_size": "64"}, ConfigInvalid),
        ("unet/config.json", {"sample_size": [64]}, ConfigInvalid),
        ("unet/config.json", {"sample_size": 10**9}, ConfigInvalid),
        ("unet/config.json", {"sample_size": True}, ConfigInvalid),
        ("unet/config.json", "[]", ConfigInvalid),
        ("vae/config.json", {"block_out_channels": []}, ConfigInvalid),
        ("vae/config.json", {"block_out_channels": [1] * 60}, ConfigInvalid),
        ("vae/config.json", "{", ConfigInvalid),
        ("scheduler/scheduler_config.json", {"prediction_type": "sample"}, ConfigInvalid),
        ("scheduler/scheduler_config.json", {"prediction_type": ["epsilon"]}, ConfigInvalid),
        ("words.json", {"nouns": "swan"}, ConfigInvalid),
        ("words.json", {"nouns": [1]}, ConfigInvalid),
        ("words.json", {"nouns": ["x" * 101]}, FileUnreadable),
        ("words.json", {"nouns": [str(i) for i in range(10_001)]}, FileUnreadable),
        ("preset.json", {"steps": 0}, ConfigInvalid),
        ("preset.json", {"widht": 64}, ConfigInvalid),
    ],
)
def test_wrong_contents(
    make_model: Make, file: str, content: Any, error: type[ReverieError]
) -> None:
    with pytest.raises(error):
        library.describe(make_model(changes={file: content}))


def test_a_file_and_a_place_that_is_none(make_model: Make, tmp_path: Path) -> None:
    (tmp_path / "sd.safetensors").write_bytes(b"")
    with pytest.raises(WeightsRefused):
        library.describe(tmp_path / "sd.safetensors")
    with pytest.raises(ModelNotFound):
        library.describe(tmp_path / "none")
    with pytest.raises(ModelIncomplete):
        library.describe(tmp_path)


@pytest.fixture
def shipped(tmp_path: Path, make_model: Make, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A resources folder with a model of the name starter."""
    resources = tmp_path / "resources"
    make_model("resources/models/starter", {"unet/config.json": {"sample_size": 16}})
    (resources / "presets").mkdir()
    real = folders.resources() / "presets" / "sd1.json"
    (resources / "presets" / "sd1.json").write_bytes(real.read_bytes())
    (resources / "models" / "not-a-model").mkdir()
    monkeypatch.setattr(folders, "resources", lambda: resources)
    return resources


def test_shipped_models_have_a_name_of_their_own(shipped: Path, make_model: Make) -> None:
    other = make_model("starter")  # a folder of the same name somewhere else
    info = library.describe(shipped / "models" / "starter")
    assert (info.name, info.title, info.sample_size) == ("starter", "Starter", 128)
    assert library.describe(other).title == "starter"
    assert library.shipped() == {"starter": (shipped / "models" / "starter").resolve()}


def test_hub_cache_names(make_model: Make) -> None:
    folder = make_model("models--runwayml--stable-diffusion-v1-5/snapshots/f03de327dd89")
    assert library.describe(folder).name == "stable-diffusion-v1-5"


def test_a_fully_taught_model_is_called_as_its_run_folder(make_model: Make) -> None:
    folder = make_model("sks-dog-2/result")
    assert library.describe(folder).name == "result", "a folder of somebody's"
    (folder.parent / "config.toml").touch()
    assert (library.describe(folder).name, library.model_name(folder)) == ("sks-dog-2",) * 2


def test_describing_imports_no_torch_and_opens_only_json(
    make_model: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_model()
    (folder / "unet" / "evil.py").write_text("raise SystemExit")
    opened: list[str] = []
    real = builtins.open

    def watched(file: Any, *args: Any, **kwargs: Any) -> Any:
        opened.append(str(file))
        return real(file, *args, **kwargs)

    before = "torch" in sys.modules
    monkeypatch.setattr(builtins, "open", watched)
    library.describe(folder)
    assert opened
    assert all(name.endswith(".json") for name in opened)
    assert ("torch" in sys.modules) == before


def test_a_folder_of_pickles_is_a_model_unless_they_are_in_shards(
    make_model: Callable[..., Path],
) -> None:
    folder = make_model()
    before = library.describe(folder)
    weights = folder / "unet" / "diffusion_pytorch_model.safetensors"
    pickled = weights.rename(weights.with_suffix(".bin"))
    assert library.describe(folder) == before
    pickled.rename(pickled.with_name("diffusion_pytorch_model-00001-of-00002.bin"))
    with pytest.raises(ModelUnsupported, match="pickled"):
        library.describe(folder)


def test_a_name_that_is_no_unicode_is_shown_as_unicode(make_model: Callable[..., Path]) -> None:
    folder = make_model()
    strange = folder.rename(folder.with_name(os.fsdecode(b"\xff m")))
    assert library.describe(strange).name == "\ufffd m"


def test_only_regular_files_are_weights(make_model: Callable[..., Path]) -> None:
    folder = make_model()
    before = library.describe(folder).bytes
    os.mkfifo(folder / "unet" / "pipe.safetensors")
    (folder / "unet" / "folder.safetensors").mkdir()
    assert library.describe(folder).bytes == before
