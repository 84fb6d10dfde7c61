"""The small files of a single file (configs, scheduler, tokenizer), laid out as a model folder has them.

So one reader with one set of checks serves both. What is not in the file comes from the published
configs of its family (`resources/model_configs`), with shapes and prediction as they are in the file.
A file that we wrote from an unusual folder carries that folder's own small files in its metadata: they
are a stranger's, names compared with a list, contents checked like those of any folder.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from core.checkpoints import ldm_configs
from core.checkpoints.clip_tokenizer import clip_tokenizer
from core.checkpoints.ldm_keys import TOWERS, Shape
from core.checkpoints.schemas import JSON
from core.checkpoints.tokenizer_files import VOCABULARY_BYTES
from core.contract.errors import ConfigInvalid
from core.files import folders, store
from core.files.models.folder_files import read_json
from core.files.models.predictions import Told
from core.files.models.single_files import PACKED
from core.files.models.single_kinds import SingleKind
from core.text.tokenizer import Tokenizer

CONFIGS = (
    *("model_index.json", "scheduler/scheduler_config.json", "unet/config.json"),
    *("vae/config.json", "text_encoder/config.json", "text_encoder_2/config.json"),
)
PRESET = "preset.json"
_WORDS = (
    *("vocab.json", "merges.txt", "tokenizer.json", "tokenizer_config.json"),
    *("special_tokens_map.json", "added_tokens.json"),
)
TOKENIZERS = tuple(f"{part}/{name}" for part in ("tokenizer", "tokenizer_2") for name in _WORDS)
_SCHEDULER = "scheduler/scheduler_config.json"


def usual_words(kind: SingleKind, metadata: Mapping[str, str]) -> dict[str, Tokenizer]:
    """CLIP's tokenizers, by their folders, for a file that does not bring its own."""
    return {
        part: clip_tokenizer(zero_padded=part != "tokenizer" or kind.family == "sd2")
        for part in (("tokenizer", "tokenizer_2") if kind.family == "sdxl" else ("tokenizer",))
        if f'"{part}/' not in metadata.get(PACKED, "")
    }


def write_small_files(
    folder: Path,
    kind: SingleKind,
    shapes: Mapping[str, Shape],
    metadata: Mapping[str, str],
    told: Told,
    path: str,
) -> None:
    """Fill `folder` with everything but weights and the usual words. `path` is the single file's.

    Raises `ModelUnsupported`, `ConfigInvalid`, and the errors of `core/files/store.py`.
    """
    packed = _packed(metadata, path)
    texts = packed
    if not any(name in packed for name in CONFIGS):
        texts = {**family_configs(kind, shapes, told, path), **packed}
    for name, text in texts.items():
        if name == _SCHEDULER and packed and told.basis != "family":
            text = json.dumps(_with_prediction(_object(text, path), told))
        store.make_folder((folder / name).parent)
        store.write_text(folder / name, text)


def family_configs(
    kind: SingleKind, shapes: Mapping[str, Shape], told: Told, path: str
) -> dict[str, str]:
    """The configs of a file that brings none, by their names in a folder."""
    base = folders.resources() / "model_configs" / _published(kind, told)
    configs = {
        "model_index.json": read_json(base, "model_index.json"),
        _SCHEDULER: {**read_json(base, _SCHEDULER), **_prediction(told)},
        "unet/config.json": ldm_configs.unet_config(
            shapes, kind, read_json(base, "unet/config.json"), path
        ),
        "vae/config.json": ldm_configs.vae_config(shapes, read_json(base, "vae/config.json"), path),
    }
    for tower in TOWERS[kind.family]:
        name = f"{tower.part}/config.json"
        configs[name] = ldm_configs.text_config(
            shapes, tower, kind.family, read_json(base, name), path
        )
    return {name: json.dumps(config) for name, config in configs.items()}


def _published(kind: SingleKind, told: Told) -> str:
    """The name of the published configs that are nearest."""
    if kind.inpainting:
        return f"{kind.family}-inpaint"
    return "sd2-v" if kind.family == "sd2" and told.prediction == "v" else kind.family


def _prediction(told: Told) -> JSON:
    said: JSON = {"prediction_type": "v_prediction" if told.prediction == "v" else "epsilon"}
    return {**said, "rescale_betas_zero_snr": True} if told.zero_snr else said


def _with_prediction(scheduler: JSON, told: Told) -> JSON:
    """What is told wins, and what says the same already stays as it is written."""
    is_v = scheduler.get("prediction_type") == "v_prediction"
    zero = scheduler.get("rescale_betas_zero_snr", False)
    same = is_v == (told.prediction == "v") and zero >= told.zero_snr
    return scheduler if same else {**scheduler, **_prediction(told)}


def _packed(metadata: Mapping[str, str], path: str) -> dict[str, str]:
    """The small files that the metadata hold; none of another name, none too large."""
    if PACKED not in metadata:
        return {}
    texts = _object(metadata[PACKED], path)
    for name, text in texts.items():
        if name not in (PRESET, *CONFIGS, *TOKENIZERS):
            raise ConfigInvalid(path, PACKED, name[:80], "small files of a model folder")
        if not isinstance(text, str) or len(text) > VOCABULARY_BYTES:
            raise ConfigInvalid(path, name, None, f"a text of at most {VOCABULARY_BYTES} bytes")
    return texts


def _object(text: str, path: str) -> JSON:
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ConfigInvalid(path, PACKED, None, "JSON") from error
    if not isinstance(data, dict):
        raise ConfigInvalid(path, PACKED, None, "a JSON object")
    return data
