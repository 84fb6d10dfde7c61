"""The encoders that judge: pictures and sentences as vectors of length 1.

A model with an image encoder of its own (the starter) is judged by that and its untrained text encoder.
Any other needs encoders from the hub: CLIP ViT-B/32, and for comparing pictures rather DINO ViT-S/16, as
Ruiz et al. 2022 do. They are used where they lie in the models folder and never fetched from here.

Axes: B batch, D and P widths of the spaces, S side in px.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor

from core.checkpoints import components
from core.checkpoints.clip_folder import PLAIN, Clip, Colours, load_clip_folder
from core.checkpoints.tokenizer_files import read_tokenizer
from core.checkpoints.vit_folder import load_vit_folder
from core.contract.judging import Encoders
from core.files import folders
from core.files.trainings.judging_encoders import CLIP, DINO

DINO_ENLARGED = 256 / 224  # its pictures are scaled to 256 px and cut to 224

Look = Callable[[Tensor], Tensor]  # pixels (B, 3, H, W) in [-1, 1] → (B, D) of length 1


@dataclass(frozen=True)
class Eyes:
    """What pictures and sentences are looked at with."""

    name: Encoders
    alike: Look  # pictures, to be compared with pictures
    seen: Look  # pictures, to be compared with sentences
    read: Callable[[Sequence[str]], Tensor]  # sentences → (B, P) of length 1
    sharpness: float = 100.0  # what cosines are multiplied by before a softmax over sentences


def eyes_for(model: Path | None, device: torch.device, only: Encoders | None = None) -> Eyes | None:
    """The encoders to judge a model's pictures with, or None where there are none.

    `model` is its folder, None for a single file. `only`: these and no better ones. Raises what reading an encoder
    that is there raises.
    """
    own = None if model is None or only not in (None, "own") else _own(model, device)
    if own is not None:
        return _of_clip(own, "own", None)
    place, second = folders.models() / CLIP.folder, folders.models() / DINO.folder
    has_second = second.is_dir() and only != "clip"
    if not place.is_dir() or only not in (None, "clip", "clip_dino"):
        return None
    if only == "clip_dino" and not has_second:
        return None
    clip = load_clip_folder(place, device=device, dtype=torch.float32)
    if not has_second:
        return _of_clip(clip, "clip", None)
    return _of_clip(clip, "clip_dino", _dino(second, device))


def _own(model: Path, device: torch.device) -> Clip | None:
    """The model's own pair, its text encoder a copy that no training changes."""
    if not (model / "image_encoder" / components.JOINT).is_file():
        return None
    text = components.load_text_encoder(model, device=device, dtype=torch.float32)
    config = text.config
    image = components.load_image_encoder(
        model, config.hidden_size, device=device, dtype=torch.float32
    )
    if image is None:
        return None
    length = config.max_position_embeddings
    words = read_tokenizer(model, length=length, vocab_size=config.vocab_size)
    return Clip(text, image, words, PLAIN)


def _of_clip(clip: Clip, name: Encoders, alike: Look | None) -> Eyes:
    device = next(clip.image.parameters()).device
    side = clip.image.config.image_size

    @torch.no_grad()
    def seen(pixels: Tensor) -> Tensor:
        return clip.image(_shown(pixels.to(device), side, clip.colours)).cpu()

    @torch.no_grad()
    def read(texts: Sequence[str]) -> Tensor:
        ids = torch.tensor([clip.tokenizer.encode(text) for text in texts], device=device)
        return clip.image.project_text(clip.text(ids).pooled).cpu()

    return Eyes(name, alike or seen, seen, read, float(clip.image.logit_scale.detach().exp()))


def _dino(folder: Path, device: torch.device) -> Look:
    encoder, colours = load_vit_folder(folder, device=device, dtype=torch.float32)
    side = encoder.config.image_size

    @torch.no_grad()
    def look(pixels: Tensor) -> Tensor:
        return encoder(_shown(pixels.to(device), side, colours, DINO_ENLARGED)).cpu()

    return look


def _shown(pixels: Tensor, side: int, colours: Colours, enlarged: float = 1.0) -> Tensor:
    """Pixels in [-1, 1] (B, 3, H, W) as an encoder was trained on: the middle square of `side` px, its colours.

    The shorter side is scaled to `enlarged` times `side` (bicubic, as the published preprocessors do).
    """
    height, width = pixels.shape[-2:]
    scale = enlarged * side / min(height, width)
    size = (max(side, round(height * scale)), max(side, round(width * scale)))
    pixels = pixels.float().clamp(-1, 1)
    if size != (height, width):
        pixels = F.interpolate(pixels, size, mode="bicubic", antialias=True).clamp(-1, 1)
    top, left = (size[0] - side) // 2, (size[1] - side) // 2
    pixels = pixels[..., top : top + side, left : left + side]
    mean, std = (torch.tensor(c, device=pixels.device).view(3, 1, 1) for c in _both(colours))
    return ((pixels + 1) / 2 - mean) / std


def _both(colours: Colours) -> tuple[tuple[float, ...], tuple[float, ...]]:
    return colours.mean, colours.std
