"""How much a picture looks like a digit, with noise on it or without.

Axes: S side in px, N pictures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.checkpoints.digits_folder import DigitModel
from core.contract.digits import SIDE, ScoreDigit
from core.explain.answer import Answer
from core.generation.noise import NoiseSource
from core.training.digits.rendered import to_grey_pixels, to_images

SCALE = 4  # a pixel of a digit is so many of its picture, so that it can be looked at in a folder


@dataclass(frozen=True)
class Score:
    """What the judge says of a picture."""

    each: tuple[float, ...]  # of 0 … 9, each 0 … 1

    @property
    def best(self) -> float:
        """How much it looks like any digit."""
        return max(self.each)

    @property
    def digit(self) -> int:
        """Which it looks like most."""
        return self.each.index(self.best)

    def figures(self) -> dict[str, Any]:
        return {"score": self.best, "digit": self.digit, "each": list(self.each)}


def score_answer(model: DigitModel, question: ScoreDigit) -> Answer:
    """The score, and the picture that was judged."""
    flat = np.frombuffer(question.bytes(), np.uint8).copy()
    drawing = to_grey_pixels(torch.from_numpy(flat).reshape(1, SIDE, SIDE))
    judged = noised(model, drawing, question.t, question.noise_seed)
    (score,) = scores(model, judged)
    figures = {"t": question.t, **score.figures()}
    if question.t is not None:
        figures["picture_share"] = float(model.schedule.alphas_cumprod[question.t])
    return Answer("score", figures, {"judged": rgb(to_images(judged)[0])})


def noised(model: DigitModel, pixels: Tensor, t: int | None, seed: int) -> Tensor:
    """`pixels` (1,1,S,S) with noise of time step `t` on them; None leaves them as they are."""
    if t is None:
        return pixels
    noise = NoiseSource(seed).draw(tuple(pixels.shape), pixels.device)
    return model.schedule.add_noise(pixels, noise, torch.tensor([t]))


@torch.no_grad()
def scores(model: DigitModel, pixels: Tensor) -> list[Score]:
    """Of pixels (N,1,S,S)."""
    return [Score(tuple(each)) for each in model.score(pixels).sigmoid().tolist()]


def rgb(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Grey (S,S) → (S,S,3)."""
    return np.repeat(image[..., None], 3, axis=2)


def enlarged(image: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """(S,S) → (SCALE·S, SCALE·S), each pixel a square."""
    return image.repeat(SCALE, axis=0).repeat(SCALE, axis=1)
