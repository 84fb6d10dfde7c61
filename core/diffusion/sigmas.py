"""Which noise levels a run visits, and at which timestep the network is asked on each.

The rules (spacing, rounding, last level, what an absent key means) are those of the schedulers in
diffusers 0.42 that define the samplers; they differ from sampler to sampler and live in `paths`, one
function each. No network, no file here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from core.contract.errors import InvalidValue
from core.contract.request import SamplerName, ScheduleName, check_pair
from core.diffusion.paths import fractional, solver, whole
from core.diffusion.paths.path import NoisePath
from core.diffusion.schedule import LAST_ALPHA, BetaSchedule, NoiseSchedule, ScheduleConfig

_PATHS: dict[SamplerName, Callable[[NoiseSchedule, ScheduleName, int], NoisePath]] = {
    "ddpm": whole.ddpm,
    "ddim": whole.ddim,
    "plms": whole.plms,
    "euler": fractional.euler,
    "euler_a": fractional.euler_a,
    "heun": fractional.heun,
    "lms": fractional.lms,
    "dpm2": fractional.dpm2,
    "dpmpp_2m": solver.dpmpp_2m,
    "dpmpp_2m_sde": solver.dpmpp_2m,
    "dpmpp_sde": fractional.dpmpp_sde,
    "unipc": solver.unipc,
    "lcm": whole.lcm,
}
# Whose classes in diffusers know nothing of zero terminal SNR.
_NO_ZERO_SNR: frozenset[SamplerName] = frozenset({"plms", "heun", "lms", "dpm2", "dpmpp_sde"})
# Whose classes leave the last of its alphas at 0, and what stands for 0 then: sigma stays finite.
_TRUE_ZERO_SNR: frozenset[SamplerName] = frozenset({"ddpm", "ddim", "lcm"})
ALMOST_ZERO = 2.0**-48
# Whose classes start from other betas where the file is silent.
_OWN_BETAS: frozenset[SamplerName] = frozenset({"heun", "dpm2", "dpmpp_sde", "lcm"})


def noise_path(
    schedule: NoiseSchedule,
    sampler: SamplerName,
    kind: ScheduleName,
    steps: int,
    eta: float = 0.0,
) -> NoisePath:
    """The levels `sampler` visits in `steps` steps; `eta` 0..1 is ddim's share of new noise.

    Raises `InvalidValue` where the model has too few levels, and for a pair that does not exist.
    """
    check_pair(sampler, kind)
    last_alpha = ALMOST_ZERO if sampler in _TRUE_ZERO_SNR else LAST_ALPHA
    own = NoiseSchedule(schedule_for(schedule.config, sampler), last_alpha)
    most = max(1, own.timesteps - 2)
    if not 1 <= steps <= most:
        raise InvalidValue("steps", steps, f"between 1 and {most}")
    path = _PATHS[sampler](own, kind, steps)
    levels = path.sigmas[:-1]
    if path.extra_calls:  # one level is asked twice
        levels = levels.unique_consecutive()
    if not bool((levels.diff() < 0).all()):
        raise InvalidValue("steps", steps, "small enough for the noise levels of the model")
    return replace(path, options=replace(path.options, eta=eta)) if eta else path


def schedule_for(config: ScheduleConfig, sampler: SamplerName) -> ScheduleConfig:
    """`config` as the class of `sampler` reads it: its own defaults, without keys it does not know."""
    if sampler in _NO_ZERO_SNR:
        config = replace(config, rescale_betas_zero_snr=None)
    if sampler in _OWN_BETAS:
        usual: BetaSchedule = "scaled_linear" if sampler == "lcm" else "linear"
        config = replace(
            config,
            beta_start=0.00085 if config.beta_start is None else config.beta_start,
            beta_end=0.012 if config.beta_end is None else config.beta_end,
            beta_schedule=config.beta_schedule or usual,
        )
    return config
