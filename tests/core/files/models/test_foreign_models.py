"""Models of other kinds are called by their name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.contract.errors import ModelUnsupported
from core.files import folders
from core.files.models.foreign_models import (
    DEPTH,
    PIX2PIX,
    REFINER,
    UNCLIP,
    UPSCALER,
    check_lone_part,
    part_title,
    pipeline_title,
    scheduler_title,
    unet_title,
)

XL = {"addition_embed_type": "text_time"}


@pytest.mark.parametrize(
    ("pipeline", "title"),
    [
        ("StableDiffusion3Pipeline", "Stable Diffusion 3"),
        ("FluxPipeline", "FLUX"),
        ("FluxFillPipeline", "FLUX"),
        ("PixArtSigmaPipeline", "PixArt"),
        ("KandinskyV22Pipeline", "Kandinsky"),
        ("StableVideoDiffusionPipeline", "Stable Video Diffusion"),
        ("AnimateDiffPipeline", "AnimateDiff, a video model"),
        ("TextToVideoSDPipeline", "a video model"),
        ("StableCascadeDecoderPipeline", "Stable Cascade"),
        ("WuerstchenPriorPipeline", "Würstchen"),
        ("StableUnCLIPImg2ImgPipeline", UNCLIP),
        ("StableDiffusionInstructPix2PixPipeline", PIX2PIX),
        ("StableDiffusionXLInstructPix2PixPipeline", PIX2PIX),
        ("StableDiffusionDepth2ImgPipeline", DEPTH),
        ("StableDiffusionUpscalePipeline", UPSCALER),
        ("StableDiffusionXLControlNetPipeline", "a ControlNet"),
        ("IFPipeline", "DeepFloyd IF"),
        ("SomethingPipeline", None),
    ],
)
def test_pipelines(pipeline: str, title: str | None) -> None:
    assert pipeline_title(pipeline) == title


@pytest.mark.parametrize(
    ("config", "title"),
    [
        ({"in_channels": 8}, PIX2PIX),
        ({"in_channels": 5}, DEPTH),
        ({"in_channels": 7}, UPSCALER),
        ({"in_channels": 4, "class_embed_type": "projection"}, UNCLIP),
        ({**XL, "cross_attention_dim": 1280}, REFINER),
        ({**XL, "cross_attention_dim": 2048}, None),
        ({"encoder_hid_dim_type": "image_proj"}, "Kandinsky"),
        ({"in_channels": 4}, None),
        ({"in_channels": 9}, None),
        ({"in_channels": [5]}, None),
        ({}, None),
    ],
)
def test_u_nets(config: dict[str, Any], title: str | None) -> None:
    assert unet_title(config) == title


def test_none_of_the_shipped_configs_is_foreign() -> None:
    for model in (folders.resources() / "model_configs").iterdir():
        assert unet_title(json.loads((model / "unet/config.json").read_text())) is None


def test_parts_and_schedulers() -> None:
    assert part_title("ControlNetModel") == "a ControlNet"
    assert part_title("UNet2DConditionModel") is None
    assert scheduler_title("FlowMatchEulerDiscreteScheduler") == "a flow matching model"
    assert scheduler_title("DDIMScheduler") is None


@pytest.mark.parametrize(
    ("file", "content", "what"),
    [
        ("config.json", {"_class_name": "ControlNetModel"}, "a ControlNet"),
        ("config.json", {"_class_name": "UNet2DConditionModel"}, "only a U-Net"),
        ("config.json", {"_class_name": "AutoencoderKL"}, "only a VAE"),
        ("config.json", {"architectures": ["CLIPTextModel"]}, "only a text encoder"),
        ("config.json", {"_class_name": "FluxTransformer2DModel"}, "FLUX"),
        ("adapter_config.json", {}, "a LoRA"),
    ],
)
def test_a_part_alone(tmp_path: Path, file: str, content: dict[str, Any], what: str) -> None:
    (tmp_path / file).write_text(json.dumps(content))
    with pytest.raises(ModelUnsupported) as caught:
        check_lone_part(tmp_path)
    assert caught.value.what.startswith(what)


@pytest.mark.parametrize(
    "content", ["", "[]", "{", '{"_class_name": 3}', '{"architectures": [["x"]]}', "{}"]
)
def test_other_folders_are_left_to_the_next_check(tmp_path: Path, content: str) -> None:
    check_lone_part(tmp_path)
    (tmp_path / "config.json").write_text(content)
    check_lone_part(tmp_path)
