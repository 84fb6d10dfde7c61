"""The levels a run visits: shapes, order, refusals. That they are diffusers' is in samplers/test_table.py."""

import math
from itertools import pairwise
from typing import get_args

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from core.contract.errors import InvalidValue
from core.contract.request import OWN_SCHEDULE_ONLY, SamplerName, ScheduleName
from core.diffusion.schedule import NoiseSchedule, ScheduleConfig
from core.diffusion.sigmas import noise_path

SD1 = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}


def schedule(**fields: object) -> NoiseSchedule:
    return NoiseSchedule(ScheduleConfig(**(SD1 | fields)))


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(get_args(SamplerName)),
    st.sampled_from(get_args(ScheduleName)),
    st.sampled_from([None, "leading", "linspace", "trailing"]),
    st.integers(1, 500),
    st.integers(0, 1),
)
def test_every_path_falls_to_its_end(sampler, kind, spacing, steps, offset) -> None:
    if sampler in OWN_SCHEDULE_ONLY:
        kind = "model"
    if sampler == "lcm":
        steps = min(steps, 50)
    path = noise_path(schedule(timestep_spacing=spacing, steps_offset=offset), sampler, kind, steps)
    levels, last = path.sigmas[:-1].unique_consecutive().tolist(), float(path.sigmas[-1])
    assert len(levels) == steps == path.steps
    assert all(a > b for a, b in pairwise(levels))
    assert levels[-1] >= last
    assert last == 0 or (sampler in ("ddim", "plms") and kind == "model")
    assert bool(((path.timesteps >= 0) & (path.timesteps <= 999)).all())
    assert path.time_of(levels[0]) == path.timesteps[0]


@pytest.mark.parametrize("kind", ["karras", "exponential"])
@pytest.mark.parametrize("sampler", ["plms", "lcm"])
def test_a_pair_that_does_not_exist_is_refused(sampler, kind) -> None:
    with pytest.raises(InvalidValue) as caught:
        noise_path(schedule(), sampler, kind, 5)
    assert caught.value.field == "schedule"


def test_a_file_may_ask_for_another_schedule_itself() -> None:
    for key, kind in (("use_karras_sigmas", "karras"), ("use_exponential_sigmas", "exponential")):
        for sampler in ("euler", "heun", "lms", "dpm2", "dpmpp_2m", "unipc", "dpmpp_sde"):
            own = noise_path(schedule(**{key: True}), sampler, "model", 8)
            asked = noise_path(schedule(), sampler, kind, 8)
            assert torch.equal(own.sigmas, asked.sigmas)


def test_what_a_class_does_not_know_does_not_count() -> None:
    plain, rescaled = schedule(), schedule(rescale_betas_zero_snr=True)
    for sampler in get_args(SamplerName):
        top, other = (noise_path(s, sampler, "model", 3).sigmas[0] for s in (plain, rescaled))
        deaf = sampler in ("plms", "heun", "lms", "dpm2", "dpmpp_sde")
        assert bool(top == other) == deaf or sampler == "ddim"


def test_eta_travels_with_the_path() -> None:
    assert noise_path(schedule(), "ddim", "model", 5, eta=0.5).options.eta == 0.5


@pytest.mark.parametrize(
    ("fields", "sampler"),
    [
        ({"solver_order": 3}, "dpmpp_2m"),
        ({"predict_x0": False}, "unipc"),
        ({"disable_corrector": (0,)}, "unipc"),
        ({"variance_type": "learned_range"}, "ddpm"),
    ],
)
def test_what_is_not_built_is_refused_for_its_sampler_alone(fields, sampler) -> None:
    with pytest.raises(InvalidValue) as caught:
        noise_path(schedule(**fields), sampler, "model", 5)
    assert caught.value.field == "sampler"
    assert noise_path(schedule(**fields), "euler", "model", 5).steps == 5


def test_lcm_has_no_more_steps_than_it_was_taught() -> None:
    assert noise_path(schedule(), "lcm", "model", 50).steps == 50
    with pytest.raises(InvalidValue) as caught:
        noise_path(schedule(), "lcm", "model", 51)
    assert caught.value.field == "steps"


@given(st.integers(1, 60), st.floats(0.0, 1.0))
def test_tail_keeps_at_least_one_step_and_the_end(steps: int, strength: float) -> None:
    path = noise_path(schedule(), "euler", "model", steps)
    tail = path.tail(strength)
    assert tail.steps == max(1, int(steps * strength))
    assert torch.equal(tail.sigmas, path.sigmas[-tail.steps - 1 :])
    assert torch.equal(tail.targets, path.targets[-tail.steps :])


def test_full_strength_is_the_whole_path() -> None:
    path = noise_path(schedule(), "ddim", "model", 7)
    assert path.tail(1.0).steps == 7


def test_euler_asks_between_timesteps_and_dpm_at_whole_ones() -> None:
    euler = noise_path(schedule(), "euler", "karras", 9).timesteps
    dpm = noise_path(schedule(), "dpmpp_2m", "karras", 9).timesteps
    assert not torch.equal(euler, euler.round())
    assert torch.equal(dpm, dpm.round())


def test_last_level_follows_the_file() -> None:
    first = schedule().sigmas[0]
    kept = noise_path(schedule(set_alpha_to_one=False), "ddim", "model", 5)
    assert kept.sigmas[-1] == first
    assert kept.final_scale == pytest.approx(1 / math.sqrt(1 + float(first) ** 2))
    for sampler in ("euler", "dpmpp_2m"):
        path = noise_path(schedule(final_sigmas_type="sigma_min"), sampler, "karras", 5)
        assert path.sigmas[-1] == first


def test_file_may_narrow_the_karras_range() -> None:
    path = noise_path(schedule(sigma_min=0.1, sigma_max=10.0), "euler", "karras", 4)
    assert path.sigmas[0] == pytest.approx(10.0)
    assert path.sigmas[-2] == pytest.approx(0.1)


def test_start_noise_is_scaled_as_the_spacing_asks() -> None:
    by_spacing = {
        spacing: noise_path(schedule(timestep_spacing=spacing), "euler", "model", 6)
        for spacing in ("leading", "trailing", "linspace")
    }
    for spacing, path in by_spacing.items():
        top = float(path.sigmas[0])
        want = math.sqrt(1 + top**2) if spacing == "leading" else top
        assert path.start_scale == pytest.approx(want)


@pytest.mark.parametrize("steps", [0, -1, 39, 500])
def test_refuses_more_steps_than_levels(steps: int) -> None:
    with pytest.raises(InvalidValue) as caught:
        noise_path(schedule(num_train_timesteps=40), "euler", "model", steps)
    assert caught.value.field == "steps"


def test_unknown_level_is_a_defect() -> None:
    with pytest.raises(KeyError):
        noise_path(schedule(), "euler", "model", 3).time_of(1.2345)
