"""A whole CLIP as transformers lays it out: text and image encoder in one file, with what joins them.

Stable Diffusion folders hold only the text half; published CLIP folders (config.json,
model.safetensors, tokenizer files, preprocessor_config.json) hold both.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from core.checkpoints import components, schemas
from core.checkpoints.clip_tokenizer import clip_tokenizer
from core.checkpoints.tensors import OwnName, load_into
from core.checkpoints.tokenizer_files import read_tokenizer
from core.contract.errors import ConfigInvalid, ModelNotFound
from core.files.models.folder_files import read_json
from core.text.encoder import ImageEncoder, TextEncoder
from core.text.tokenizer import Tokenizer

WEIGHTS = "model"  # stem of the file
PREPROCESSOR = "preprocessor_config.json"
_TOKENIZERS = ("tokenizer.json", "vocab.json")
# What a config leaves out has these values in transformers' classes.
_TEXT = {
    "vocab_size": 49408, "hidden_size": 512, "intermediate_size": 2048, "num_hidden_layers": 12,
    "num_attention_heads": 8, "projection_dim": 512,
}  # fmt: skip
_IMAGE = {
    "hidden_size": 768, "intermediate_size": 3072, "num_hidden_layers": 12,
    "num_attention_heads": 12, "image_size": 224, "patch_size": 32, "projection_dim": 512,
}  # fmt: skip


@dataclass(frozen=True)
class Colours:
    """What the image encoder was trained on: (value - mean) / std for each of red, green, blue in 0 … 1."""

    mean: tuple[float, float, float]
    std: tuple[float, float, float]


OPENAI = Colours((0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711))
PLAIN = Colours((0.5, 0.5, 0.5), (0.5, 0.5, 0.5))  # [-1, 1], as our own encoders are trained


@dataclass(frozen=True)
class Clip:
    """Both halves, and the words and colours they read."""

    text: TextEncoder
    image: ImageEncoder
    tokenizer: Tokenizer
    colours: Colours


def load_clip_folder(path: Path | str, *, device: torch.device, dtype: torch.dtype) -> Clip:
    """Raises `ModelNotFound`, `ModelIncomplete`, `ConfigInvalid`, and what `tensors.load_into` raises."""
    folder = Path(path).absolute()
    if not folder.is_dir():
        raise ModelNotFound(str(path), ())
    data, where = read_json(folder, components.CONFIG), str(folder / components.CONFIG)
    if data.get("model_type") != "clip":
        raise ConfigInvalid(where, "model_type", str(data.get("model_type"))[:80], "clip")
    joint = {"projection_dim": data.get("projection_dim", 512)}
    text_config = schemas.text_config(
        {**_TEXT, **_part(data, "text_config", where), **joint}, where, projected=True
    )
    image_config = schemas.image_config(
        {**_IMAGE, **_part(data, "vision_config", where), **joint}, where
    )
    with torch.device("meta"):
        text = TextEncoder(text_config)
        image = ImageEncoder(image_config, text_config.hidden_size)
    files = components.weight_files(folder, WEIGHTS, dtype)
    for network, prefix in ((text, "text_model."), (image, "vision_model.")):
        load_into(network, files, dtype=dtype, device=device, own_name=_names(network, prefix))
    return Clip(
        text=text.to(device).eval(),
        image=image.to(device).eval(),
        tokenizer=_tokenizer(folder, text),
        colours=colours_of(folder, OPENAI),
    )


def _part(data: schemas.JSON, key: str, where: str) -> schemas.JSON:
    """One half of the config, without what says which class wrote it."""
    found = data.get(key)
    if not isinstance(found, dict):
        raise ConfigInvalid(where, key, None, "an object")
    return {name: value for name, value in found.items() if name not in ("architectures",)}


def _names(network: TextEncoder | ImageEncoder, prefix: str) -> OwnName:
    """File name → parameter of this half; the other half's are not wanted."""
    own = {components.bare_name(name): name for name, _ in network.named_parameters()}
    joining = ("visual_projection.weight", "text_projection.weight", "logit_scale")

    def own_name(name: str) -> str | None:
        bare = name.removeprefix("model.")
        if bare in joining:
            return own.get(bare)
        half = bare.removeprefix(prefix)
        if half == bare or half == "embeddings.position_ids":
            return None
        return own.get(half, name)

    return own_name


def _tokenizer(folder: Path, text: TextEncoder) -> Tokenizer:
    """The folder's own, or CLIP's usual one where there is none."""
    if not any((folder / name).is_file() for name in _TOKENIZERS):
        return clip_tokenizer(zero_padded=False)
    config = text.config
    return read_tokenizer(
        folder, length=config.max_position_embeddings, vocab_size=config.vocab_size, part=""
    )


def colours_of(folder: Path, usual: Colours) -> Colours:
    """Of the preprocessor's file; the usual ones where there is none. Raises `ConfigInvalid`."""
    if not (folder / PREPROCESSOR).is_file():
        return usual
    data, where = read_json(folder, PREPROCESSOR), str(folder / PREPROCESSOR)
    mean = _three(data, "image_mean", where, usual.mean)
    std = _three(data, "image_std", where, usual.std)
    if min(std) <= 0:
        raise ConfigInvalid(where, "image_std", None, "three numbers above 0")
    return Colours(mean, std)


def _three(
    data: schemas.JSON, key: str, where: str, usual: tuple[float, float, float]
) -> tuple[float, float, float]:
    found: Any = data.get(key, usual)
    numbers = isinstance(found, (list, tuple)) and len(found) == 3
    if not numbers or not all(type(x) in (int, float) and abs(x) < 1000 for x in found):
        raise ConfigInvalid(where, key, None, "three numbers")
    red, green, blue = map(float, found)
    return red, green, blue
