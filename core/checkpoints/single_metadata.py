"""What a single file says of itself: modelspec's fields, and the small files that nobody could guess."""

from __future__ import annotations

import json
from collections.abc import Mapping

from core.checkpoints import components, schemas
from core.checkpoints.clip_tokenizer import clip_tokenizer
from core.checkpoints.folder import FolderModel
from core.checkpoints.opened_model import Opened, Texts
from core.checkpoints.single_file import part_names
from core.checkpoints.single_folder import CONFIGS, PRESET, family_configs
from core.contract.errors import ModelUnsupported
from core.files.models.folder_kinds import Family, Prediction
from core.files.models.predictions import Told
from core.files.models.single_files import PACKED

_ARCHITECTURES: dict[Family, str] = {
    "sd1": "stable-diffusion-v1",
    "sd2": "stable-diffusion-v2-512",
    "sdxl": "stable-diffusion-xl-v1-base",
}
_SD2_V = "stable-diffusion-v2-768-v"


def architecture_of(family: Family, prediction: Prediction) -> str:
    """modelspec's name of a kind of model."""
    return _SD2_V if family == "sd2" and prediction == "v" else _ARCHITECTURES[family]


def metadata_of(
    opened: Opened, shapes: Mapping[str, tuple[int, ...]], title: str
) -> dict[str, str]:
    """modelspec's fields, and a folder's own small files where nobody could tell them from the rest."""
    kind, told, unet = opened.kind, opened.told, opened.model.unet.config
    architecture = architecture_of(kind.family, told.prediction)
    side = unet.sample_size * opened.model.vae.config.downscale
    said = {
        "modelspec.sai_model_spec": "1.0.0",
        "modelspec.architecture": architecture + ("-inpainting" if kind.inpainting else ""),
        "modelspec.title": title,
        "modelspec.resolution": f"{side}x{side}",
        "modelspec.prediction_type": "v" if told.prediction == "v" else "epsilon",
    }
    if opened.loras:
        said["modelspec.merged_from"] = ", ".join(lora.title for lora in opened.loras)
    packed = _unusual(opened, shapes)
    if packed:
        said[PACKED] = json.dumps(packed, ensure_ascii=False)
    return said


def _unusual(opened: Opened, shapes: Mapping[str, tuple[int, ...]]) -> Texts:
    """The small files that a reader of names and shapes would get wrong: all configs, or none."""
    told = Told(opened.told.prediction, "metadata")
    model, texts = opened.model, opened.texts
    if not texts:  # of a single file: what it carries itself
        return dict(json.loads(opened.source().header.metadata.get(PACKED, "{}")))
    packed: Texts = {}
    try:
        guessed = family_configs(opened.kind, shapes, told, str(opened.path))
        same = _same_configs(model, guessed, texts)
    except ModelUnsupported:
        same = False
    if not same:
        packed = {name: texts[name] for name in CONFIGS if name in texts}
    if PRESET in texts:
        packed[PRESET] = texts[PRESET]
    for part, padded in (("tokenizer", opened.kind.family == "sd2"), ("tokenizer_2", True)):
        own, usual = getattr(model, part, None), clip_tokenizer(zero_padded=padded)
        if own is not None and not own.reads_as(usual):
            packed |= {n: text for n, text in texts.items() if n.startswith(f"{part}/")}
    return packed


def _same_configs(model: FolderModel, guessed: Texts, texts: Texts) -> bool:
    """Whether the guessed configs make the same networks and the same noise."""
    data = {name: json.loads(text) for name, text in guessed.items()}
    own = {name: json.loads(texts[name]) for name in CONFIGS if name in texts}
    zeros = "force_zeros_for_empty_prompt"
    scheduler = "scheduler/scheduler_config.json"
    return (
        schemas.unet_config(data["unet/config.json"], "") == model.unet.config
        and schemas.vae_config(data["vae/config.json"], "") == model.vae.config
        and schemas.schedule_config(data[scheduler], "") == model.schedule
        and all(
            schemas.text_config(
                data[f"{part}/config.json"], "", projected=part == components.TEXT_2
            )
            == getattr(model, part).config
            for part in part_names(model)
            if part.startswith("text")
        )
        and data["model_index.json"].get(zeros) == own["model_index.json"].get(zeros)
    )
