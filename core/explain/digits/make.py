"""A digit from noise in two ways: up the slope of the judge's score, and by predicted noise in small steps.

Both start from the same noise. The first ends with a high score and no digit, the second with a digit: the
judge was only taught to tell digits from noise, so away from both its slope means nothing; the predictor was
asked at every noise level what is noise, so that each of its small steps stays where it was taught.

Axes: S side in px.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from core.checkpoints.digits_folder import DigitModel
from core.contract import events as ev
from core.contract.digits import SIDE, MakeDigit
from core.diffusion.samplers.step import vp_scale
from core.explain.answer import Answer
from core.explain.digits.score import rgb, scores
from core.generation.noise import NoiseSource
from core.training.digits.climbing import climb
from core.training.digits.drawing import Way, draw
from core.training.digits.rendered import to_images


@dataclass(frozen=True, eq=False)
class Frame:
    """Where a way is after `step` of `steps` steps."""

    way: str  # "climb" or "diffuse"
    step: int
    steps: int
    image: NDArray[np.uint8]  # (S,S), cut off where it is beyond black and white
    score: float  # of the digit that is wanted
    t: float | None = None  # diffuse: the time step at which the noise was predicted
    # (S,S) diffuse: what is left of x when all its noise is taken away
    guess: NDArray[np.uint8] | None = None

    def answer(self) -> Answer:
        figures = {"step": self.step, "steps": self.steps, "score": self.score, "t": self.t}
        pictures = {"picture": self.image} | ({} if self.guess is None else {"guess": self.guess})
        return Answer(self.way, figures, {name: rgb(image) for name, image in pictures.items()})


def made(model: DigitModel, question: MakeDigit) -> Iterator[Frame]:
    """Both ways side by side: frames in the order in which equal shares of each are done."""
    lanes = [climbed(model, question), diffused(model, question)]
    totals = (question.climb_steps, question.diffuse_steps)
    done = [0, 0]
    while done != list(totals):
        behind = 0 if done[0] * totals[1] <= done[1] * totals[0] and done[0] < totals[0] else 1
        behind = behind if done[behind] < totals[behind] else 1 - behind
        yield next(lanes[behind])
        done[behind] += 1


def made_events(
    model: DigitModel, question: MakeDigit, cancelled: Callable[[], bool], job: str
) -> Iterator[ev.Event]:
    """`made` for the window; ends with `JobCancelled` where it is stopped."""
    for frame in made(model, question):
        if cancelled():
            yield ev.JobCancelled(job)
            return
        yield frame.answer().event(job, Path())


def start(question: MakeDigit) -> torch.Tensor:
    """The noise (1,1,S,S) that both begin with."""
    return NoiseSource(question.made_seed).draw((1, 1, SIDE, SIDE), torch.device("cpu"))


def climbed(model: DigitModel, question: MakeDigit) -> Iterator[Frame]:
    """Up the slope of the score."""
    digits = torch.tensor([question.digit])
    steps = climb(model.score, start(question), digits, question.climb_steps)
    for number, (x, score) in enumerate(steps, start=1):
        yield Frame("climb", number, question.climb_steps, to_images(x)[0], float(score))


def diffused(model: DigitModel, question: MakeDigit) -> Iterator[Frame]:
    """Predicted noise, taken away a little at a time."""
    way, digits = Way(question.diffuse_steps, question.guidance), torch.tensor([question.digit])
    for step in draw(model.predictor, model.schedule, start(question), digits, way):
        x = step.x / vp_scale(step.sigma_next)
        (score,) = scores(model, x)
        yield Frame(
            "diffuse",
            step.index + 1,
            question.diffuse_steps,
            to_images(x)[0],
            score.each[question.digit],
            time_at(model, step.sigma),
            to_images(step.denoised)[0],
        )


def time_at(model: DigitModel, sigma: float) -> float:
    """The time step whose level is nearest to `sigma`."""
    return float((model.schedule.sigmas - sigma).abs().argmin())
