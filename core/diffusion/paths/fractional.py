"""Levels of euler, euler_a, heun, lms, dpm2 and dpmpp_sde: anywhere between the model's own, in the VE
convention of Karras et al. 2022. The start noise is scaled as the spacing asks.

Axes: n steps, T training timesteps.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.contract.request import ScheduleName
from core.diffusion.paths.path import Floats, NoisePath, floats, ve_path
from core.diffusion.paths.spacing import (
    chosen_kind,
    exponential,
    fractional_times,
    karras,
    last_level,
    time_at,
)
from core.diffusion.schedule import NoiseSchedule


def euler(schedule: NoiseSchedule, kind: ScheduleName, steps: int) -> NoisePath:
    """Ends at 0, or at the model's lowest level where the file says so."""
    sigmas, times = levels_and_times(schedule, chosen_kind(schedule.config, kind), steps)
    return _path(schedule, sigmas, times, last_level(schedule.config, schedule.sigmas.numpy()))


def euler_a(schedule: NoiseSchedule, kind: ScheduleName, steps: int) -> NoisePath:
    """Always ends at 0. What the file says of karras is not for this sampler."""
    return _path(schedule, *levels_and_times(schedule, kind, steps))


def heun(schedule: NoiseSchedule, kind: ScheduleName, steps: int) -> NoisePath:
    """Always ends at 0."""
    return _path(schedule, *levels_and_times(schedule, chosen_kind(schedule.config, kind), steps))


def lms(schedule: NoiseSchedule, kind: ScheduleName, steps: int) -> NoisePath:
    """Always ends at 0; karras spans the spaced levels whatever range the file gives."""
    kind = chosen_kind(schedule.config, kind)
    return _path(schedule, *levels_and_times(schedule, kind, steps, narrowed=kind != "karras"))


def dpm2(schedule: NoiseSchedule, kind: ScheduleName, steps: int) -> NoisePath:
    """Each step has a level in its middle. Karras timesteps are rounded, those of the middles are not."""
    kind = chosen_kind(schedule.config, kind)
    sigmas, times = levels_and_times(schedule, kind, steps)
    path = _path(schedule, sigmas, times.round() if kind == "karras" else times)
    return _with_middles(schedule, path)


def dpmpp_sde(schedule: NoiseSchedule, kind: ScheduleName, steps: int) -> NoisePath:
    """As dpm2, with lms's karras and no rounding."""
    return _with_middles(schedule, lms(schedule, kind, steps))


def levels_and_times(
    schedule: NoiseSchedule, kind: ScheduleName, steps: int, *, narrowed: bool = True
) -> tuple[Floats, Floats]:
    """(n,) levels, highest first, and the timesteps that belong to them.

    karras and exponential span the spaced levels, or the range the file gives if `narrowed`.
    """
    config, levels = schedule.config, schedule.sigmas.numpy()
    spacing = config.timestep_spacing or "linspace"
    times = fractional_times(len(levels), steps, spacing, config.steps_offset or 0)
    sigmas = np.interp(times, np.arange(len(levels)), levels)
    if kind == "model":
        return sigmas, times
    high = (narrowed and config.sigma_max) or float(sigmas[0])
    low = (narrowed and config.sigma_min) or float(sigmas[-1])
    sigmas = karras(high, low, steps) if kind == "karras" else exponential(high, low, steps)
    return sigmas, time_at(sigmas, levels)


def _path(schedule: NoiseSchedule, sigmas: Floats, times: Floats, last: float = 0.0) -> NoisePath:
    leading = schedule.config.timestep_spacing == "leading"
    return ve_path(np.append(sigmas, last), times, unit_start=leading)


def _with_middles(schedule: NoiseSchedule, path: NoisePath) -> NoisePath:
    """Geometric means of neighbours. The last step, to 0, has none: its own level stands there unused."""
    sigmas = path.sigmas.numpy().astype(np.float64)
    middles = np.append(np.sqrt(sigmas[:-2] * sigmas[1:-1]), sigmas[-2])
    times = time_at(middles, schedule.sigmas.numpy())
    times[-1] = path.timesteps[-1]
    return replace(path, middles=floats(middles), middle_times=floats(times))
