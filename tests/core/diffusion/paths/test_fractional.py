"""euler and its relatives: levels between the model's own."""

import pytest
import torch

from core.diffusion.paths import fractional
from core.diffusion.schedule import NoiseSchedule, ScheduleConfig

SCHEDULE = NoiseSchedule(ScheduleConfig(sigma_min=0.1, sigma_max=9.0))


def test_karras_of_lms_ignores_the_range_of_the_file() -> None:
    assert fractional.euler(SCHEDULE, "karras", 5).sigmas[0] == pytest.approx(9.0)
    for rule in (fractional.lms, fractional.dpmpp_sde):
        assert rule(SCHEDULE, "karras", 5).sigmas[0] == SCHEDULE.sigmas[-1]
        assert rule(SCHEDULE, "exponential", 5).sigmas[0] == pytest.approx(9.0)


def test_only_dpm2_rounds_karras_timesteps() -> None:
    for rule in (fractional.euler, fractional.heun, fractional.lms, fractional.dpmpp_sde):
        times = rule(SCHEDULE, "karras", 7).timesteps
        assert not torch.equal(times, times.round())
    path = fractional.dpm2(SCHEDULE, "karras", 7)
    assert torch.equal(path.timesteps, path.timesteps.round())
    assert path.middle_times is not None
    assert not torch.equal(path.middle_times, path.middle_times.round())


def test_only_euler_may_end_above_0() -> None:
    schedule = NoiseSchedule(ScheduleConfig(final_sigmas_type="sigma_min"))
    assert fractional.euler(schedule, "model", 5).sigmas[-1] == schedule.sigmas[0]
    for rule in (fractional.euler_a, fractional.heun, fractional.lms, fractional.dpm2):
        assert rule(schedule, "model", 5).sigmas[-1] == 0
