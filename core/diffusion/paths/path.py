"""What a sampler walks: the noise levels of one run, and the timestep the network is asked at on each.

Stated in the VE convention, x = x0 + sigma · noise, whatever the sampler's own paper uses; two scales
translate at the ends. `sigmas.py` makes paths; nothing here knows how.

Axes: n calls of the network, T training timesteps.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.diffusion.schedule import Prediction

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Options:
    """What shapes a step beside its levels. Each sampler reads its own and no other."""

    order: int = 2  # dpmpp_2m, dpmpp_2m_sde (1 or 2), unipc (1 … 3): how many guesses a step uses
    first_order_last: bool = True  # dpmpp_2m, dpmpp_2m_sde: the last step uses one
    heun: bool = False  # dpmpp_2m, dpmpp_2m_sde: the other of the paper's second-order formulas
    order_falls: bool = True  # unipc: towards the end no more guesses than steps are left
    bh1: bool = False  # unipc: the other of the paper's B(h)
    averages: Prediction = "epsilon"  # plms: what the network predicts is what it averages
    clip: float | None = None  # ddim, ddpm: each number of the guess is held within ± this
    eta: float = 0.0  # ddim: 0 = no new noise, 1 = as much as ddpm
    time_scaling: float = 10.0  # lcm: how soon the network's own x counts for nothing


@dataclass(frozen=True)
class NoisePath:
    """The levels of one run. All tensors are float32 on the CPU.

    `targets[i]` is the level that step i arrives at. It equals `sigmas[i + 1]` but for ddim and plms
    with linspace or trailing timesteps, whose step length is fixed while the timesteps are rounded.
    """

    sigmas: Tensor  # (n+1,) falling, last 0 unless the schedule ends at its first level
    timesteps: Tensor  # (n,) 0 … T-1, fractional for euler and its relatives
    targets: Tensor  # (n,)
    start_scale: float  # noise of unit size × this = x at sigmas[0], for a picture from words alone
    final_scale: float  # x after the last step × this = latents
    options: Options = field(default_factory=Options)
    middles: Tensor | None = None  # (n,) dpm2, dpmpp_sde: the level within each step
    middle_times: Tensor | None = None  # (n,)
    origins: Tensor | None = None  # (n,) plms: the level one step length above each
    earlier: Tensor = field(default_factory=lambda: torch.zeros(0))  # levels that `tail` left out
    extra_calls: int = 0  # plms asks one time more than it steps

    @property
    def steps(self) -> int:
        return len(self.timesteps) - self.extra_calls

    def time_of(self, sigma: float) -> float:
        """The timestep at which the network is asked for a level of this path. `KeyError` for any other."""
        return self._times[sigma]

    def kept_level(self, sigma: float) -> float:
        """At which level the kept part of a picture stands when the network is asked at `sigma`.

        In the middle of a step it is the step's end already, as in diffusers' pipelines.
        """
        return self._kept_levels.get(sigma, sigma)

    def tail(self, strength: float) -> NoisePath:
        """The last part of the path for a run that starts from a picture. `strength` 0..1; at least one step."""
        start = self.steps - max(1, min(int(self.steps * strength), self.steps))
        return replace(
            self,
            sigmas=self.sigmas[start:],
            timesteps=self.timesteps[start:],
            targets=self.targets[start:],
            middles=None if self.middles is None else self.middles[start:],
            middle_times=None if self.middle_times is None else self.middle_times[start:],
            origins=None if self.origins is None else self.origins[start:],
            earlier=torch.cat([self.earlier, self.sigmas[:start]]),
        )

    @cached_property
    def _kept_levels(self) -> dict[float, float]:
        if self.middles is None:
            return {}
        return dict(zip(self.middles[:-1].tolist(), self.sigmas[1:-1].tolist(), strict=True))

    @cached_property
    def _times(self) -> dict[float, float]:
        times = dict(zip(self.sigmas[:-1].tolist(), self.timesteps.tolist(), strict=True))
        if self.middles is not None and self.middle_times is not None:
            times |= dict(zip(self.middles.tolist(), self.middle_times.tolist(), strict=True))
        return times


def vp_path(sigmas: Floats, times: Floats, targets: Floats | None = None) -> NoisePath:
    """For samplers whose own variable is x / sqrt(1 + sigma²): they start with unit noise, and hand
    that variable to the decoder even where the last level is not 0. `targets`: the next levels.
    """
    path = ve_path(sigmas, times, unit_start=True)
    final_scale = 1 / math.sqrt(1 + float(path.sigmas[-1]) ** 2)
    if targets is None:
        return replace(path, final_scale=final_scale)
    return replace(path, final_scale=final_scale, targets=floats(targets))


def ve_path(sigmas: Floats, times: Floats, *, unit_start: bool) -> NoisePath:
    """For samplers that work in x itself. `unit_start`: x starts as if unit noise were the VP variable."""
    levels = floats(sigmas)
    first = float(levels[0])
    return NoisePath(
        sigmas=levels,
        timesteps=floats(times),
        targets=levels[1:],
        start_scale=math.sqrt(1 + first**2) if unit_start else first,
        final_scale=1.0,
    )


def floats(values: Floats) -> Tensor:
    """As a path keeps them."""
    return torch.from_numpy(values.astype(np.float32))
