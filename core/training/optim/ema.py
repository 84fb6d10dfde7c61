"""A moving average of weights: smoother than any single step, and what a U-Net export writes.

Not a module: it holds tensors by name and never takes part in a forward pass by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import torch
from torch import Tensor


class MovingAverage:
    """average ← decay · average + (1 - decay) · weights, in float32.

    Early on the decay is (1 + n) / (10 + n) at update n, so that the random start is soon forgotten.
    """

    def __init__(self, parameters: Mapping[str, Tensor], decay: float) -> None:
        self.decay = decay  # 0 … 1, below 1
        self.tensors = {name: p.detach().clone() for name, p in parameters.items()}

    def decay_at(self, update: int) -> float:
        """The decay of update 1, 2, …"""
        return min(self.decay, (1 + update) / (10 + update))

    @torch.no_grad()
    def update(self, parameters: Mapping[str, Tensor], update: int) -> None:
        """Take in the weights after optimiser step `update` (1, 2, …)."""
        share = 1.0 - self.decay_at(update)
        torch._foreach_lerp_(
            list(self.tensors.values()), [parameters[name].detach() for name in self.tensors], share
        )

    @contextmanager
    def applied(self, parameters: Mapping[str, Tensor]) -> Iterator[None]:
        """Within the block the average stands in the place of the weights; afterwards they are back."""
        own = {name: parameters[name].data for name in self.tensors}
        try:
            for name, average in self.tensors.items():
                parameters[name].data = average
            yield
        finally:
            for name, weights in own.items():
                parameters[name].data = weights
