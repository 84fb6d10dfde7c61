"""Guidance at one step: what the network said without and with the words, put together anew.

Nothing is asked again: without + g · (with - without) from what was recorded, by the very operations of
`core/diffusion/guidance.py` and `composition.py`, so at the run's own g it is the run's own guess to the bit.

Axes: C latent channels, h and w latent cells.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.contract.errors import InvalidValue
from core.contract.request import GUIDANCE_MAX
from core.diffusion.denoiser import guess
from core.diffusion.guidance import rescaled
from core.diffusion.schedule import Prediction
from core.explain.recording import Recording
from core.generation.preview import PreviewMap

GREY = 128  # of 255: no difference
GAIN = 2.0  # how much a difference is enlarged to be seen


@dataclass(frozen=True, eq=False)
class AtStep:
    """Both answers of the network at one step."""

    x: Tensor  # (1,C,h,w) at `sigma`
    sigma: float
    without: Tensor  # (1,C,h,w) eps or v
    pull: Tensor  # (1,C,h,w) what the words add to that: with - without; several prompts by their weights
    with_words: Tensor  # (1,C,h,w)
    prediction: Prediction
    rescale: float

    def guided(self, guidance_scale: float) -> Tensor:
        """The guess of the end (1,C,h,w) as the step would have had it with this guidance, 0 … 100.

        Raises `InvalidValue`.
        """
        if not 0 <= guidance_scale <= GUIDANCE_MAX:
            expected = f"between 0 and {GUIDANCE_MAX:g}"
            raise InvalidValue("guidance_scale", guidance_scale, expected)
        if guidance_scale == 1:
            said = self.with_words  # as a run without guidance has it
        else:
            said = self.without + guidance_scale * self.pull
            if self.rescale and guidance_scale > 1:
                said = rescaled(said, self.with_words, self.rescale)
        return guess(self.prediction, said, self.x, self.sigma)

    def guesses(self) -> tuple[Tensor, Tensor]:
        """The guess of the end without and with the words, each (1,C,h,w)."""
        without = guess(self.prediction, self.without, self.x, self.sigma)
        return without, guess(self.prediction, self.with_words, self.x, self.sigma)

    def figures(self) -> dict[str, Any]:
        """How large the two answers and their difference are (standard deviations)."""
        return {
            "sigma": self.sigma,
            "without_std": float(self.without.std()),
            "with_std": float(self.with_words.std()),
            "difference_std": float(self.pull.std()),
        }


def at_step(run: Recording, step: int) -> AtStep:
    """Raises `InvalidValue` for a step of which there are no two answers."""
    expected = f"between {run.first} and {len(run.trace.levels) - 1}"
    call = next((call for call in run.trace.calls if call.step == step), None)
    if call is None or step < run.first:
        raise InvalidValue("step", step, expected)
    if not run.plan.uses_negative or not call.said:
        reason = "of a picture drawn with guidance above 1"
        raise InvalidValue("step", step, "of a smaller recording" if not call.said else reason)
    without, *withs = (said.output for said in call.said)  # asked in this order
    weights = run.weights[step]
    if weights == (1.0,):
        (with_words,) = withs
        pull = with_words - without
    else:
        pull = sum(
            (weight * (each - without) for weight, each in zip(weights, withs, strict=True)),
            start=torch.zeros_like(without),
        )
        with_words = without + pull
    return AtStep(
        x=call.x,
        sigma=call.sigma,
        without=without,
        pull=pull,
        with_words=with_words,
        prediction=run.prediction,
        rescale=run.plan.rescale,
    )


def difference(colours: PreviewMap, one: Tensor, other: Tensor) -> NDArray[np.uint8]:
    """What `other` has that `one` has not, both (1,C,h,w) → (h,w,3); grey where they agree."""
    change = (colours.linear(other[0]) - colours.linear(one[0])) * GAIN  # (h,w,3) of about [-1,1]
    return (change * 127.5 + GREY).clamp(0, 255).round().byte().numpy()
