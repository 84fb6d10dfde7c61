"""Models of other kinds, recognised by the names and numbers in their JSON, and what people call them.

Only for saying in one sentence what a folder is that cannot be used. Nothing is looked up or imported.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from core.contract.errors import ModelUnsupported, ReverieError
from core.files.models.folder_files import inside, read_json

REFINER = "the Stable Diffusion XL refiner"
PIX2PIX = "InstructPix2Pix"
DEPTH = "a depth-to-image model"
UPSCALER = "an upscaler"
UNCLIP = "an unCLIP model, drawn from pictures"
VIDEO = "a video model"
CONTROLNET = "a ControlNet"

# Beginning of a pipeline's class → what people call it; the first that fits counts.
_PIPELINES = (
    ("StableDiffusion3", "Stable Diffusion 3"),
    ("StableDiffusionInstructPix2Pix", PIX2PIX),
    ("StableDiffusionXLInstructPix2Pix", PIX2PIX),
    ("StableDiffusionDepth2Img", DEPTH),
    ("StableDiffusionUpscale", UPSCALER),
    ("StableDiffusionLatentUpscale", UPSCALER),
    ("StableDiffusionControlNet", CONTROLNET),
    ("StableDiffusionXLControlNet", CONTROLNET),
    ("StableDiffusionImageVariation", "an image variation model"),
    ("StableDiffusionGLIGEN", "a GLIGEN model"),
    ("StableDiffusionLDM3D", "LDM3D"),
    ("StableDiffusionXLKDiffusion", "a pipeline of k-diffusion"),
    ("StableUnCLIP", UNCLIP),
    ("UnCLIP", UNCLIP),
    ("StableVideoDiffusion", "Stable Video Diffusion"),
    ("AnimateDiff", "AnimateDiff, a video model"),
    ("TextToVideo", VIDEO),
    ("VideoToVideo", VIDEO),
    ("I2VGenXL", VIDEO),
    ("CogVideo", VIDEO),
    ("HunyuanVideo", VIDEO),
    ("LTX", VIDEO),
    ("Mochi", VIDEO),
    ("Wan", VIDEO),
    ("Allegro", VIDEO),
    ("StableCascade", "Stable Cascade"),
    ("Wuerstchen", "Würstchen"),
    ("Flux", "FLUX"),
    ("PixArt", "PixArt"),
    ("Kandinsky", "Kandinsky"),
    ("Kolors", "Kolors"),
    ("HunyuanDiT", "Hunyuan-DiT"),
    ("Lumina", "Lumina"),
    ("CogView", "CogView"),
    ("Sana", "Sana"),
    ("QwenImage", "Qwen-Image"),
    ("ZImage", "Z-Image"),
    ("HiDream", "HiDream"),
    ("OmniGen", "OmniGen"),
    ("AuraFlow", "AuraFlow"),
    ("Chroma", "Chroma"),
    ("DeepFloyd", "DeepFloyd IF"),
    ("IF", "DeepFloyd IF"),
    ("AltDiffusion", "AltDiffusion"),
    ("VersatileDiffusion", "Versatile Diffusion"),
    ("PaintByExample", "Paint by Example"),
    ("Marigold", "Marigold"),
    ("AudioLDM", "an audio model"),
    ("StableAudio", "an audio model"),
    ("MusicLDM", "an audio model"),
    ("ShapE", "a model of 3D shapes"),
    ("DDPM", "a model without words"),
    ("DDIM", "a model without words"),
    ("DiT", "a model without words"),
    ("LDM", "the first latent diffusion"),
)
# Beginning of a network's class → the same.
_PARTS = (
    ("ControlNet", CONTROLNET),
    ("T2IAdapter", "a T2I adapter"),
    ("MotionAdapter", "an AnimateDiff motion module"),
    ("UNetMotion", "AnimateDiff, a video model"),
    ("UNetSpatioTemporal", "Stable Video Diffusion"),
    ("UNet3D", VIDEO),
    ("StableCascadeUNet", "Stable Cascade"),
    ("Kandinsky", "Kandinsky"),
    ("Flux", "FLUX"),
    ("SD3", "Stable Diffusion 3"),
    ("PixArt", "PixArt"),
    ("AutoencoderTiny", "a tiny autoencoder"),
    ("AutoencoderKLTemporal", "Stable Video Diffusion"),
)
# A part of ours that lies in a folder alone.
_ALONE = (
    ("UNet2D", "only a U-Net, without the other parts of a model"),
    ("Autoencoder", "only a VAE, without the other parts of a model"),
    ("CLIPVision", "only an image encoder, without the other parts of a model"),
    ("CLIPText", "only a text encoder, without the other parts of a model"),
)
# What a U-Net takes besides (or instead of) noised latents tells what it is for.
_CHANNELS = {5: DEPTH, 7: UPSCALER, 8: PIX2PIX}
REFINER_WIDTH = 1280  # its words come from one text encoder


def pipeline_title(class_name: str) -> str | None:
    """What people call the model that this pipeline draws with, or None."""
    return _title(class_name, _PIPELINES)


def part_title(class_name: str) -> str | None:
    """The same of a network's class."""
    return _title(class_name, _PARTS)


def scheduler_title(class_name: str) -> str | None:
    """What a model is whose noise levels are of this class, or None."""
    if class_name.startswith("FlowMatch"):
        return "a flow matching model"
    return "Playground 2.5" if class_name.startswith("EDM") else None


def unet_title(config: Mapping[str, Any]) -> str | None:
    """What the model of this unet/config.json is where it is none of ours, or None."""
    if config.get("class_embed_type") in ("projection", "simple_projection"):
        return UNCLIP
    if config.get("encoder_hid_dim_type") in ("image_proj", "text_image_proj"):
        return "Kandinsky"
    if config.get("encoder_hid_dim_type") == "text_proj":
        return "DeepFloyd IF or Kolors"
    is_xl = config.get("addition_embed_type") == "text_time"
    if is_xl and config.get("cross_attention_dim") == REFINER_WIDTH:
        return REFINER
    channels = config.get("in_channels")
    return _CHANNELS.get(channels) if isinstance(channels, int) else None


def check_lone_part(folder: Path) -> None:
    """Raises `ModelUnsupported` where a folder without model_index.json is some part that we know."""
    if inside(folder, "adapter_config.json").is_file():
        raise ModelUnsupported(str(folder), "a LoRA, not a model")
    if not inside(folder, "config.json").is_file():
        return
    try:
        config = read_json(folder, "config.json")
    except ReverieError:
        return  # what it lacks to be a model is the better sentence
    names = config.get("architectures")
    kind = config.get("_class_name") or (names[0] if isinstance(names, list) and names else None)
    title = _title(kind, (*_PARTS, *_ALONE)) if isinstance(kind, str) else None
    if title is not None:
        raise ModelUnsupported(str(folder), title)


def _title(class_name: str, table: tuple[tuple[str, str], ...]) -> str | None:
    return next((title for start, title in table if class_name.startswith(start)), None)
