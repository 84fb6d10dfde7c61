"""Noise levels of training: equal to diffusers', and true to their definitions."""

import diffusers
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from core.contract.codec import from_json, to_json
from core.contract.errors import InvalidValue
from core.diffusion.schedule import NoiseSchedule, ScheduleConfig

SD1 = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}
CONFIGS = [
    {},
    SD1,
    {"beta_schedule": "squaredcos_cap_v2", "num_train_timesteps": 200},
    {"num_train_timesteps": 40, "beta_start": 0.001, "beta_end": 0.3, "beta_schedule": "linear"},
    {"trained_betas": (0.1, 0.2, 0.3)},
    {**SD1, "rescale_betas_zero_snr": True},
]


@pytest.mark.oracle
@pytest.mark.parametrize("fields", CONFIGS)
def test_alphas_equal_diffusers(fields: dict) -> None:
    ours = NoiseSchedule(ScheduleConfig(**fields))
    theirs = diffusers.EulerDiscreteScheduler(**fields)
    assert torch.equal(ours.alphas_cumprod, theirs.alphas_cumprod)
    assert torch.equal(ours.sigmas.flip(0), theirs.sigmas[:-1])


@pytest.mark.oracle
def test_noise_and_velocity_equal_diffusers() -> None:
    theirs, ours = diffusers.DDIMScheduler(**SD1), NoiseSchedule(ScheduleConfig(**SD1))
    latents, noise = torch.randn(2, 3, 4, 8, 8).unbind()
    t = torch.tensor([0, 500, 999])
    assert torch.equal(ours.add_noise(latents, noise, t), theirs.add_noise(latents, noise, t))
    assert torch.equal(ours.velocity(latents, noise, t), theirs.get_velocity(latents, noise, t))


@given(st.integers(0, 998))
def test_signal_to_noise_falls_and_fits_sigma(t: int) -> None:
    schedule = NoiseSchedule(ScheduleConfig(**SD1))
    here, next_one = schedule.snr(torch.tensor([t, t + 1]))
    assert here > next_one
    assert torch.isclose(here, schedule.sigmas[t] ** -2, rtol=1e-4)


def test_half_precision_latents_stay_half() -> None:
    latents = torch.zeros(2, 4, 2, 2, dtype=torch.bfloat16)
    out = NoiseSchedule(ScheduleConfig()).add_noise(latents, latents, torch.tensor([1, 2]))
    assert out.dtype is torch.bfloat16


def test_prediction_defaults_to_epsilon() -> None:
    assert NoiseSchedule(ScheduleConfig()).prediction == "epsilon"
    config = ScheduleConfig(prediction_type="v_prediction")
    assert NoiseSchedule(config).prediction == "v_prediction"


def test_config_travels_as_json() -> None:
    config = ScheduleConfig(steps_offset=1, trained_betas=(0.1, 0.2), timestep_spacing="leading")
    assert from_json(ScheduleConfig, to_json(config)) == config


@pytest.mark.parametrize(
    "fields",
    [
        {"thresholding": True},
        {"use_beta_sigmas": True},
        {"num_train_timesteps": 0},
        {"beta_start": 0.0},
        {"beta_end": 1.5},
        {"trained_betas": (0.1, 2.0)},
        {"solver_order": 4},
        {"original_inference_steps": 1001},
        {"sigma_max": -1.0},
    ],
)
def test_refuses_what_is_not_built(fields: dict) -> None:
    with pytest.raises(InvalidValue) as caught:
        ScheduleConfig(**fields)
    assert caught.value.field == next(iter(fields))
