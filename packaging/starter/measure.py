"""Figures of the starter model's parts on scenes it has not seen: autoencoder and CLIP.

And those of drawn pictures from verdicts of the judge. Draws nothing itself.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import repository  # noqa: F401 (imported for what it does: core becomes importable)
import torch
from asks import Ask
from judge import Verdict
from PIL import Image
from torch import Tensor

from core.checkpoints.folder import FolderModel

GROUP = 64  # captions among which a picture has to find its own
BATCH = 32


def held_out_scenes(folder: Path, count: int) -> list[tuple[Image.Image, str]]:
    """The first scenes of a folder of `make_scenes.py`, with their captions."""
    lines = (folder / "metadata.jsonl").read_text(encoding="utf-8").splitlines()[:count]
    records = [json.loads(line) for line in lines]
    return [(Image.open(folder / r["file_name"]).convert("RGB"), r["text"]) for r in records]


def to_pixels(pictures: Sequence[Image.Image]) -> Tensor:
    """(B, 3, H, W) in [-1, 1]."""
    arrays = np.stack([np.asarray(picture) for picture in pictures])
    return torch.from_numpy(arrays).permute(0, 3, 1, 2).float().div(127.5).sub(1)


@torch.inference_mode()
def latents_of(model: FolderModel, pictures: Sequence[Image.Image]) -> Tensor:
    """Scaled latents (N, 4, h, w): the mean of the posterior."""
    return torch.cat(
        [model.vae.to_latents(model.vae.encode(pixels).mean) for pixels in _batches(pictures)]
    )


@torch.inference_mode()
def unpacked(model: FolderModel, pictures: Sequence[Image.Image]) -> list[Image.Image]:
    """Pictures through the autoencoder: nothing that the model draws can be sharper."""
    found = []
    for pixels in _batches(pictures):
        decoded = model.vae.decode(model.vae.encode(pixels).mean).clamp(-1, 1)
        rows = decoded.add(1).mul(127.5).round().to(torch.uint8).permute(0, 2, 3, 1).numpy()
        found += [Image.fromarray(row) for row in rows]
    return found


@torch.inference_mode()
def vae_psnr(model: FolderModel, pictures: Sequence[Image.Image]) -> float:
    """Peak signal to noise ratio in dB of pictures through the autoencoder, mean over pictures.

    Decoded pictures are clipped to [-1, 1], whose width of 2 is the peak.
    """
    values = []
    for pixels in _batches(pictures):
        decoded = model.vae.decode(model.vae.encode(pixels).mean).clamp(-1, 1)
        error = (decoded - pixels).square().mean(dim=(1, 2, 3))
        values.append(10 * torch.log10(4 / error))
    return float(torch.cat(values).mean())


@torch.inference_mode()
def retrieval(model: FolderModel, scenes: Sequence[tuple[Image.Image, str]]) -> float:
    """Top-1 share of pictures that find their own among `GROUP` distinct captions, mean over groups.

    Raises `ValueError` for a model without image encoder or for too few distinct captions.
    """
    if model.image_encoder is None:
        raise ValueError("the model has no image encoder")
    groups = list(_distinct_groups(scenes))
    if not groups:
        raise ValueError(f"fewer than {GROUP} distinct captions")
    shares = []
    for group in groups:
        ids = torch.tensor([model.tokenizer.encode(text) for _, text in group])
        texts = model.image_encoder.project_text(model.text_encoder(ids).pooled)  # (G, P)
        images = model.image_encoder(to_pixels([picture for picture, _ in group]))  # (G, P)
        found = (images @ texts.T).argmax(dim=1)
        shares.append(float((found == torch.arange(GROUP)).float().mean()))
    return sum(shares) / len(shares)


def _distinct_groups(
    scenes: Sequence[tuple[Image.Image, str]],
) -> Iterator[list[tuple[Image.Image, str]]]:
    group: dict[str, Image.Image] = {}
    for picture, text in scenes:
        group.setdefault(text, picture)
        if len(group) == GROUP:
            yield [(picture, text) for text, picture in group.items()]
            group = {}


def _batches(pictures: Sequence[Image.Image]) -> Iterator[Tensor]:
    for start in range(0, len(pictures), BATCH):
        yield to_pixels(pictures[start : start + BATCH])


def noun_share(asks: Sequence[Ask], verdicts: Sequence[Verdict]) -> float:
    """Share of pictures whose surest noun is the one asked for."""
    pairs = list(zip(asks, verdicts, strict=True))
    return sum(v.nouns[:1] == a.nouns for a, v in pairs) / len(pairs)


def both_share(asks: Sequence[Ask], verdicts: Sequence[Verdict]) -> float:
    """Share of pictures in which every noun asked for is named."""
    pairs = list(zip(asks, verdicts, strict=True))
    return sum(set(a.nouns) <= set(v.nouns) for a, v in pairs) / len(pairs)


def colour_share(asks: Sequence[Ask], verdicts: Sequence[Verdict]) -> float:
    """Share of pictures on the background colour asked for."""
    pairs = list(zip(asks, verdicts, strict=True))
    return sum(v.colour == a.colour for a, v in pairs) / len(pairs)


def blue_share(verdicts: Sequence[Verdict]) -> float:
    return sum(v.colour == "blue" for v in verdicts) / len(verdicts)


def worst_nouns(asks: Sequence[Ask], verdicts: Sequence[Verdict], count: int = 8) -> list[str]:
    """The nouns that were missed most, as "swan 1/5": right over drawn."""
    drawn: dict[str, list[bool]] = {}
    for ask, verdict in zip(asks, verdicts, strict=True):
        drawn.setdefault(ask.nouns[0], []).append(verdict.nouns[:1] == ask.nouns)
    order = sorted(drawn, key=lambda noun: sum(drawn[noun]) / len(drawn[noun]))
    missed = [noun for noun in order if not all(drawn[noun])]
    return [f"{noun} {sum(drawn[noun])}/{len(drawn[noun])}" for noun in missed[:count]]
