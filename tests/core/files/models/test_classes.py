"""Class names are compared with a list; other families are called by the name people know."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from core.contract.errors import ConfigInvalid, ModelIncomplete, ModelUnsupported
from core.files.models.classes import SCHEDULERS, check_component, check_pipeline

FOLDER = Path("model")
GOOD: dict[str, Any] = {
    "_class_name": "StableDiffusionPipeline",
    "scheduler": ["diffusers", "DDIMScheduler"],
    "text_encoder": ["transformers", "CLIPTextModel"],
    "tokenizer": ["transformers", "CLIPTokenizer"],
    "unet": ["diffusers", "UNet2DConditionModel"],
    "vae": ["diffusers", "AutoencoderKL"],
}

GOOD_XL: dict[str, Any] = {
    **GOOD,
    "_class_name": "StableDiffusionXLPipeline",
    "text_encoder_2": ["transformers", "CLIPTextModelWithProjection"],
    "tokenizer_2": ["transformers", "CLIPTokenizer"],
}


def test_pipelines() -> None:
    for name in ("", "Img2Img", "Inpaint"):
        assert (
            check_pipeline(FOLDER, {**GOOD, "_class_name": f"StableDiffusion{name}Pipeline"})
            == "sd"
        )
        kind = f"StableDiffusionXL{name}Pipeline"
        assert check_pipeline(FOLDER, {**GOOD_XL, "_class_name": kind}) == "sdxl"
    check_pipeline(FOLDER, {**GOOD, "anything": ["os", "system"], "safety_checker": [None, None]})


@pytest.mark.parametrize("name", sorted(SCHEDULERS))
def test_schedulers(name: str) -> None:
    check_pipeline(FOLDER, {**GOOD, "scheduler": ["diffusers", name]})


@pytest.mark.parametrize(
    ("kind", "what"),
    [
        ("StableDiffusion3Pipeline", "Stable Diffusion 3"),
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


@pytest.mark.parametrize("part", ["text_encoder_2", "tokenizer_2"])
def test_a_second_part_is_checked_too(part: str) -> None:
    with pytest.raises(ModelUnsupported):
        check_pipeline(FOLDER, {**GOOD_XL, part: ["transformers", "T5EncoderModel"]})
    with pytest.raises(ModelIncomplete, match=part):
        check_pipeline(FOLDER, {**GOOD_XL, part: [None, None]})


def test_the_refiner_has_only_the_second_text_encoder() -> None:
    refiner = {**GOOD_XL, "_class_name": "StableDiffusionXLImg2ImgPipeline"}
    with pytest.raises(ModelUnsupported, match="refiner"):
        check_pipeline(FOLDER, {**refiner, "text_encoder": [None, None], "tokenizer": [None, None]})


@pytest.mark.parametrize(
    ("part", "kind", "what"),
    [
        ("scheduler", "FlowMatchEulerDiscreteScheduler", "a flow matching model"),
        ("scheduler", "EDMEulerScheduler", "Playground 2.5"),
        ("scheduler", "KarrasVeScheduler", "a model with scheduler KarrasVeScheduler"),
        ("unet", "UNetSpatioTemporalConditionModel", "Stable Video Diffusion"),
        ("unet", "UNet2DModel", "a model with unet UNet2DModel"),
        ("vae", "AutoencoderTiny", "a tiny autoencoder"),
        ("tokenizer", "ControlNetTokenizer", "a model with tokenizer ControlNetTokenizer"),
    ],
)
def test_a_foreign_part_is_named(part: str, kind: str, what: str) -> None:
    with pytest.raises(ModelUnsupported) as caught:
        check_pipeline(FOLDER, {**GOOD, part: ["diffusers", kind]})
    assert caught.value.what == what


@pytest.mark.parametrize("kind", [None, 3, ["StableDiffusionPipeline"]])
def test_a_pipeline_without_a_name(kind: Any) -> None:
    with pytest.raises(ConfigInvalid):
        check_pipeline(FOLDER, {**GOOD, "_class_name": kind})


def test_component() -> None:
    check_component(FOLDER, "unet/config.json", {})
    check_component(FOLDER, "unet/config.json", {"_class_name": "UNet2DConditionModel"})
    with pytest.raises(ModelUnsupported, match="a video model"):
        check_component(FOLDER, "unet/config.json", {"_class_name": "UNet3DConditionModel"})
