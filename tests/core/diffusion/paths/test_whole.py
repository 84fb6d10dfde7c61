"""ddim, ddpm, plms and lcm: which timesteps, and where the steps arrive."""

import pytest
import torch

from core.diffusion.paths import whole
from core.diffusion.schedule import NoiseSchedule, ScheduleConfig

SD1 = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}


def schedule(**fields: object) -> NoiseSchedule:
    return NoiseSchedule(ScheduleConfig(**(SD1 | fields)))


def test_plms_asks_the_second_timestep_twice() -> None:
    assert whole.plms(schedule(), "model", 4).timesteps.tolist() == [750, 500, 500, 250, 0]
    assert whole.plms(schedule(), "model", 1).timesteps.tolist() == [0]


def test_plms_ends_at_the_lowest_level_where_ddim_ends_at_0() -> None:
    lowest = schedule().sigmas[0]
    assert whole.plms(schedule(), "model", 4).sigmas[-1] == lowest
    assert whole.ddim(schedule(), "model", 4).sigmas[-1] == 0
    assert whole.plms(schedule(set_alpha_to_one=True), "model", 4).sigmas[-1] == 0


def test_ddim_may_arrive_beside_the_next_level() -> None:
    path = whole.ddim(schedule(timestep_spacing="trailing"), "model", 3)
    assert path.timesteps.tolist() == [999, 666, 332]
    assert path.targets.tolist() == [*schedule().sigmas[[666, 333]].tolist(), 0]  # 332 - 333 < 0


def test_lcm_takes_from_what_it_was_taught() -> None:
    assert whole.lcm(schedule(), "model", 4).timesteps.tolist() == [999, 759, 499, 259]
    taught = schedule(original_inference_steps=10)
    assert whole.lcm(taught, "model", 2).timesteps.tolist() == [999, 499]


@pytest.mark.parametrize("rule", [whole.ddim, whole.ddpm])
@pytest.mark.parametrize("kind", ["karras", "exponential"])
def test_other_schedules_take_eulers_levels(rule, kind) -> None:
    path = rule(schedule(), kind, 6)
    assert path.sigmas[-1] == 0
    assert path.final_scale == 1
    assert not torch.equal(path.timesteps, path.timesteps.round())
