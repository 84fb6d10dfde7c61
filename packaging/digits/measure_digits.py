"""Measure the two networks on unseen renders, and what they draw by a judge that saw renders only.

Run as `python packaging/digits/measure_digits.py [--model FOLDER]`. Prints all figures as JSON.

Axes: N pictures, S side in px.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import checkout
import torch
from digit_judge import JudgeQuality, named, trained_judge
from PIL import Image
from torch import Tensor

from core.checkpoints.digits_folder import DigitModel, load_digits
from core.contract.digits import SIDE, MakeDigit
from core.networks.digits import CLASSES
from core.training.digits.climbing import climb
from core.training.digits.drawing import Way, draw
from core.training.digits.render import FREE, STEADY, digits
from core.training.digits.rendered import to_grey_pixels
from core.training.samples.sheets import sheet

UNSEEN_SEED = 1_000_000
TIMES = (100, 200, 300, 400, 500, 700, 999)
USUAL = MakeDigit(0)


@dataclass(frozen=True)
class Amounts:
    """How much is rendered and drawn."""

    renders: int = 1000
    drawn: int = 400  # pictures each way
    judge_steps: int = 500
    judge_renders: int = 5000


SMOKE = Amounts(renders=40, drawn=20, judge_steps=4, judge_renders=200)


@dataclass(frozen=True)
class Report:
    """All figures. Shares and scores are 0 … 1."""

    clean: float  # mean score of unseen digits, written as the predictor learned it
    clean_free: float  # and in wilder hands
    right: float  # share of them whose best score is that of their digit
    noised: dict[str, float]  # mean score by time step
    scribbles: float  # mean score of what is no digit
    blank: float  # score of an empty sheet
    diffused: float  # share of drawn digits that the judge recognises
    diffused_each: list[float]
    climbed: float  # share of climbed ones that it recognises
    climbed_score: float  # their mean score, which was climbed
    diffused_score: float
    seconds: float  # one digit by diffusion, alone
    judge: JudgeQuality
    drawn: int


def measured(model: DigitModel, amounts: Amounts) -> tuple[Report, Image.Image]:
    """The figures, and a sheet: renders, digits by diffusion, digits by climbing; a column each digit."""
    judge, quality = trained_judge(amounts.judge_steps, amounts.judge_renders)
    clean, labels = unseen(amounts.renders)
    noise = torch.randn(clean.shape, generator=torch.Generator().manual_seed(UNSEEN_SEED))
    best = {
        t: _best(model, model.schedule.add_noise(clean, noise, _times(clean, t))) for t in TIMES
    }
    wanted = torch.arange(amounts.drawn) % CLASSES
    start = torch.randn(
        (amounts.drawn, 1, SIDE, SIDE), generator=torch.Generator().manual_seed(UNSEEN_SEED + 1)
    )
    way = Way(USUAL.diffuse_steps, USUAL.guidance)
    diffused = torch.cat(
        [_end(model, x, d, way) for x, d in zip(start.split(100), wanted.split(100), strict=True)]
    )
    *_, (climbed, reached) = climb(model.score, start, wanted, USUAL.climb_steps)
    is_right = named(judge, diffused) == wanted
    begun = time.monotonic()
    _end(model, start[:1], wanted[:1], way)
    seconds = time.monotonic() - begun
    free, _ = unseen(amounts.renders, free=True)
    scribbles, _ = _pixels(digits(UNSEEN_SEED, range(200), SIDE, FREE, nothing=1.0)[0]), None
    with torch.no_grad():
        own = model.score(diffused).sigmoid()[torch.arange(len(wanted)), wanted]
        answered = model.score(clean).argmax(1)
    report = Report(
        clean=_best(model, clean),
        clean_free=_best(model, free),
        right=float((answered == labels).float().mean()),
        noised={str(t): value for t, value in best.items()},
        scribbles=_best(model, scribbles),
        blank=_best(model, torch.ones(1, 1, SIDE, SIDE)),
        diffused=float(is_right.float().mean()),
        diffused_each=[float(is_right[wanted == d].float().mean()) for d in range(CLASSES)],
        climbed=float((named(judge, climbed) == wanted).float().mean()),
        climbed_score=float(reached.mean()),
        diffused_score=float(own.mean()),
        seconds=round(seconds, 3),
        judge=quality,
        drawn=amounts.drawn,
    )
    rows = [clean[:CLASSES], diffused[: 2 * CLASSES], climbed[:CLASSES]]
    board = sheet(torch.cat(rows).expand(-1, 3, -1, -1), CLASSES)
    return report, board.resize((board.width * 3, board.height * 3), Image.Resampling.NEAREST)


def unseen(count: int, *, free: bool = False) -> tuple[Tensor, Tensor]:
    """Renders that no training saw: (N,1,S,S) and which digits (N,)."""
    images, labels = digits(UNSEEN_SEED, range(count), SIDE, FREE if free else STEADY)
    return _pixels(images), torch.from_numpy(labels)


def _pixels(images: object) -> Tensor:
    return to_grey_pixels(torch.as_tensor(images))


def _times(pixels: Tensor, t: int) -> Tensor:
    return torch.full((len(pixels),), t)


@torch.no_grad()
def _best(model: DigitModel, pixels: Tensor) -> float:
    return float(model.score(pixels).sigmoid().amax(1).mean())


def _end(model: DigitModel, noise: Tensor, wanted: Tensor, way: Way) -> Tensor:
    *_, last = draw(model.predictor, model.schedule, noise, wanted, way)
    return last.x


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description="Measure the two digit networks.")
    parser.add_argument("--model", type=Path, default=checkout.PLACE)
    parser.add_argument("--grid", type=Path, help="also write the sheet of pictures here")
    parser.add_argument("--smoke", action="store_true", help="a few pictures only")
    options = parser.parse_args(arguments)
    report, board = measured(load_digits(options.model), SMOKE if options.smoke else Amounts())
    if options.grid:
        board.save(options.grid)
    print(json.dumps(asdict(report), indent=1))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
