"""Rows of timesteps and levels: leading, linspace, trailing; karras, exponential. Numbers only.

The rounding is that of the schedulers in diffusers 0.42, so that pictures agree.

Axes: n steps, T training timesteps.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.contract.request import ScheduleName
from core.diffusion.paths.path import Floats
from core.diffusion.schedule import ScheduleConfig, Spacing

KARRAS_RHO = 7.0  # Karras et al. 2022, eq. 5

Levels = NDArray[np.float32]  # (T,) rising


def chosen_kind(config: ScheduleConfig, kind: ScheduleName) -> ScheduleName:
    """What was asked for, or what the file asks for where that is "model"."""
    if kind != "model":
        return kind
    if config.use_karras_sigmas:
        return "karras"
    return "exponential" if config.use_exponential_sigmas else "model"


def whole_times(count: int, steps: int, spacing: Spacing, offset: int) -> Floats:
    """(n,) whole timesteps below `count`, highest first (Lin et al. 2023, table 2)."""
    if spacing == "linspace":
        return np.linspace(0, count - 1, steps).round()[::-1].astype(np.float64)
    return _leading_or_trailing(count, steps, spacing, offset)


def fractional_times(count: int, steps: int, spacing: Spacing, offset: int) -> Floats:
    """(n,) as `whole_times`, but linspace is not rounded."""
    if spacing == "linspace":
        return np.linspace(0, count - 1, steps, dtype=np.float32)[::-1].astype(np.float64)
    return _leading_or_trailing(count, steps, spacing, offset)


def solver_times(count: int, top: int, steps: int, spacing: Spacing, offset: int) -> Floats:
    """(n,) whole timesteps below `top`: the multistep solvers space n + 1 of them and leave the lowest out."""
    if spacing == "trailing":
        return _trailing(top, count / steps, steps)
    return whole_times(top, steps + 1, spacing, offset)[:-1]


def _leading_or_trailing(count: int, steps: int, spacing: Spacing, offset: int) -> Floats:
    if spacing == "leading":
        return (np.arange(steps) * (count // steps))[::-1].astype(np.float64) + offset
    return _trailing(count, count / steps, steps)


def _trailing(top: int, ratio: float, steps: int) -> Floats:
    """(n,) timesteps from `top` - 1 down. Cut at n: rounding may add one below zero (61 of 1000 does)."""
    return np.arange(top, 0, -ratio)[:steps].round().astype(np.float64) - 1


def karras(highest: float, lowest: float, steps: int) -> Floats:
    """(n,) levels evenly spaced in sigma^(1/rho) (Karras et al. 2022, eq. 5)."""
    high, low = highest ** (1 / KARRAS_RHO), lowest ** (1 / KARRAS_RHO)
    ramp = np.linspace(0.0, 1.0, steps)
    return np.asarray((high + ramp * (low - high)) ** KARRAS_RHO, dtype=np.float64)


def exponential(highest: float, lowest: float, steps: int) -> Floats:
    """(n,) levels evenly spaced in log sigma."""
    return np.exp(np.linspace(np.log(highest), np.log(lowest), steps, dtype=np.float64))


def time_at(sigmas: Floats, levels: Levels) -> Floats:
    """Fractional timesteps of arbitrary levels, by interpolation in log sigma."""
    return np.interp(np.log(sigmas), np.log(levels), np.arange(len(levels)))


def last_level(config: ScheduleConfig, levels: Levels) -> float:
    """0, or the model's lowest level where the file says so."""
    return float(levels[0]) if config.final_sigmas_type == "sigma_min" else 0.0
