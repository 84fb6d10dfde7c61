"""The model card of the two digit networks, from the plan and the measured figures. Measures nothing."""

from __future__ import annotations

import platform
from collections.abc import Mapping
from dataclasses import dataclass

import torch
from measure_digits import Report


@dataclass(frozen=True)
class Facts:
    """What the card tells beside the figures."""

    commands: tuple[str, ...]  # the trainings, in order
    weights: Mapping[str, int]  # by network
    minutes: Mapping[str, float]  # that each training took
    size: int  # bytes of all other files
    smoke: bool


def card_text(report: Report, facts: Facts) -> str:
    """The card in Markdown."""
    warning = "\n**A smoke build: trained for a few steps.**\n" if facts.smoke else ""
    levels = " | ".join(f"t = {t}" for t in report.noised)
    falling = " | ".join(f"{score:.3f}" for score in report.noised.values())
    each = ", ".join(f"{digit}: {share:.0%}" for digit, share in enumerate(report.diffused_each))
    weights = ", ".join(f"{name} {count:,}" for name, count in facts.weights.items())
    minutes = ", ".join(f"{name} {minute:.1f}" for name, minute in facts.minutes.items())
    commands = "\n".join(facts.commands)
    return f"""---
license: apache-2.0
---
# Two small networks about digits
{warning}
For the pages *The magical function* and *Watch it learn*. `score` says how much a picture of 24×24 pixels
looks like each of the ten digits. `unet` predicts the noise in one, told by `words` which digit it is to be:
the U-Net of Stable Diffusion, about four thousand times smaller, on blocks of 2×2 pixels. Numbers in them:
{weights}. All files together have {facts.size / 1e3:.0f} kB.

![Unseen renders; two rows drawn by removing noise; one made by climbing the score](grid.png)

## Figures

Measured by `packaging/digits/measure_digits.py` on renders of a seed that no training saw.

| figure | value |
|---|---|
| mean score of clean digits (in wilder hands) | {report.clean:.3f} ({report.clean_free:.3f}) |
| their digit has the best score | {report.right:.1%} |
| mean score of scribbles; of an empty sheet | {report.scribbles:.3f}; {report.blank:.3f} |
| digits drawn by removing noise that an independent judge recognises, of {report.drawn} | {report.diffused:.1%} |
| their mean score | {report.diffused_score:.3f} |
| digits made by climbing the score that it recognises, of {report.drawn} | {report.climbed:.1%} |
| their mean score, which was climbed | {report.climbed_score:.3f} |
| one digit by removing noise, time on the measuring machine | {report.seconds:.2f} s |
| the judge: digits named rightly; junk called none | {report.judge.digit:.1%}; {report.judge.none:.1%} |

Mean score with noise (0.0001 … 0.02 linear, 1000 time steps):

| {levels} |
|{"---|" * len(report.noised)}
| {falling} |

Recognised by digit: {each}.

## Data and training

No data set: digits are drawn from strokes of our own as they are needed (`core/training/digits`), a function of
seed and number. `score` also sees scribbles and empty sheets. The judge is another network, trained on other
renders, scribbles and noise, and is not shipped.

`python packaging/digits/build_digits.py --work FOLDER` does everything from nothing (Python
{platform.python_version()}, torch {torch.__version__}, one thread). Its trainings:

```
{commands}
```

Minutes they took on the machine that made these weights, which was busy with other work: {minutes}. The
weights are stored in half precision, and given under the licence of this repository (Apache-2.0).

## Limits

It knows our own hand only. A digit that fills little of the sheet, or lies at its edge, scores low. The score
says nothing about pictures far from both digits and noise; that climbing it fails is the point of the page.
"""
