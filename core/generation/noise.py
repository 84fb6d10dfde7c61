"""The randomness of a picture: always drawn on the CPU in float32, so that a seed means the same everywhere.

Picture i of a batch has its own generator, seeded `seed + i`. The order of draws is part of the
contract: a run that starts from a picture first samples the posterior, then draws its noise.
"""

from __future__ import annotations

import torch
from torch import Tensor


class NoiseSource:
    """All draws of one picture, in order."""

    def __init__(self, seed: int) -> None:
        self._generator = torch.Generator("cpu").manual_seed(seed)

    def draw(self, shape: tuple[int, ...], device: torch.device) -> Tensor:
        """Unit Gaussian noise, float32, drawn on the CPU and moved to `device`."""
        return torch.randn(shape, generator=self._generator, dtype=torch.float32).to(device)
