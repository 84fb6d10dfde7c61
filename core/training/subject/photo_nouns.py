"""Which noun photos look like, among many (zero-shot classification, Radford et al. 2021).

The encoder is the one that would judge the teaching (`fidelity/eyes.py`): the model's own, which knows only its
own nouns, or CLIP where it lies in the models folder.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from core.contract.errors import ReverieError
from core.contract.events import Event
from core.contract.photo_nouns import AskNouns, PhotosShow
from core.files.catalogue import finding
from core.files.models.folder_files import read_json
from core.files.pictures.images import read_picture
from core.training.data.dataset import to_pixels, to_square
from core.training.fidelity.eyes import Eyes, eyes_for
from core.training.fidelity.probes import with_article

PHOTOS_MAX = 12  # are looked at
SIDE = 256  # px
CPU = torch.device("cpu")  # a few pictures: the device is left to others


def seen(asked: AskNouns) -> Iterator[Event]:
    """One `PhotosShow`. Photos that cannot be read are left out. Raises as finding the model does."""
    model = Path(finding.find(asked.model).path)
    folder = model if model.is_dir() else None
    eyes = eyes_for(folder, CPU)
    pixels = _pixels(asked.photos[:PHOTOS_MAX])
    nouns = list(dict.fromkeys((asked.noun, *(known_nouns(folder) or asked.nouns))))
    if eyes is None or pixels is None:
        yield PhotosShow(asked.job, asked.noun, 0.0, "", 0.0)
        return
    share = shares(eyes, pixels, nouns)
    best = max(range(len(nouns)), key=lambda n: share[n])
    yield PhotosShow(asked.job, asked.noun, share[0], nouns[best], share[best])


def shares(eyes: Eyes, pixels: Tensor, nouns: Sequence[str]) -> list[float]:
    """Of each noun, adding up to 1: the mean over pixels (N, 3, S, S) in [-1, 1]."""
    texts = eyes.read([with_article(noun) for noun in nouns])
    likely = (eyes.seen(pixels) @ texts.T * eyes.sharpness).softmax(dim=1)  # (N, nouns)
    found: list[float] = likely.mean(0).tolist()
    return found


def known_nouns(model: Path | None) -> tuple[str, ...]:
    """The nouns that a model folder says it knows; none for one that says nothing."""
    if model is None or not (model / "words.json").is_file():
        return ()
    try:
        found = read_json(model, "words.json").get("nouns")
    except ReverieError:
        return ()
    is_list = isinstance(found, list) and all(isinstance(word, str) for word in found)
    return tuple(found) if is_list and found is not None else ()


def _pixels(photos: Sequence[str]) -> Tensor | None:
    found = []
    for photo in photos:
        with suppress(ReverieError):
            picture = to_square(read_picture(photo), SIDE)
            found.append(torch.from_numpy(np.array(picture)))
    return to_pixels(torch.stack(found)) if found else None
