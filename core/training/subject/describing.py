"""Says of photos without a caption what is not the subject, so that the subject's word does not come to mean it.

A model that lists the words it knows, and has an encoder of its own to see them with, is told the colour behind
the subject. Photos with a caption keep it; so do those whose ground has no colour with a name.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from core.training.data.dataset import PictureSet
from core.training.fidelity.eyes import Eyes, eyes_for
from core.training.fidelity.probes import known_colours, with_article

SURE = 0.6  # of the probability among all colours


def described(pictures: PictureSet, model: Path, subject: str, device: torch.device) -> PictureSet:
    """The same pictures; those without a caption are called "`subject` on a … background".

    `subject` is what the photos are called.
    """
    missing = [n for n, entry in enumerate(pictures.entries) if not entry.caption.strip()]
    colours = known_colours(model) if model.is_dir() and missing else ()
    eyes = eyes_for(model, device) if colours else None
    if eyes is None:
        return pictures
    seen = dict(zip(missing, grounds(eyes, pictures.pixels(missing), colours), strict=True))
    entries = [
        dataclasses.replace(entry, caption=f"{subject} on {with_article(ground)} background")
        if (ground := seen.get(number))
        else entry
        for number, entry in enumerate(pictures.entries)
    ]
    return PictureSet(pictures.folder, entries, pictures.resolution, pictures.frames)


def grounds(eyes: Eyes, pixels: Tensor, colours: Sequence[str]) -> list[str | None]:
    """The colour behind each subject, pixels (N, 3, S, S) in [-1, 1]; None where the encoder is not sure."""
    # Without a noun: the subject is none of the things that the encoder knows.
    texts = [f"{with_article(colour)} background" for colour in colours]
    likely = (eyes.seen(pixels) @ eyes.read(texts).T * eyes.sharpness).softmax(dim=1)  # (N, C)
    best = likely.max(dim=1)
    return [
        colours[int(index)] if float(value) > SURE else None
        for value, index in zip(best.values, best.indices, strict=True)
    ]
