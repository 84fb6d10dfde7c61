"""Class names in a model folder's JSON, compared with lists. None is ever looked up or imported.

`model_index.json` names a pipeline and, for each part, a library and a class. What is not on the list is
`ModelUnsupported`, with a name a person knows where we know one.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from core.contract.errors import ConfigInvalid, ModelIncomplete, ModelUnsupported

PIPELINE = "StableDiffusionPipeline"
SCHEDULERS = frozenset(
    f"{name}Scheduler"
    for name in (
        *("DDIM", "PNDM", "EulerDiscrete", "EulerAncestralDiscrete", "DPMSolverMultistep"),
        *("LMSDiscrete", "HeunDiscrete", "DDPM", "UniPCMultistep", "LCM"),
    )
)
PARTS: dict[str, frozenset[str]] = {
    "unet": frozenset({"UNet2DConditionModel"}),
    "vae": frozenset({"AutoencoderKL"}),
    "text_encoder": frozenset({"CLIPTextModel"}),
    "tokenizer": frozenset({"CLIPTokenizer", "CLIPTokenizerFast"}),
    "scheduler": SCHEDULERS,
}
# Beginning of a pipeline's class → what people call it; the first that fits counts.
_KNOWN = (
    ("StableDiffusionXL", "Stable Diffusion XL"),
    ("StableDiffusion3", "Stable Diffusion 3"),
    ("StableDiffusionInpaint", "an inpainting model"),
    ("StableDiffusionInstructPix2Pix", "InstructPix2Pix"),
    ("StableDiffusionUpscale", "an upscaler"),
    ("StableDiffusionControlNet", "a ControlNet"),
    ("Flux", "FLUX"),
    ("PixArt", "PixArt"),
    ("Kandinsky", "Kandinsky"),
    ("StableCascade", "Stable Cascade"),
    ("Wuerstchen", "Wuerstchen"),
    ("HunyuanDiT", "Hunyuan-DiT"),
    ("Sana", "Sana"),
    ("QwenImage", "Qwen-Image"),
    ("AuraFlow", "AuraFlow"),
    ("Chroma", "Chroma"),
    ("DeepFloyd", "DeepFloyd IF"),
    ("IF", "DeepFloyd IF"),
    ("LatentConsistencyModel", "a latent consistency model"),
)


def check_pipeline(folder: Path, index: dict[str, Any]) -> None:
    """Check `model_index.json`: the pipeline, and the class of each part that we use.

    Raises `ModelUnsupported`, `ModelIncomplete` (a part is not named), `ConfigInvalid`.
    """
    path = str(folder / "model_index.json")
    kind = index.get("_class_name")
    if not isinstance(kind, str):
        raise ConfigInvalid(path, "_class_name", _short(kind), "the name of a pipeline")
    if kind != PIPELINE:
        names = [name for start, name in _KNOWN if kind.startswith(start)]
        raise ModelUnsupported(str(folder), names[0] if names else _short(kind))
    for part, allowed in PARTS.items():
        entry = index.get(part)
        if entry is None or entry == [None, None]:
            raise ModelIncomplete(str(folder), part)
        if not isinstance(entry, list) or len(entry) != 2:
            raise ConfigInvalid(path, part, _short(entry), "a library and a class")
        if not isinstance(entry[1], str) or entry[1] not in allowed:
            raise ModelUnsupported(str(folder), f"{part} {_short(entry[1])}")


def check_component(folder: Path, name: str, config: dict[str, Any], expected: str) -> None:
    """Check the `_class_name` of a part's own config, which may be absent."""
    kind = config.get("_class_name", expected)
    if kind != expected:
        raise ModelUnsupported(str(folder), f"{name.split('/')[0]} {_short(kind)}")


def _short(value: object) -> str:
    """A stranger's value, fit for showing: printable and not long."""
    text = value if isinstance(value, str) else repr(value)
    return "".join(c for c in text[:80] if c.isprintable())
