"""How near texts and pictures are in CLIP's common space, and vectors on a map of two axes.

Axes: T texts, P pictures, D width, N vectors.
"""

from __future__ import annotations

from dataclasses import dataclass

import torch
from torch import Tensor


@dataclass(frozen=True, eq=False)
class Similarity:
    """All pairs. `temperature` divides the cosines before the softmax, as while training."""

    cosine: Tensor  # (T,P), -1 … 1
    temperature: float

    @property
    def logits(self) -> Tensor:
        """(T,P), what the contrastive loss compares (Radford et al. 2021, figure 3)."""
        return self.cosine / self.temperature

    @property
    def across(self) -> Tensor:
        """(T,P): which picture a text means. Each row sums to 1."""
        return self.logits.softmax(dim=1)

    @property
    def down(self) -> Tensor:
        """(T,P): which text a picture means. Each column sums to 1."""
        return self.logits.softmax(dim=0)


def similarity(texts: Tensor, pictures: Tensor, logit_scale: Tensor) -> Similarity:
    """texts (T,D) and pictures (P,D) of length 1; `logit_scale`: natural logarithm of 1 / temperature."""
    cosine = texts.float() @ pictures.float().T
    return Similarity(cosine, float(torch.exp(-logit_scale.float())))


@dataclass(frozen=True, eq=False)
class FlatMap:
    """Vectors on the two axes along which they differ most."""

    places: Tensor  # (N,2)
    explained: float  # 0 … 1: the share of all variance that these axes show


def flat_map(vectors: Tensor) -> FlatMap:
    """(N,D) → principal components (Pearson 1901). Fewer than two different vectors lie in one place.

    An axis has no direction of its own: the largest entry of each is made positive, so that the map of
    the same vectors is always the same.
    """
    centred = vectors.double() - vectors.double().mean(0)
    left, sizes, axes = torch.linalg.svd(centred, full_matrices=False)
    whole = float((sizes**2).sum())
    places = torch.zeros(len(vectors), 2, dtype=torch.float64)
    for axis in range(min(2, len(sizes))):
        strongest = axes[axis].abs().argmax()
        places[:, axis] = left[:, axis] * sizes[axis] * axes[axis][strongest].sign()
    explained = float((sizes[:2] ** 2).sum()) / whole if whole > 0 else 1.0
    return FlatMap(places.float(), explained)
