"""Levels of dpmpp_2m, dpmpp_2m_sde and unipc: n + 1 spaced timesteps of which the lowest is left out.

Axes: n steps, T training timesteps.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from core.contract.errors import InvalidValue
from core.contract.request import ScheduleName
from core.diffusion.paths.path import Floats, NoisePath, Options, vp_path
from core.diffusion.paths.spacing import (
    chosen_kind,
    exponential,
    karras,
    last_level,
    solver_times,
    time_at,
)
from core.diffusion.schedule import NoiseSchedule

SHORT_RUN = 15  # steps: below it dpmpp_2m ends with a first-order step (Lu et al. 2022)


def dpmpp_2m(schedule: NoiseSchedule, kind: ScheduleName, steps: int) -> NoisePath:
    """Lu et al. 2022. The timesteps of karras are rounded, those of exponential cut off."""
    config = schedule.config
    if config.solver_order == 3:
        raise InvalidValue("sampler", "dpmpp_2m", "another one: the model asks for a third order")
    top = schedule.timesteps
    if config.lambda_min_clipped is not None:
        top -= int((-schedule.sigmas.log() < config.lambda_min_clipped).sum())
    cosine = config.beta_schedule == "squaredcos_cap_v2"
    path = _path(schedule, kind, steps, top=top, rounds=not cosine)
    lower_order = config.lower_order_final in (None, True) and path.steps < SHORT_RUN
    options = Options(
        order=config.solver_order or 2,
        first_order_last=bool(config.euler_at_final) or lower_order or float(path.sigmas[-1]) == 0,
        heun=config.solver_type == "heun",
    )
    return replace(path, options=options)


def unipc(schedule: NoiseSchedule, kind: ScheduleName, steps: int) -> NoisePath:
    """Zhao et al. 2023. Levels as dpmpp_2m's; karras timesteps are always rounded."""
    config = schedule.config
    if config.predict_x0 is False or config.disable_corrector:
        raise InvalidValue("sampler", "unipc", "another one: the model changes how it corrects")
    options = Options(
        order=config.solver_order or 2,
        order_falls=config.lower_order_final in (None, True),
        bh1=config.solver_type == "bh1",
    )
    path = _path(schedule, kind, steps, top=schedule.timesteps, rounds=True)
    return replace(path, options=options)


def _path(
    schedule: NoiseSchedule, kind: ScheduleName, steps: int, *, top: int, rounds: bool
) -> NoisePath:
    config, levels = schedule.config, schedule.sigmas.numpy()
    kind = chosen_kind(config, kind)
    if kind == "model":
        spacing, offset = config.timestep_spacing or "linspace", config.steps_offset or 0
        times = solver_times(len(levels), top, steps, spacing, offset)
        sigmas: Floats = np.interp(times, np.arange(len(levels)), levels)
    else:
        spaced = karras if kind == "karras" else exponential
        high = config.sigma_max or float(levels[-1])
        sigmas = spaced(high, config.sigma_min or float(levels[0]), steps)
        times = time_at(sigmas, levels)
        times = times.round() if rounds and kind == "karras" else np.trunc(times)
    return vp_path(np.append(sigmas, last_level(config, levels)), times)
