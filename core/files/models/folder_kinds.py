"""What a model folder is, from the JSON of its parts: family, kind, sample size, prediction.

Everything here raises `ConfigInvalid`, naming file and key, for a folder that contradicts itself. No
weight is read and no torch is imported; whether all parts fit each other is `core/checkpoints`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from core.contract.errors import ConfigInvalid, ModelIncomplete, ModelUnsupported
from core.files.models.classes import Layout
from core.files.models.folder_files import inside, read_json
from core.files.models.part_files import has_part

Family = Literal["sd1", "sd2", "sdxl"]
Kind = Literal["base", "inpaint"]  # an inpainting U-Net also takes a mask and the masked picture
Prediction = Literal["eps", "v"]

UNET, VAE, SCHEDULER = "unet/config.json", "vae/config.json", "scheduler/scheduler_config.json"
PICKLES = "a folder of pickled weights (.bin) in shards"
_WEIGHTS = {"unet": "diffusion_pytorch_model", "vae": "diffusion_pytorch_model"}
_TEXT = {"text_encoder": "model"}
_TEXT_2 = {"text_encoder_2": "model"}
_PREDICTIONS: dict[str, Prediction] = {"epsilon": "eps", "v_prediction": "v"}
# Before this version of diffusers a U-Net's sample size was not kept up to date: 64 was meant.
_SIZES_KEPT = (0, 9)


def check_files(folder: Path, layout: Layout) -> None:
    """Each part's weights, the text encoders' configs and one of a tokenizer's two forms must be there.

    The schema of those configs is the loader's.
    """
    texts = {**_TEXT, **(_TEXT_2 if layout == "sdxl" else {})}
    for part in texts:
        read_json(folder, f"{part}/config.json")
    for part, stem in {**_WEIGHTS, **texts}.items():
        if not has_part(folder, f"{part}/{stem}"):
            if any((folder / part).glob("*.bin")):
                raise ModelUnsupported(str(folder), PICKLES)
            raise ModelIncomplete(str(folder), f"{part}/{stem}.safetensors")
    for part in (part.replace("text_encoder", "tokenizer") for part in texts):
        whole = inside(folder, f"{part}/tokenizer.json").is_file()
        for name in (f"{part}/vocab.json", f"{part}/merges.txt"):
            if not whole and not inside(folder, name).is_file():
                raise ModelIncomplete(str(folder), name)


def family(folder: Path, layout: Layout, unet: dict[str, Any]) -> Family:
    """SD 2 projects by linear layers, SD 1 by convolutions; XL is told sizes and the pooled text."""
    is_xl = unet.get("addition_embed_type") == "text_time"
    if is_xl != (layout == "sdxl"):
        told = "text_time" if layout == "sdxl" else "nothing"
        found = repr(unet.get("addition_embed_type"))[:80]
        raise ConfigInvalid(str(folder / UNET), "addition_embed_type", found, told)
    if is_xl:
        return "sdxl"
    return "sd2" if unet.get("use_linear_projection") is True else "sd1"


def kind(folder: Path, unet: dict[str, Any], vae: dict[str, Any]) -> Kind:
    into, latent = unet.get("in_channels", 4), vae.get("latent_channels", 4)
    if into == latent:
        return "base"
    if type(latent) is int and into == 2 * latent + 1:  # latents, mask, masked latents
        return "inpaint"
    expected = f"the vae's latent channels: {latent}"
    raise ConfigInvalid(str(folder / UNET), "in_channels", repr(into)[:80], expected)


def sample_size(folder: Path, unet: dict[str, Any], vae: dict[str, Any]) -> tuple[int, int]:
    """Width and height in px: the U-Net's size in latent cells times the VAE's factor."""
    blocks = vae.get("block_out_channels", [64])
    if not isinstance(blocks, list) or not 1 <= len(blocks) <= 8:
        path = str(folder / VAE)
        raise ConfigInvalid(path, "block_out_channels", blocks, "a list of 1 to 8 numbers")
    size = unet.get("sample_size") or 64
    if type(size) is int and size < 64 and _version(unet) < _SIZES_KEPT:
        size = 64
    height, width = size if isinstance(size, list) and len(size) == 2 else (size, size)
    factor = 2 ** (len(blocks) - 1)
    for side in (width, height):
        if type(side) is not int or not 1 <= side * factor <= 4096:
            path = str(folder / UNET)
            raise ConfigInvalid(path, "sample_size", size, "one or two numbers, at most 4096 px")
    return width * factor, height * factor


def _version(config: dict[str, Any]) -> tuple[int, ...]:
    """Of the diffusers that wrote the config, major and minor; a config that does not say is new."""
    parts = str(config.get("_diffusers_version", "")).split(".")[:2]
    return (
        tuple(map(int, parts))
        if all(part.isdecimal() and len(part) < 5 for part in parts)
        else (1,)
    )


def prediction(folder: Path, scheduler: dict[str, Any]) -> Prediction:
    kind = scheduler.get("prediction_type", "epsilon")
    if not isinstance(kind, str) or kind not in _PREDICTIONS:
        path = str(folder / SCHEDULER)
        raise ConfigInvalid(path, "prediction_type", kind, "epsilon or v_prediction")
    return _PREDICTIONS[kind]
