"""A run taken up in the middle: what was guessed before is said again, the rest is asked.

Samplers are functions of what the denoiser says and of the noise they draw, so saying the same once more
brings them to the same place with all that they remember, whatever sampler it is, without the network.

Axes: C latent channels, h and w latent cells.
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch import Tensor

from core.diffusion.denoiser import Denoise
from core.insight.trace import Call


def replayed(
    denoise: Denoise, calls: Sequence[Call], step: int, cells: Tensor | None = None
) -> Denoise:
    """`denoise` that repeats `calls` before `step` (0 …), and from there on is itself.

    With `cells` (1,1,h,w), only where they are above 0; elsewhere the calls are repeated to the end. As
    samplers mix no cells, what they make there is then the same to the bit.
    """
    asked = 0

    def inner(x: Tensor, sigma: float) -> Tensor:
        nonlocal asked
        call = calls[asked] if asked < len(calls) else None
        asked += 1
        if call is None:
            return denoise(x, sigma)
        if call.sigma != sigma:
            raise AssertionError("the run goes another way than the recorded one")
        if call.step < step:
            return call.denoised.to(x.device)
        live = denoise(x, sigma)
        if cells is None:
            return live
        return torch.where(cells.to(x.device) > 0, live, call.denoised.to(x.device))

    return inner
