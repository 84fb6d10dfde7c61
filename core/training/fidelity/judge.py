"""Judges one state of a model: has pictures drawn, looks at them, and gives figures and a sheet.

How a picture is drawn is the caller's business, which pictures are asked for `probes.py`'s. Nothing
here is random: the same weights get the same judgement, so that a resumed run is judged as an undisturbed one.

Axes: P prompts, S seeds, N photos, D width.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import torch
import torch.nn.functional as F
from PIL import Image
from torch import Tensor

from core.contract.judging import Judgement, Limits
from core.training.fidelity import measures
from core.training.fidelity.choice import faults_of
from core.training.fidelity.eyes import Eyes
from core.training.fidelity.probes import Probes
from core.training.samples.sheets import sheet

Draw = Callable[[str, int], Tensor]  # prompt, seed → pixels (1, 3, H, W) in about [-1, 1]
BORDER = 0.05  # of each side, cut off a photo to see what a copy of it may look like
DIMMED = 0.95
SHEET_SIDE = 256  # px, at most, of a picture on a sheet


@dataclass(frozen=True)
class Photos:
    """What the encoders see in the subject crops. Vectors of length 1; M photos are kept out, 0 where too few."""

    learned: Tensor  # (N, D)
    held_out: Tensor  # (M, D)
    altered: Tensor  # (N, D) the learned ones, as a model gives them back that knows them by heart
    seen: Tensor  # (N, P) the learned ones, to be compared with sentences

    @staticmethod
    def of(eyes: Eyes, learned: Tensor, held_out: Tensor | None) -> Photos:
        """Pixels (N, 3, S, S) and (M, 3, S, S) in [-1, 1]."""
        vectors = eyes.alike(learned)
        none = vectors[:0]
        kept = none if held_out is None or not len(held_out) else eyes.alike(held_out)
        return Photos(vectors, kept, eyes.alike(_altered(learned)), eyes.seen(learned))

    @property
    def judged(self) -> Tensor:
        """Those that likeness is measured on."""
        return self.held_out if len(self.held_out) else self.learned


@dataclass(frozen=True)
class Baseline:
    """What the untrained model reaches, and what the photos reach among themselves. Cosines."""

    floor: float  # likeness of the untrained model's pictures of the subject's sentences
    ceiling: float  # of one photo to another
    class_floor: float  # likeness of its pictures of the plain noun
    contrast: float  # how well its pictures fit their sentences
    copy_limit: float
    # Vectors of its pictures of the plain noun, p·S rows of D: numbers of single precision, kept exactly.
    plain: tuple[tuple[float, ...], ...] = ()
    loss: float | None = None  # on the judged photos

    @property
    def is_known(self) -> bool:
        """Whether all of it are numbers: else there is nothing to compare with."""
        figures = (self.floor, self.ceiling, self.class_floor, self.contrast, self.copy_limit)
        return all(map(math.isfinite, itertools.chain(figures, *self.plain)))


@dataclass(frozen=True)
class Drawn:
    """The pictures of one state: pixels (P, S, 3, H, W), and those of the plain noun (p, S, 3, H, W)."""

    subject: Tensor
    plain: Tensor

    def sheet(self) -> Image.Image:
        """A row a sentence; those of the plain noun come last."""
        pictures = torch.cat([self.subject, self.plain])  # (P + p, S, 3, H, W)
        flat = pictures.flatten(0, 1)
        largest = max(flat.shape[-2:])
        if largest > SHEET_SIDE:
            flat = F.interpolate(flat, scale_factor=SHEET_SIDE / largest, mode="area")
        return sheet(flat, pictures.shape[1])


class Judge:
    """Knows the photos, and what to ask for."""

    def __init__(
        self, eyes: Eyes, probes: Probes, photos: Photos, subject: str, noun: str, limits: Limits
    ) -> None:
        """`subject` is how the subject is called in a prompt ("sks dog"), `noun` its class ("dog")."""
        self._eyes, self._probes, self._limits = eyes, probes, limits
        self._subject, self._noun = subject, noun
        self._texts = eyes.read(probes.of(noun))  # (P, D)
        self._fit = measures.contrasts(photos.seen, self._texts).T  # (P, N)
        self._learned, self._judged = photos.learned, photos.judged
        others = photos.learned if len(photos.held_out) else None
        self._ceiling = measures.among(photos.judged, others)
        self._copy_limit = measures.copy_limit(photos.learned, photos.altered)

    def draw(self, draw: Draw) -> Drawn:
        """Everything that is looked at."""
        fewer = self._probes.fewer
        return Drawn(
            _all(draw, self._probes.of(self._subject), self._probes.seeds),
            _all(draw, fewer.of(self._noun), fewer.seeds),
        )

    def baseline(
        self, draw: Draw, loss: float | None = None, drawn: Drawn | None = None
    ) -> Baseline:
        """Of a model that has learned nothing yet; `drawn`: what it drew already of what is looked at.

        Its pictures of the plain noun show how well it follows prompts: the subject's word it does not know.
        """
        drawn = drawn or self.draw(draw)
        of_noun = self._alike(drawn.plain)
        follow = _all(draw, self._probes.of(self._noun), self._probes.seeds)
        return Baseline(
            floor=float(self._likeness(self._alike(drawn.subject)).mean()),
            ceiling=self._ceiling,
            class_floor=float(self._likeness(of_noun).mean()),
            contrast=float(self._contrast(follow).mean()),
            copy_limit=self._copy_limit,
            plain=tuple(tuple(row) for row in of_noun.flatten(0, 1).tolist()),
            loss=loss,
        )

    def judgement(self, step: int, loss: float, drawn: Drawn, base: Baseline) -> Judgement:
        """The figures of what was drawn at `step`, and which limits they break.

        Where one of the pictures is no number, nothing was measured.
        """
        of_noun, vectors = self._alike(drawn.plain), self._alike(drawn.subject)
        like = self._likeness(vectors)  # (P, S)
        fit = self._contrast(drawn.subject)  # (P, S)
        if not all(bool(values.isfinite().all()) for values in (of_noun, like, fit)):
            return Judgement(step, loss)
        span = base.ceiling - base.floor
        plain = float(self._likeness(of_noun).mean())
        nearest = measures.nearest(vectors, self._learned, self._asked(base.contrast))
        bare = Judgement(
            step=step,
            loss=loss,
            likeness=measures.share(float(like.mean()), base.floor, base.ceiling),
            likeness_band=_band_of_share(like, span),
            faithfulness=measures.share(float(fit.mean()), 0.0, base.contrast),
            faithfulness_band=_band_of_share(fit, base.contrast),
            leak=measures.share(plain, base.class_floor, base.ceiling),
            drift=_drift(of_noun, base.plain),
            copying=float((nearest > base.copy_limit).float().mean()),
        )
        return replace(bare, faults=faults_of(bare, self._limits))

    def _likeness(self, vectors: Tensor) -> Tensor:
        return measures.likeness(vectors, self._judged)

    def _alike(self, pictures: Tensor) -> Tensor:
        return _vectors(self._eyes.alike, pictures)

    def _asked(self, contrast: float) -> Tensor:
        """(P, N): whether a photo shows by itself what the sentence adds to the noun."""
        return self._fit >= contrast / 2

    def _contrast(self, pictures: Tensor) -> Tensor:
        return measures.contrast(_vectors(self._eyes.seen, pictures), self._texts)


def _drift(pictures: Tensor, untrained: tuple[tuple[float, ...], ...]) -> float | None:
    """None in a run that was begun before this was measured."""
    return (
        measures.drift(pictures, torch.tensor(untrained).view_as(pictures)) if untrained else None
    )


def _band_of_share(cells: Tensor, span: float) -> float:
    return measures.band(cells) / span if span >= measures.MIN_SPAN else 0.0


def _all(draw: Draw, prompts: tuple[str, ...], seeds: tuple[int, ...]) -> Tensor:
    """Pixels (P, S, 3, H, W), drawn one by one, so that each can be the last."""
    return torch.stack(
        [torch.cat([draw(prompt, seed) for seed in seeds]).float().cpu() for prompt in prompts]
    )


def _vectors(look: Callable[[Tensor], Tensor], pictures: Tensor) -> Tensor:
    """(P, S, 3, H, W) → (P, S, D)."""
    return look(pictures.flatten(0, 1)).unflatten(0, pictures.shape[:2])


def _altered(photos: Tensor) -> Tensor:
    """The photos as a model gives them back that knows them by heart: a little closer and darker."""
    height, width = photos.shape[-2:]
    top, left = round(height * BORDER), round(width * BORDER)
    inner = photos[..., top : height - top or None, left : width - left or None]
    closer = F.interpolate(inner.float(), (height, width), mode="bicubic", antialias=True)
    return ((closer.clamp(-1, 1) + 1) * DIMMED - 1).contiguous()
