"""Any noise-predicting network as a denoiser: denoise(x, sigma) → the guess of the clean latents.

Samplers speak the VE convention, x = x0 + sigma · noise. The network was trained on VP input,
x / sqrt(1 + sigma²), and predicts eps or v; this wrapper translates both ways. It knows no guidance
(`guidance.py`) and no schedule: the timestep of a level comes from a function.

Axes: B pictures, C channels, h and w latent cells, L tokens, D width, P pooled width.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import torch
from torch import Tensor

from core.diffusion.conditioning import Conditioning
from core.diffusion.schedule import Prediction

# (x (B,C,h,w) VP input, t (B,), context (B,L,D), pooled (B,P), size_ids (B,6)) → (B,C,h,w)
Network: TypeAlias = Callable[[Tensor, Tensor, Tensor, Tensor | None, Tensor | None], Tensor]
# (x (B,C,h,w) float32, sigma) → denoised (B,C,h,w) float32
Denoise: TypeAlias = Callable[[Tensor, float], Tensor]


class Denoiser:
    """A network with its prediction type and its clock.

    `dtype` is what the network computes in; x and the results stay float32.
    """

    def __init__(
        self,
        network: Network,
        prediction: Prediction,
        time_of: Callable[[float], float],
        dtype: torch.dtype = torch.float32,
    ) -> None:
        self.network = network
        self.prediction = prediction
        self.time_of = time_of
        self.dtype = dtype

    def __call__(self, x: Tensor, sigma: float, cond: Conditioning) -> Tensor:
        """(B,C,h,w) at level `sigma` > 0 → denoised (B,C,h,w) float32."""
        return self.denoised(self.predict(x, sigma, cond), x, sigma)

    def predict(self, x: Tensor, sigma: float, cond: Conditioning) -> Tensor:
        """(B,C,h,w) at level `sigma` > 0 → what the network says, eps or v (B,C,h,w) float32."""
        scale = (sigma**2 + 1) ** 0.5
        t = torch.full((x.shape[0],), self.time_of(sigma), dtype=torch.float32, device=x.device)
        context = cond.context.to(self.dtype)
        output = self.network((x / scale).to(self.dtype), t, context, cond.pooled, cond.size_ids)
        return output.float()

    def denoised(self, output: Tensor, x: Tensor, sigma: float) -> Tensor:
        """What the network said of x → the guess of the clean latents. All (B,C,h,w)."""
        return guess(self.prediction, output, x, sigma)


def guess(prediction: Prediction, output: Tensor, x: Tensor, sigma: float) -> Tensor:
    """`Denoiser.denoised` for a network that predicts `prediction`."""
    if prediction == "epsilon":
        return x - sigma * output
    # v = (noise - sigma · x0) / scale (Salimans & Ho 2022), solved for x0
    scale = (sigma**2 + 1) ** 0.5
    return x / scale**2 - (sigma / scale) * output
