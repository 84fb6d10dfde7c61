"""Samplers that draw a curve through the slopes of earlier steps: lms and plms.

Axes: B pictures, C channels, h and w latent cells.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterator

from torch import Tensor

from core.diffusion.denoiser import Denoise
from core.diffusion.paths.path import NoisePath
from core.diffusion.samplers.step import Step, StepNoise, levels, vp_scale

ORDER = 4  # slopes that are looked at, at most
# Adams-Bashforth weights of the newest and the older ones, for equal steps (Liu et al. 2022, eq. 9).
EQUAL_STEPS = (
    (1.0,),
    (3 / 2, -1 / 2),
    (23 / 12, -16 / 12, 5 / 12),
    (55 / 24, -59 / 24, 37 / 24, -9 / 24),
)


def lms(denoise: Denoise, x: Tensor, path: NoisePath, noise: StepNoise) -> Iterator[Step]:
    """Linear multistep (Adams-Bashforth) with the true, unequal lengths of the steps.

    A run that starts in the middle takes its weights as if it had come from above, as diffusers does,
    though it has no slopes from there yet.
    """
    slopes: deque[Tensor] = deque(maxlen=ORDER)  # newest first
    begun = len(path.earlier)
    sigmas = [*path.earlier.tolist(), *path.sigmas.tolist()]
    for i, (sigma, after) in enumerate(levels(path)):
        denoised = denoise(x, sigma)
        slopes.appendleft((x - denoised) / sigma)
        at = begun + i
        known = sigmas[max(at - ORDER + 1, 0) : at + 1][::-1]
        for j, slope in enumerate(slopes):
            x = x + _weight(known, j, sigma, after) * slope
        yield Step(i, x, denoised, sigma, after)


def plms(denoise: Denoise, x: Tensor, path: NoisePath, noise: StepNoise) -> Iterator[Step]:
    """Liu et al. 2022 (F-PNDM) without Runge-Kutta steps, as CompVis's PLMS: means of predictions
    (eps or v, whichever the network makes), then ddim's step.

    Works in the VP variable, which is carried from call to call whatever level it is meant for. The
    first step is taken twice, the second time with the mean of the predictions at its two ends.
    """
    held: deque[Tensor] = deque(maxlen=ORDER)  # predictions, newest first
    pairs, targets = levels(path), path.targets.tolist()
    origins = [] if path.origins is None else path.origins.tolist()
    vp = start = x / vp_scale(pairs[0][0])
    for call, (sigma, after) in enumerate(pairs):
        denoised = denoise(vp * vp_scale(sigma), sigma)
        guess = _prediction(vp, denoised, sigma, path)
        if call == 1 and path.extra_calls:
            vp = _ddim(start, (guess + held[0]) / 2, origins[1], sigma, path)
        else:
            held.appendleft(guess)
            weights = EQUAL_STEPS[len(held) - 1]
            mean = sum((w * p for w, p in zip(weights, held, strict=True)), start=0 * guess)
            vp = _ddim(vp, mean, sigma, targets[call], path)
        if call >= path.extra_calls:
            yield Step(call - path.extra_calls, vp * vp_scale(after), denoised, sigma, after)


def _weight(known: list[float], which: int, start: float, end: float) -> float:
    """The integral from `start` to `end` of the polynomial that is 1 at known[which], 0 at the others.

    Two points of Gauss are exact up to the third degree, which is all that ORDER needs.
    """

    def polynomial(sigma: float) -> float:
        others = [level for i, level in enumerate(known) if i != which]
        return math.prod((sigma - level) / (known[which] - level) for level in others)

    centre, half = (start + end) / 2, (end - start) / 2
    return half * sum(polynomial(centre + side * half / math.sqrt(3)) for side in (-1, 1))


def _prediction(vp: Tensor, denoised: Tensor, sigma: float, path: NoisePath) -> Tensor:
    """What the network said, from the guess that was made of it."""
    eps = (vp * vp_scale(sigma) - denoised) / sigma
    if path.options.averages == "epsilon":
        return eps
    return (eps - sigma * denoised) / vp_scale(sigma)


def _ddim(vp: Tensor, prediction: Tensor, sigma: float, target: float, path: NoisePath) -> Tensor:
    """The VP variable at `sigma` → at `target`."""
    if path.options.averages == "epsilon":
        eps = prediction
    else:
        eps = (prediction + sigma * vp) / vp_scale(sigma)
    return (vp * vp_scale(sigma) + (target - sigma) * eps) / vp_scale(target)
