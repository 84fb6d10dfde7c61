"""Class names are compared with a list; other families are called by the name people know."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from core.contract.errors import ConfigInvalid, ModelIncomplete, ModelUnsupported
from core.files.model_classes import SCHEDULERS, check_component, check_pipeline

FOLDER = Path("model")
GOOD: dict[str, Any] = {
    "_class_name": "StableDiffusionPipeline",
    "scheduler": ["diffusers", "DDIMScheduler"],
    "text_encoder": ["transformers", "CLIPTextModel"],
    "tokenizer": ["transformers", "CLIPTokenizer"],
    "unet": ["diffusers", "UNet2DConditionModel"],
    "vae": ["diffusers", "AutoencoderKL"],
}


def test_the_one_pipeline() -> None:
    check_pipeline(FOLDER, GOOD)
    check_pipeline(FOLDER, {**GOOD, "anything": ["os", "system"], "safety_checker": [None, None]})


@pytest.mark.parametrize("name", sorted(SCHEDULERS))
def test_schedulers(name: str) -> None:
    check_pipeline(FOLDER, {**GOOD, "scheduler": ["diffusers", name]})


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("StableDiffusionXLPipeline", "Stable Diffusion XL"),
        ("StableDiffusionXLImg2ImgPipeline", "Stable Diffusion XL"),
        ("StableDiffusion3Pipeline", "Stable Diffusion 3"),
        ("StableDiffusionInpaintPipeline", "an inpainting model"),
        ("FluxPipeline", "FLUX"),
        ("PixArtSigmaPipeline", "PixArt"),
        ("os.system", "os.system"),
        ("Odd\n\x1b[31m" + "x" * 200, "Odd[31m" + "x" * 71),
    ],
)
def test_other_families_are_named(kind: str, what: str) -> None:
    with pytest.raises(ModelUnsupported) as caught:
        check_pipeline(FOLDER, {**GOOD, "_class_name": kind})
    assert caught.value.what == what


@pytest.mark.parametrize("part", ["unet", "vae", "text_encoder", "tokenizer", "scheduler"])
def test_each_part_is_checked(part: str) -> None:
    for entry, error in (
        (["antigravity", "Evil"], ModelUnsupported),
        (["diffusers", ["AutoencoderKL"]], ModelUnsupported),
        ([None, None], ModelIncomplete),
        (None, ModelIncomplete),
        ("AutoencoderKL", ConfigInvalid),
        (["diffusers"], ConfigInvalid),
    ):
        with pytest.raises(error):
            check_pipeline(FOLDER, {**GOOD, part: entry})
    assert "antigravity" not in sys.modules
    with pytest.raises(ModelIncomplete, match=part):
        check_pipeline(FOLDER, {key: value for key, value in GOOD.items() if key != part})


@pytest.mark.parametrize("kind", [None, 3, ["StableDiffusionPipeline"]])
def test_a_pipeline_without_a_name(kind: Any) -> None:
    with pytest.raises(ConfigInvalid):
        check_pipeline(FOLDER, {**GOOD, "_class_name": kind})


def test_component() -> None:
    check_component(FOLDER, "unet/config.json", {}, "UNet2DConditionModel")
    with pytest.raises(ModelUnsupported, match="unet UNet3D"):
        check_component(
            FOLDER, "unet/config.json", {"_class_name": "UNet3D"}, "UNet2DConditionModel"
        )
