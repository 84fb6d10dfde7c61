"""Class names in a model folder's JSON, compared with lists. None is ever looked up or imported.

`model_index.json` names a pipeline and, for each part, a library and a class. What is not on the list is
`ModelUnsupported`, with a name a person knows where we know one.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

from core.contract.errors import ConfigInvalid, ModelIncomplete, ModelUnsupported
from core.files.models.foreign_models import REFINER, part_title, pipeline_title, scheduler_title

Layout = Literal["sd", "sdxl"]  # one text encoder, or two

# The pipelines whose parts we have. What a U-Net is for (inpainting) its channels tell, not this name.
PIPELINES: dict[str, Layout] = {
    "StableDiffusionPipeline": "sd",
    "StableDiffusionImg2ImgPipeline": "sd",
    "StableDiffusionInpaintPipeline": "sd",
    "LatentConsistencyModelPipeline": "sd",
    "LatentConsistencyModelImg2ImgPipeline": "sd",
    "StableDiffusionXLPipeline": "sdxl",
    "StableDiffusionXLImg2ImgPipeline": "sdxl",
    "StableDiffusionXLInpaintPipeline": "sdxl",
}
# Each of them only says which noise levels the model knows; who samples them is the request's.
SCHEDULERS = frozenset(
    f"{name}Scheduler"
    for name in (
        *("DDIM", "PNDM", "EulerDiscrete", "EulerAncestralDiscrete", "DPMSolverMultistep"),
        *("LMSDiscrete", "HeunDiscrete", "DDPM", "UniPCMultistep", "LCM", "TCD"),
        *("DPMSolverSinglestep", "DPMSolverSDE", "DEISMultistep"),
        *("KDPM2Discrete", "KDPM2AncestralDiscrete"),
    )
)
_TOKENIZERS = frozenset({"CLIPTokenizer", "CLIPTokenizerFast"})
PARTS: dict[str, frozenset[str]] = {
    "unet": frozenset({"UNet2DConditionModel"}),
    "vae": frozenset({"AutoencoderKL"}),
    "text_encoder": frozenset({"CLIPTextModel"}),
    "tokenizer": _TOKENIZERS,
    "scheduler": SCHEDULERS,
}
SECOND_PARTS: dict[str, frozenset[str]] = {
    "text_encoder_2": frozenset({"CLIPTextModelWithProjection"}),
    "tokenizer_2": _TOKENIZERS,
}


def check_pipeline(folder: Path, index: dict[str, Any]) -> Layout:
    """Check `model_index.json`: the pipeline, and the class of each part that we use.

    Raises `ModelUnsupported`, `ModelIncomplete` (a part is not named), `ConfigInvalid`.
    """
    path = str(folder / "model_index.json")
    kind = index.get("_class_name")
    if not isinstance(kind, str):
        raise ConfigInvalid(path, "_class_name", _short(kind), "the name of a pipeline")
    if kind not in PIPELINES:
        raise ModelUnsupported(str(folder), pipeline_title(kind) or _short(kind))
    layout = PIPELINES[kind]
    if layout == "sdxl" and _is_absent(index, "text_encoder"):
        raise ModelUnsupported(str(folder), REFINER)
    for part, allowed in {**PARTS, **(SECOND_PARTS if layout == "sdxl" else {})}.items():
        if _is_absent(index, part):
            raise ModelIncomplete(str(folder), part)
        entry = index[part]
        if not isinstance(entry, list) or len(entry) != 2:
            raise ConfigInvalid(path, part, _short(entry), "a library and a class")
        check_class(folder, part, entry[1], allowed)
    return layout


def check_class(folder: Path, part: str, name: object, allowed: frozenset[str]) -> None:
    """Raises `ModelUnsupported` where `name`, the class of a part, is not `allowed`."""
    if isinstance(name, str) and name in allowed:
        return
    title = None
    if isinstance(name, str) and part != "tokenizer":
        title = scheduler_title(name) if part == "scheduler" else part_title(name)
    raise ModelUnsupported(str(folder), title or f"a model with {part} {_short(name)}")


def check_component(folder: Path, name: str, config: dict[str, Any]) -> None:
    """Check the `_class_name` of a part's own config (`name`: "unet/config.json"), which may be absent."""
    part = name.split("/")[0]
    if "_class_name" in config:
        check_class(folder, part, config["_class_name"], PARTS[part])


def _is_absent(index: dict[str, Any], part: str) -> bool:
    return index.get(part) in (None, [None, None])


def _short(value: object) -> str:
    """A stranger's value, fit for showing: printable and not long."""
    text = value if isinstance(value, str) else repr(value)
    return "".join(c for c in text[:80] if c.isprintable())
