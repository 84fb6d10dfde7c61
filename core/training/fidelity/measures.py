"""What is measured on pictures and words, as functions of their vectors. No network, no picture.

All vectors have length 1, so that a dot product is a cosine. Axes: P prompts, S seeds, N photos,
D width of the common space.
"""

from __future__ import annotations

import torch
from torch import Tensor

MIN_SPAN = 0.01  # of a cosine: less cannot be told from the noise of a few pictures


def likeness(pictures: Tensor, photos: Tensor) -> Tensor:
    """(P, S, D), (N, D) → (P, S): each picture's mean cosine to the photos (Ruiz et al. 2022, 4.2)."""
    return (pictures @ photos.T).mean(-1)


def among(photos: Tensor, others: Tensor | None = None) -> float:
    """Mean cosine of one photo to another: of all pairs, or of each photo with each of `others`.

    One photo alone is as near to itself as anything can be: 1.
    """
    if others is not None and len(others):
        return float((photos @ others.T).mean())
    count = len(photos)
    if count < 2:
        return 1.0
    cosines = photos @ photos.T
    return float((cosines.sum() - cosines.diagonal().sum()) / (count * (count - 1)))


def contrast(pictures: Tensor, texts: Tensor) -> Tensor:
    """(P, S, D), (P, D) → (P, S): how much nearer a picture is to its own text than to the others.

    The mean cosine of CLIP says little by itself: a picture of a strange robot is farther from every
    sentence about robots. What a prompt adds to the noun shows in the difference. With one prompt
    there is nothing to compare with: the cosine itself.
    """
    return torch.diagonal(contrasts(pictures, texts), dim1=0, dim2=2).T


def contrasts(pictures: Tensor, texts: Tensor) -> Tensor:
    """(…, D), (P, D) → (…, P): the same of each picture for each text."""
    cosines = pictures @ texts.T
    count = len(texts)
    if count < 2:
        return cosines
    return cosines - (cosines.sum(-1, keepdim=True) - cosines) / (count - 1)


def nearest(pictures: Tensor, photos: Tensor, asked: Tensor | None = None) -> Tensor:
    """(P, S, D), (N, D) → (P, S): the cosine to the photo that is nearest.

    `asked` (P, N): the photos that already show what a prompt asks for, which its pictures may look
    like; they do not count. -1 where none is left.
    """
    cosines = pictures @ photos.T  # (P, S, N)
    if asked is not None:
        cosines = cosines.masked_fill(asked[:, None], -1.0)
    return cosines.amax(-1)


def drift(pictures: Tensor, untrained: Tensor) -> float | None:
    """(P, S, D) both, the same prompts and seeds → how far the pictures went from the untrained ones.

    At most 0: no farther than another seed takes it; 1: as far as the untrained picture of another sentence.
    None where seeds or sentences make no difference, or there is one of them only.
    """
    prompts, seeds = untrained.shape[:2]
    if prompts < 2 or seeds < 2:
        return None
    cosines = torch.einsum("psd,qtd->pqst", untrained, untrained)
    within = float(cosines.diagonal().sum())  # of each prompt, each picture with itself among them
    seed = (within - prompts * seeds) / (prompts * seeds * (seeds - 1))
    other = (float(cosines.sum()) - within) / (prompts * (prompts - 1) * seeds**2)
    own = float((pictures * untrained).sum(-1).mean())
    return (seed - own) / (seed - other) if seed - other >= MIN_SPAN else None


def copy_limit(photos: Tensor, changed: Tensor) -> float:
    """The cosine to a photo above which a picture is called a copy of it.

    `changed` (N, D): the same photos a little altered, which is what a copy looks like. Half way
    between those and what the nearest two photos of the subject have, who are no copies.
    """
    same = float((photos * changed).sum(-1).mean())
    if len(photos) < 2:
        return same
    apart = float((photos @ photos.T).fill_diagonal_(-1).amax(1).mean())
    return (same + min(apart, same)) / 2


def band(cells: Tensor) -> float:
    """(P, S) → standard error of their mean that comes from the seeds, not from the prompts.

    Within-prompt variances pooled; 0 with one seed, where nothing is known of it.
    """
    prompts, seeds = cells.shape
    if seeds < 2:
        return 0.0
    return float((cells.var(dim=1).mean() / (prompts * seeds)).sqrt())


def share(value: float, zero: float, one: float) -> float | None:
    """Where `value` lies on the way from `zero` to `one`; None where `one` is hardly above `zero`."""
    span = one - zero
    return (value - zero) / span if span >= MIN_SPAN else None
