"""Which noise levels a run visits, and at which timestep the network is asked on each.

A `NoisePath` is what a sampler walks. It is stated in the VE convention, x = x0 + sigma · noise,
whatever the sampler's own paper uses; two scales translate at the ends. The rules (spacing, rounding,
last level) are those of the schedulers in diffusers 0.42 that define the samplers, so that pictures
agree; they differ from sampler to sampler, hence one function for each. No network, no file here.

Axes: n steps, T training timesteps.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from core.contract.errors import InvalidValue
from core.contract.request import SamplerName, ScheduleName
from core.diffusion.schedule import NoiseSchedule, ScheduleConfig, Spacing

Floats = NDArray[np.float64]

KARRAS_RHO = 7.0  # Karras et al. 2022, eq. 5
SHORT_RUN = 15  # steps: below it dpmpp_2m ends with a first-order step (Lu et al. 2022)


@dataclass(frozen=True)
class NoisePath:
    """The levels of one run. All tensors are float32 on the CPU.

    `targets[i]` is the level that step i arrives at. It equals `sigmas[i + 1]` but for ddim with
    linspace or trailing timesteps, whose step length is fixed while the timesteps are rounded.
    """

    sigmas: Tensor  # (n+1,) falling, last 0 unless the schedule ends at its first level
    timesteps: Tensor  # (n,) 0 … T-1, fractional for euler
    targets: Tensor  # (n,)
    start_scale: float  # noise of unit size × this = x at sigmas[0], for a picture from words alone
    final_scale: float  # x after the last step × this = latents
    second_order: bool = True  # dpmpp_2m: may look back one step
    first_order_last: bool = True  # dpmpp_2m: not in the last step
    heun: bool = False  # dpmpp_2m: the other of the paper's two second-order formulas

    @property
    def steps(self) -> int:
        return len(self.timesteps)

    def time_of(self, sigma: float) -> float:
        """The timestep at which the network is asked for a level of this path. `KeyError` for any other."""
        return dict(zip(self.sigmas[:-1].tolist(), self.timesteps.tolist(), strict=True))[sigma]

    def tail(self, strength: float) -> NoisePath:
        """The last part of the path for a run that starts from a picture. `strength` 0..1; at least one step."""
        start = self.steps - max(1, min(int(self.steps * strength), self.steps))
        return replace(
            self,
            sigmas=self.sigmas[start:],
            timesteps=self.timesteps[start:],
            targets=self.targets[start:],
        )


def noise_path(
    schedule: NoiseSchedule, sampler: SamplerName, kind: ScheduleName, steps: int
) -> NoisePath:
    """The levels `sampler` visits in `steps` steps. Raises `InvalidValue` where the model has too few levels."""
    most = max(1, schedule.timesteps - 2)
    if not 1 <= steps <= most:
        raise InvalidValue("steps", steps, f"between 1 and {most}")
    path = _PATHS[sampler](schedule, kind, steps)
    if not bool((path.sigmas[:-1].diff() < 0).all()):
        raise InvalidValue("steps", steps, "small enough for the noise levels of the model")
    return path


def _ddim(schedule: NoiseSchedule, kind: ScheduleName, steps: int) -> NoisePath:
    """Song et al. 2021. A step goes T // n timesteps down, to `last` where that is below zero.

    With `kind` karras there is no pair in diffusers: euler's levels are taken.
    """
    config, levels = schedule.config, schedule.sigmas.numpy()
    last = 0.0 if config.set_alpha_to_one in (None, True) else float(levels[0])
    if kind == "karras":
        path = _euler(schedule, kind, steps)
        return replace(path, start_scale=_unit_start(path.sigmas), final_scale=1.0)
    spacing = config.timestep_spacing or "leading"
    count = len(levels)
    if spacing == "linspace":
        times = np.linspace(0, count - 1, steps).round()[::-1]
    else:
        times = _spaced(count, steps, spacing, config.steps_offset or 0)
    at = np.clip(times, 0, count - 1).astype(np.int64)
    after = at - count // steps
    targets = np.where(after >= 0, levels[np.maximum(after, 0)], last)
    sigmas = np.append(levels[at], targets[-1])
    return _path(sigmas, at.astype(np.float64), targets, vp=True)


def _euler(schedule: NoiseSchedule, kind: ScheduleName, steps: int) -> NoisePath:
    """Levels interpolated at fractional timesteps; the start noise is scaled as the spacing asks."""
    config, levels = schedule.config, schedule.sigmas.numpy()
    spacing = config.timestep_spacing or "linspace"
    if spacing == "linspace":
        times = np.linspace(0, len(levels) - 1, steps, dtype=np.float32)[::-1].astype(np.float64)
    else:
        times = _spaced(len(levels), steps, spacing, config.steps_offset or 0)
    sigmas = np.interp(times, np.arange(len(levels)), levels)
    if kind == "karras" or config.use_karras_sigmas:
        sigmas = _karras(config, float(sigmas[0]), float(sigmas[-1]), steps)
        times = _time_at(sigmas, levels)
    sigmas = np.append(sigmas, _last(config, levels))
    path = _path(sigmas, times, sigmas[1:], vp=False)
    if spacing == "leading":
        return path
    return replace(path, start_scale=float(path.sigmas.max()))


def _dpmpp_2m(schedule: NoiseSchedule, kind: ScheduleName, steps: int) -> NoisePath:
    """Lu et al. 2022. n + 1 spaced timesteps of which the lowest is left out; karras timesteps are rounded."""
    config, levels = schedule.config, schedule.sigmas.numpy()
    if kind == "karras" or config.use_karras_sigmas:
        sigmas = _karras(config, float(levels[-1]), float(levels[0]), steps)
        times = _time_at(sigmas, levels)
        whole = np.trunc if config.beta_schedule == "squaredcos_cap_v2" else np.round
        times = whole(times)
    else:
        times = _dpm_times(schedule, steps)
        sigmas = np.interp(times, np.arange(len(levels)), levels)
    sigmas = np.append(sigmas, _last(config, levels))
    lower_order = config.lower_order_final in (None, True) and len(times) < SHORT_RUN
    return replace(
        _path(sigmas, times, sigmas[1:], vp=True),
        second_order=config.solver_order != 1,
        first_order_last=bool(config.euler_at_final) or lower_order or sigmas[-1] == 0,
        heun=config.solver_type == "heun",
    )


_PATHS: dict[SamplerName, Callable[[NoiseSchedule, ScheduleName, int], NoisePath]] = {
    "ddim": _ddim,
    "euler": _euler,
    "dpmpp_2m": _dpmpp_2m,
}


def _dpm_times(schedule: NoiseSchedule, steps: int) -> Floats:
    """(n,) whole timesteps, highest first, below the level at which lambda_min_clipped cuts."""
    config = schedule.config
    top = schedule.timesteps
    if config.lambda_min_clipped is not None:
        top -= int((-schedule.sigmas.log() < config.lambda_min_clipped).sum())
    spacing, offset = config.timestep_spacing or "linspace", config.steps_offset or 0
    if spacing == "linspace":
        return np.linspace(0, top - 1, steps + 1).round()[::-1][:-1].astype(np.float64)
    if spacing == "leading":
        return _spaced(top, steps + 1, spacing, offset)[:-1]
    return _trailing(top, schedule.timesteps / steps, steps)


def _spaced(count: int, steps: int, spacing: Spacing, offset: int) -> Floats:
    """(n,) whole timesteps of a leading or trailing spacing, highest first (Lin et al. 2023, table 2)."""
    if spacing == "leading":
        return (np.arange(steps) * (count // steps))[::-1].astype(np.float64) + offset
    return _trailing(count, count / steps, steps)


def _trailing(top: int, ratio: float, steps: int) -> Floats:
    """(n,) timesteps from `top` - 1 down. Cut at n: rounding may add one below zero (61 of 1000 does)."""
    return np.arange(top, 0, -ratio)[:steps].round().astype(np.float64) - 1


def _karras(config: ScheduleConfig, highest: float, lowest: float, steps: int) -> Floats:
    """(n,) levels evenly spaced in sigma^(1/rho), from the model's range unless the file narrows it."""
    high = (config.sigma_max or highest) ** (1 / KARRAS_RHO)
    low = (config.sigma_min or lowest) ** (1 / KARRAS_RHO)
    ramp = np.linspace(0.0, 1.0, steps)
    return np.asarray((high + ramp * (low - high)) ** KARRAS_RHO, dtype=np.float64)


def _time_at(sigmas: Floats, levels: NDArray[np.float32]) -> Floats:
    """Fractional timesteps of arbitrary levels, by interpolation in log sigma."""
    return np.interp(np.log(sigmas), np.log(levels), np.arange(len(levels)))


def _last(config: ScheduleConfig, levels: NDArray[np.float32]) -> float:
    return float(levels[0]) if config.final_sigmas_type == "sigma_min" else 0.0


def _path(sigmas: Floats, times: Floats, targets: Floats, *, vp: bool) -> NoisePath:
    """`vp`: the sampler's own variable is x / sqrt(1 + sigma²), so it is also what it hands to the decoder."""
    levels = torch.from_numpy(sigmas.astype(np.float32))
    return NoisePath(
        sigmas=levels,
        timesteps=torch.from_numpy(times.astype(np.float32)),
        targets=torch.from_numpy(targets.astype(np.float32)),
        start_scale=_unit_start(levels),
        final_scale=1 / math.sqrt(1 + float(levels[-1]) ** 2) if vp else 1.0,
    )


def _unit_start(sigmas: Tensor) -> float:
    return math.sqrt(1 + float(sigmas[0]) ** 2)
