"""A picture changed so that a score of it rises: plain gradient ascent from any start.

The score was taught to judge pictures near digits. Far from them its slope leads anywhere: the score rises
at once, and what comes is no digit. That is what the page about it shows.

Axes: B pictures, S side in px.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import torch
from torch import Tensor

RATE = 0.04  # how far a step changes a pixel, in the middle of all


def climb(
    logits: Callable[[Tensor], Tensor], x: Tensor, digits: Tensor, steps: int, rate: float = RATE
) -> Iterator[tuple[Tensor, Tensor]]:
    """Yields x (B,1,S,S) and its scores for `digits` (B,) after each step: (B,) in 0 … 1.

    `logits`: (B,1,S,S) → (B,10). Each step has the same length, whatever the slope: `rate` in the root mean
    square over pixels.
    """
    rows = torch.arange(len(digits))
    for _ in range(steps):
        with torch.enable_grad():
            start = x.detach().clone().requires_grad_(True)
            rising = torch.nn.functional.logsigmoid(logits(start)[rows, digits]).sum()
            (slope,) = torch.autograd.grad(rising, start)
        length = slope.pow(2).mean(dim=(1, 2, 3), keepdim=True).sqrt().clamp_min(1e-12)
        x = start.detach() + rate * slope / length
        with torch.no_grad():
            yield x, logits(x)[rows, digits].sigmoid()
