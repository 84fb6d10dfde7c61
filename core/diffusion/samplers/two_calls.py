"""Samplers that ask the network twice a step: heun, dpm2, dpmpp_sde. The last step, to 0, asks once.

Axes: B pictures, C channels, h and w latent cells.
"""

from __future__ import annotations

from collections.abc import Iterator

from torch import Tensor

from core.diffusion.denoiser import Denoise
from core.diffusion.paths.path import NoisePath
from core.diffusion.samplers.one_call import down_and_up
from core.diffusion.samplers.step import Step, StepNoise, levels


def heun(denoise: Denoise, x: Tensor, path: NoisePath, noise: StepNoise) -> Iterator[Step]:
    """Karras et al. 2022, algorithm 1: the mean of the slopes at both ends of the step."""
    for i, (sigma, after) in enumerate(levels(path)):
        denoised = denoise(x, sigma)
        slope = (x - denoised) / sigma
        if after > 0:
            ahead = x + slope * (after - sigma)
            denoised = denoise(ahead, after)
            slope = (slope + (ahead - denoised) / after) / 2
        x = x + slope * (after - sigma)
        yield Step(i, x, denoised, sigma, after)


def dpm2(denoise: Denoise, x: Tensor, path: NoisePath, noise: StepNoise) -> Iterator[Step]:
    """Lu et al. 2022 (DPM-Solver-2): the slope at the middle of the step, in log sigma."""
    middles = _middles(path)
    for i, (sigma, after) in enumerate(levels(path)):
        denoised = denoise(x, sigma)
        slope = (x - denoised) / sigma
        if after > 0:
            middle = middles[i]
            ahead = x + slope * (middle - sigma)
            denoised = denoise(ahead, middle)
            slope = (ahead - denoised) / middle
        x = x + slope * (after - sigma)
        yield Step(i, x, denoised, sigma, after)


def dpmpp_sde(denoise: Denoise, x: Tensor, path: NoisePath, noise: StepNoise) -> Iterator[Step]:
    """Lu et al. 2022 (DPM-Solver++(2S)) as an SDE, as k-diffusion has it with eta 1 and r 1/2.

    A first look goes to the middle with noise of its own; the guess there then makes the whole step
    from x. k-diffusion draws both from one Brownian path, here they are the picture's next two.
    """
    middles = _middles(path)
    for i, (sigma, after) in enumerate(levels(path)):
        denoised = denoise(x, sigma)
        if after > 0:
            middle = middles[i]
            ahead = _towards(x, denoised, sigma, middle, noise)
            denoised = denoise(ahead, middle)
            x = _towards(x, denoised, sigma, after, noise)
        else:
            x = denoised
        yield Step(i, x, denoised, sigma, after)


def _towards(x: Tensor, denoised: Tensor, sigma: float, target: float, noise: StepNoise) -> Tensor:
    down, up = down_and_up(sigma, target, 1.0)
    return denoised + (x - denoised) * (down / sigma) + up * noise()


def _middles(path: NoisePath) -> list[float]:
    if path.middles is None:
        raise ValueError("this path has no levels in the middle of its steps")
    middles: list[float] = path.middles.tolist()
    return middles
