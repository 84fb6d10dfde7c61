"""Digits drawn when they are wanted, as a set of pictures like any other: nothing lies on the disk.

Axes: N pictures, B of a batch, S side in px.
"""

from __future__ import annotations

import functools
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from core.files.photos.listing import Entry
from core.training.data.dataset import PictureSet, Progress
from core.training.digits import render, strokes


@dataclass(frozen=True)
class Kind:
    """Which digits: how they are written, and how often there is none."""

    hand: render.Hand
    nothing: float = 0.0


class RenderedSet(PictureSet):
    """`count` pictures of a seed. Each is drawn once, and kept."""

    def __init__(self, seed: int, count: int, side: int, kind: Kind) -> None:
        super().__init__(Path(), [Entry(f"{number:06d}", "") for number in range(count)], side)
        self._seed, self._kind = seed, kind
        self._drawn: dict[int, Tensor] = {}

    def labels(self, numbers: Sequence[int]) -> Tensor:
        """What they show (B,): whole, 0 … 9, or `NOTHING`."""
        nothing = self._kind.nothing
        return torch.tensor([render.label_of(self._seed, number, nothing) for number in numbers])

    def read(self) -> Iterator[Progress]:
        """Nothing needs to be read."""
        return iter(())

    def images(self, numbers: Sequence[int]) -> Tensor:
        """uint8 (B,S,S,3)."""
        return self.grey(numbers)[..., None].expand(-1, -1, -1, 3)

    def grey(self, numbers: Sequence[int]) -> Tensor:
        """uint8 (B,S,S), 255 is paper."""
        for number in numbers:
            if number not in self._drawn:
                picture = render.picture_of(
                    self._seed, number, self.resolution, self._kind.hand, self._kind.nothing
                )
                self._drawn[number] = torch.from_numpy(picture)
        return torch.stack([self._drawn[number] for number in numbers])

    def pixels(self, numbers: Sequence[int]) -> Tensor:
        """float32 (B,1,S,S) in [-1, 1]: grey, unlike those of a folder."""
        return to_grey_pixels(self.grey(numbers))

    @functools.cached_property
    def fingerprint(self) -> str:
        """A hash of all that the pictures follow from."""
        told = [self._seed, len(self), self.resolution, asdict(self._kind), strokes.WAYS]
        return hashlib.sha256(repr(told).encode()).hexdigest()


def to_grey_pixels(images: Tensor) -> Tensor:
    """uint8 (B,S,S) → float32 (B,1,S,S) in [-1, 1]."""
    return images[:, None].float() / 127.5 - 1


def to_images(pixels: Tensor) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """(B,1,S,S) in about [-1, 1] → uint8 (B,S,S), cut off where they are out of it."""
    bytes_ = ((pixels[:, 0].detach().float().clamp(-1, 1) + 1) * 127.5).round().to(torch.uint8)
    images: np.ndarray[tuple[int, ...], np.dtype[np.uint8]] = bytes_.numpy()
    return images
