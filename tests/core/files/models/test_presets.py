"""The family's preset, a model's own on top, and wrong ones refused with file and key."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.contract.errors import ConfigInvalid
from core.files import folders
from core.files.models.presets import Preset, preset_for


def test_sd1(tmp_path: Path) -> None:
    assert preset_for(tmp_path, ["sd1"], 512, 768) == Preset(7.5, "dpmpp_2m", "model", 25, 512, 768)


def test_the_model_wins_key_by_key(tmp_path: Path) -> None:
    own = {"sampler": "ddim", "guidance_scale": 4, "width": 128, "height": 64}
    (tmp_path / "preset.json").write_text(json.dumps(own))
    assert preset_for(tmp_path, ["sd1"], 512, 512) == Preset(4.0, "ddim", "model", 25, 128, 64)


def test_kinds_change_what_the_family_says(tmp_path: Path) -> None:
    light = preset_for(tmp_path, ["sdxl", "lightning"], 1024, 1024, {"steps": 8})
    assert (light.guidance_scale, light.sampler, light.steps) == (1.0, "euler", 8)
    assert (light.spacing, light.schedule, light.width) == ("trailing", "model", 1024)
    (tmp_path / "preset.json").write_text('{"steps": 2, "spacing": "leading"}')
    own = preset_for(tmp_path, ["sdxl", "lightning"], 1024, 1024, {"steps": 8})
    assert (own.steps, own.spacing, own.guidance_scale) == (2, "leading", 1.0)


def test_zero_terminal_snr_takes_contrast_back(tmp_path: Path) -> None:
    preset = preset_for(tmp_path, ["sd2", "zero_snr"], 768, 768)
    assert (preset.rescale, preset.spacing, preset.guidance_scale) == (0.7, "trailing", 7.5)


@pytest.mark.parametrize("kind", ["turbo", "lightning", "hyper", "lcm"])
def test_few_steps_without_guidance(tmp_path: Path, kind: str) -> None:
    preset = preset_for(tmp_path, ["sd1", kind], 512, 512)
    assert preset.guidance_scale == 1.0
    assert preset.steps <= 8


def test_every_shipped_preset_is_whole_with_its_family(tmp_path: Path) -> None:
    names = {path.stem for path in (folders.resources() / "presets").iterdir()}
    names.remove("teaching")  # what a teaching begins with; see teaching_presets
    families = {"sd1", "sd2", "sdxl"}
    assert families < names
    for family in families:
        for kind in names - families:
            preset_for(tmp_path, [family, kind], 512, 512)


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("spacing", "wide"),
        ("steps", 0),
        ("steps", 501),
        ("steps", 2.5),
        ("guidance_scale", -1),
        ("guidance_scale", "7"),
        ("sampler", "magic"),
        ("schedule", 3),
        ("width", 100),
        ("height", 8192),
        ("colour", "red"),
    ],
)
def test_wrong_values_are_named(tmp_path: Path, key: str, value: Any) -> None:
    (tmp_path / "preset.json").write_text(json.dumps({key: value}))
    with pytest.raises(ConfigInvalid) as caught:
        preset_for(tmp_path, ["sd1"], 64, 64)
    assert caught.value.path == str(tmp_path / "preset.json")
    assert caught.value.value == value
    assert caught.value.key in (key, "guidance" if key == "guidance_scale" else key)


def test_the_size_of_a_model_that_is_no_multiple_of_eight(tmp_path: Path) -> None:
    with pytest.raises(ConfigInvalid):
        preset_for(tmp_path, ["sd1"], 60, 64)
