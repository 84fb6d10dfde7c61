"""Words and pictures: which text means which picture, by CLIP; and the tokens of texts on a map.

Where a model has no image encoder, `MissingEncoder` says whose file would give one.

Axes: T texts, P pictures, N tokens, D width, S the encoder's side in px.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from core.checkpoints.clip_folder import PLAIN, Clip, Colours, load_clip_folder
from core.checkpoints.components import load_image_encoder
from core.contract.errors import InvalidValue
from core.contract.explain import MissingEncoder
from core.files.models.library import ModelInfo
from core.generation.bundle import ModelBundle
from core.insight.similarity import FlatMap, Similarity, flat_map, similarity
from core.insight.tokens import readable

# The CLIP whose text half each family has: its folder holds the picture half, too.
PUBLISHED = {
    "sd1": "openai/clip-vit-large-patch14",
    "sd2": "laion/CLIP-ViT-H-14-laion2B-s32B-b79K",
    "sdxl": "openai/clip-vit-large-patch14",
}
TEXTS_MAX, PICTURES_MAX = 64, 64


@dataclass(frozen=True)
class Point:
    """A token on the map."""

    text: int  # number of the text
    token: str
    x: float
    y: float


def clip_of(bundle: ModelBundle, folder: str | None = None) -> Clip:
    """The model's own pair of encoders, or the whole CLIP in `folder`.

    Raises `MissingEncoder`, and what reading them raises.
    """
    bundle.hold("text")
    with torch.inference_mode(False):
        if folder is not None:
            return load_clip_folder(folder, device=bundle.device, dtype=torch.float32)
        reader, info = bundle.readers[0], bundle.info
        path, width = Path(info.path), reader.encoder.config.hidden_size
        image = None
        if path.is_dir():
            image = load_image_encoder(path, width, device=bundle.device, dtype=bundle.dtype)
    if image is None:
        raise missing(info)
    return Clip(reader.encoder, image, reader.tokenizer, PLAIN)


def missing(info: ModelInfo) -> MissingEncoder:
    """What to get for a model that reads no pictures."""
    return MissingEncoder(info.path, PUBLISHED[info.family], ("config.json", "model.safetensors"))


@torch.inference_mode()
def compare(clip: Clip, texts: Sequence[str], pictures: Sequence[Image.Image]) -> Similarity:
    """All of `texts` with all of `pictures` (RGB). Raises `InvalidValue` for none, or too many."""
    for name, count, most in (
        ("texts", len(texts), TEXTS_MAX),
        ("pictures", len(pictures), PICTURES_MAX),
    ):
        if not 1 <= count <= most:
            raise InvalidValue(name, count, f"between 1 and {most}")
    device = next(clip.image.parameters()).device
    ids = torch.tensor([clip.tokenizer.encode(text) for text in texts], device=device)
    side = clip.image.config.image_size
    pixels = torch.stack([prepared(picture, side, clip.colours) for picture in pictures])
    dtype = next(clip.image.parameters()).dtype
    told = clip.image.project_text(clip.text(ids).pooled)
    seen = clip.image(pixels.to(device, dtype))
    return similarity(told.cpu(), seen.cpu(), clip.image.logit_scale.cpu())


def prepared(picture: Image.Image, side: int, colours: Colours) -> Tensor:
    """RGB → (3,S,S): the shorter side to S (bicubic), the middle cut out, colours as while training."""
    width, height = picture.size
    scale = side / min(width, height)
    size = (max(side, int(width * scale)), max(side, int(height * scale)))
    if picture.size != size:
        picture = picture.resize(size, Image.Resampling.BICUBIC)
    left, top = (size[0] - side) // 2, (size[1] - side) // 2
    cut = picture.crop((left, top, left + side, top + side))
    values = torch.from_numpy(np.asarray(cut, dtype=np.float32) / 255.0).permute(2, 0, 1)
    mean, std = (torch.tensor(x)[:, None, None] for x in (colours.mean, colours.std))
    return (values - mean) / std


@torch.inference_mode()
def token_map(
    bundle: ModelBundle, texts: Sequence[str], *, in_context: bool
) -> tuple[list[Point], FlatMap]:
    """Where the tokens of `texts` lie: by the vocabulary's table, or as the encoder understands them there."""
    bundle.hold("text")
    encoder, tokenizer = bundle.readers[0].encoder, bundle.readers[0].tokenizer
    names = {index: name for name, index in tokenizer.vocab.items()}
    rows, owners = [], []
    for number, text in enumerate(texts):
        ids = torch.tensor([tokenizer.encode(text)], device=bundle.device)
        pieces = tokenizer.pieces(text)[: ids.shape[1] - 2]
        table = encoder.model.get_input_embeddings()(ids[0])
        found = encoder(ids).context[0] if in_context else table  # (L,D)
        rows.append(found[1 : 1 + len(pieces)].float().cpu())
        owners += [(number, readable(names.get(piece, ""))) for piece in pieces]
    if not owners:
        return [], FlatMap(torch.zeros(0, 2), 1.0)
    flat = flat_map(torch.cat(rows))
    places = flat.places.tolist()
    return [Point(n, token, x, y) for (n, token), (x, y) in zip(owners, places, strict=True)], flat


def figures(found: Similarity) -> dict[str, Any]:
    """All numbers of a comparison; rows are texts, columns pictures."""
    return {
        "cosine": found.cosine.tolist(),
        "temperature": found.temperature,
        "across": found.across.tolist(),
        "down": found.down.tolist(),
    }
