"""Levels of ddim, ddpm, plms and lcm: those of whole timesteps, in the VP convention of their papers.

Axes: n steps, T training timesteps.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from core.contract.errors import InvalidValue
from core.contract.request import ScheduleName
from core.diffusion.paths.fractional import levels_and_times
from core.diffusion.paths.path import Floats, NoisePath, Options, floats, ve_path, vp_path
from core.diffusion.paths.spacing import whole_times
from core.diffusion.schedule import NoiseSchedule

Times = NDArray[np.int64]

LCM_STEPS = 50  # of the teacher's schedule, unless the file says otherwise
SMALL_VARIANCES = (None, "fixed_small", "fixed_small_log")


def ddim(schedule: NoiseSchedule, kind: ScheduleName, steps: int) -> NoisePath:
    """Song et al. 2021. A step goes T // n timesteps down, to the last level where that is below zero.

    With another schedule than the model's there is no pair in diffusers: euler's levels are taken.
    """
    if kind != "model":
        return _like_euler(schedule, kind, steps)
    at = _spaced(schedule, steps)
    targets = _below(schedule, at, steps, to_zero=schedule.config.set_alpha_to_one is not False)
    levels = schedule.sigmas.numpy()
    path = vp_path(np.append(levels[at], targets[-1]), at.astype(np.float64), targets)
    return replace(path, options=_clipping(schedule))


def ddpm(schedule: NoiseSchedule, kind: ScheduleName, steps: int) -> NoisePath:
    """Ho et al. 2020. A step goes to the next of the spaced timesteps, the last to 0."""
    if schedule.config.variance_type not in SMALL_VARIANCES:
        said = schedule.config.variance_type
        raise InvalidValue("sampler", "ddpm", f"another one with a model of {said} variance")
    if kind != "model":
        return _like_euler(schedule, kind, steps)
    at = _spaced(schedule, steps)
    path = vp_path(np.append(schedule.sigmas.numpy()[at], 0.0), at.astype(np.float64))
    return replace(path, options=_clipping(schedule))


def plms(schedule: NoiseSchedule, kind: ScheduleName, steps: int) -> NoisePath:
    """Liu et al. 2022. The second of the timesteps is asked twice: the first step is taken, looked at, and
    taken again. So there is one call more than steps; with one step there is nothing to look at.

    Steps are T // n timesteps long, as ddim's. A run that starts from a picture starts in the middle
    of the calls, as diffusers does: its second call takes the first step again from one length above.
    """
    at = _spaced(schedule, steps)
    if steps > 1:
        at = np.insert(at, 1, at[1])
    targets = _below(schedule, at, steps, to_zero=bool(schedule.config.set_alpha_to_one))
    levels = schedule.sigmas.numpy()
    above = np.minimum(at + schedule.timesteps // steps, schedule.timesteps - 1)
    path = vp_path(np.append(levels[at], targets[-1]), at.astype(np.float64), targets)
    return replace(
        path,
        origins=floats(levels[above].astype(np.float64)),
        extra_calls=int(steps > 1),
        options=Options(averages=schedule.prediction),
    )


def lcm(schedule: NoiseSchedule, kind: ScheduleName, steps: int) -> NoisePath:
    """Luo et al. 2023. A choice of the timesteps that the model was distilled at, from the top."""
    config = schedule.config
    taught = (
        LCM_STEPS if config.original_inference_steps is None else config.original_inference_steps
    )
    if steps > taught:
        raise InvalidValue("steps", steps, f"at most {taught} with the sampler lcm")
    times = np.arange(taught, 0, -1) * (schedule.timesteps // taught) - 1
    at = times[np.floor(np.linspace(0, taught, steps, endpoint=False)).astype(np.int64)]
    sigmas = np.append(schedule.sigmas.numpy()[at], 0.0)
    scaling = Options.time_scaling if config.timestep_scaling is None else config.timestep_scaling
    return replace(
        ve_path(sigmas, at.astype(np.float64), unit_start=True),
        options=Options(time_scaling=scaling),
    )


def _clipping(schedule: NoiseSchedule) -> Options:
    """Off unless the config says on: what its silence means, the pipelines decide."""
    config = schedule.config
    if not config.clip_sample:
        return Options()
    return Options(clip=1.0 if config.clip_sample_range is None else config.clip_sample_range)


def _like_euler(schedule: NoiseSchedule, kind: ScheduleName, steps: int) -> NoisePath:
    sigmas, times = levels_and_times(schedule, kind, steps)
    return ve_path(np.append(sigmas, 0.0), times, unit_start=True)


def _spaced(schedule: NoiseSchedule, steps: int) -> Times:
    """(n,) timesteps, highest first, 0 … T-1."""
    config, count = schedule.config, schedule.timesteps
    spacing = config.timestep_spacing or "leading"
    times = whole_times(count, steps, spacing, config.steps_offset or 0)
    return np.clip(times, 0, count - 1).astype(np.int64)


def _below(
    schedule: NoiseSchedule,
    at: Times,
    steps: int,
    *,
    to_zero: bool,
) -> Floats:
    """(n,) the levels one step length below the timesteps `at`; below all of them 0, or the lowest."""
    levels = schedule.sigmas.numpy()
    after = at - schedule.timesteps // steps
    last = 0.0 if to_zero else float(levels[0])
    return np.where(after >= 0, levels[np.maximum(after, 0)], last).astype(np.float64)
