"""Every sampler walks as the diffusers scheduler that defines it, step for step, for any network."""

from typing import Any

import diffusers
import pytest
import torch
from torch import Tensor

from core.diffusion.denoiser import Conditioning, Denoiser
from core.diffusion.samplers import SAMPLERS, finish, start_from_latents, start_from_noise
from core.diffusion.schedule import NoiseSchedule, ScheduleConfig
from core.diffusion.sigmas import NoisePath, noise_path

# diffusers under numpy 2 warns about its own conversions
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::FutureWarning")

SD1 = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}
SHAPE = (1, 4, 8, 8)
TOLERANCE = 2e-4

MAKERS = {
    "ddim": lambda c, k: diffusers.DDIMScheduler(clip_sample=False, **c),
    "euler": lambda c, k: diffusers.EulerDiscreteScheduler(use_karras_sigmas=k, **c),
    "dpmpp_2m": lambda c, k: diffusers.DPMSolverMultistepScheduler(use_karras_sigmas=k, **c),
}
PAIRS = [
    *(("ddim", "model"), ("euler", "model"), ("dpmpp_2m", "model")),
    *(("euler", "karras"), ("dpmpp_2m", "karras")),
]


def network(x: Tensor, t: Tensor, context: Tensor, *more: None) -> Tensor:
    """Smooth in x and t, different in every channel and cell; about unit size as a real prediction."""
    phase = torch.linspace(0, 3, x[0].numel()).reshape(x[0].shape)
    time = t.reshape(-1, 1, 1, 1) / 1000
    return torch.sin(1.3 * x + phase + 2 * time) + 0.3 * x * torch.cos(5 * time)


def theirs(
    scheduler: Any, steps: int, noise: Tensor, latents: Tensor | None, strength: float
) -> Tensor:
    """What a diffusers pipeline does with a scheduler: its x after the last step."""
    scheduler.set_timesteps(steps)
    times = scheduler.timesteps
    if latents is None:
        x = noise * scheduler.init_noise_sigma
        # Without it they start at the second of two equal timesteps.
        if hasattr(scheduler, "set_begin_index"):
            scheduler.set_begin_index(0)
    else:
        start = max(steps - min(int(steps * strength), steps), 0)
        times = times[start:]
        if hasattr(scheduler, "set_begin_index"):
            scheduler.set_begin_index(start)
        x = scheduler.add_noise(latents, noise, times[:1])
    for t in times:
        output = network(scheduler.scale_model_input(x, t), t.reshape(1), x)
        x = scheduler.step(output, t, x, return_dict=False)[0]
    return x


def ours(config: ScheduleConfig, path: NoisePath, sampler: str, x: Tensor) -> Tensor:
    denoiser = Denoiser(network, NoiseSchedule(config).prediction, path.time_of)
    cond = Conditioning(torch.zeros(1, 1, 1))
    walk = SAMPLERS[sampler](lambda x, sigma: denoiser(x, sigma, cond), x, path, None)
    steps = list(walk)
    assert len(steps) == path.steps
    return finish(steps[-1].x, path)


def close(a: Tensor, b: Tensor) -> None:
    assert torch.allclose(a, b, atol=TOLERANCE, rtol=TOLERANCE), (a - b).abs().max()


def check(
    pair: tuple[str, str], fields: dict[str, Any], steps: int, strength: float | None
) -> None:
    sampler, kind = pair
    config = ScheduleConfig(**fields)
    path = noise_path(NoiseSchedule(config), sampler, kind, steps)
    latents, noise = torch.randn(2, *SHAPE, generator=torch.Generator().manual_seed(steps)).unbind()
    scheduler = MAKERS[sampler](fields, kind == "karras")
    if strength is None:
        want = theirs(scheduler, steps, noise, None, 1.0)
        close(ours(config, path, sampler, start_from_noise(noise, path)), want)
    else:
        want = theirs(scheduler, steps, noise, latents, strength)
        path = path.tail(strength)
        close(ours(config, path, sampler, start_from_latents(latents, noise, path)), want)


@pytest.mark.oracle
@pytest.mark.parametrize("strength", [None, 0.5, 0.999, 1.0])
@pytest.mark.parametrize("prediction", ["epsilon", "v_prediction"])
@pytest.mark.parametrize("spacing", ["leading", "linspace", "trailing"])
@pytest.mark.parametrize("steps", [1, 2, 6, 14, 15, 25])
@pytest.mark.parametrize("pair", PAIRS)
def test_equals_diffusers(pair, steps, spacing, prediction, strength) -> None:
    if strength is not None and int(steps * strength) < 1:
        strength = 1.0  # diffusers fails where no step is left
    fields = {"timestep_spacing": spacing, "prediction_type": prediction, "steps_offset": 1, **SD1}
    check(pair, fields, steps, strength)


@pytest.mark.oracle
@pytest.mark.parametrize("steps", [1, 6, 25])
@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize(
    "fields",
    [
        {},  # the class's own spacing and betas
        {**SD1, "steps_offset": 0, "timestep_spacing": "leading"},
        {**SD1, "rescale_betas_zero_snr": True, "prediction_type": "v_prediction"},
        {"beta_schedule": "squaredcos_cap_v2"},
        {"num_train_timesteps": 300, "beta_end": 0.05},
    ],
)
def test_equals_diffusers_on_other_schedules(pair, fields, steps) -> None:
    check(pair, fields, steps, None)


@pytest.mark.oracle
@pytest.mark.parametrize("steps", [1, 6, 25])
@pytest.mark.parametrize("spacing", ["leading", "linspace", "trailing"])
def test_ddim_may_end_above_zero(spacing, steps) -> None:
    fields = {**SD1, "timestep_spacing": spacing, "set_alpha_to_one": False, "steps_offset": 1}
    check(("ddim", "model"), fields, steps, None)


@pytest.mark.oracle
@pytest.mark.parametrize("steps", [2, 14, 15, 25])
@pytest.mark.parametrize("kind", ["model", "karras"])
@pytest.mark.parametrize(
    "extra",
    [
        {"final_sigmas_type": "sigma_min"},
        {"final_sigmas_type": "sigma_min", "lower_order_final": False},
        {"final_sigmas_type": "sigma_min", "euler_at_final": True},
        {"solver_type": "heun"},
        {"solver_order": 1},
        {"lambda_min_clipped": -2.0},
    ],
)
def test_fine_points_of_dpmpp_2m(extra, kind, steps) -> None:
    check(("dpmpp_2m", kind), SD1 | extra, steps, None)


@pytest.mark.oracle
@pytest.mark.parametrize("steps", [2, 25])
@pytest.mark.parametrize("kind", ["model", "karras"])
def test_euler_may_end_at_the_lowest_level(kind, steps) -> None:
    check(("euler", kind), SD1 | {"final_sigmas_type": "sigma_min"}, steps, None)


def test_file_may_ask_for_karras_itself() -> None:
    config = ScheduleConfig(use_karras_sigmas=True, **SD1)
    schedule = NoiseSchedule(config)
    for sampler in ("euler", "dpmpp_2m"):
        own, asked = (noise_path(schedule, sampler, kind, 8) for kind in ("model", "karras"))
        assert torch.equal(own.sigmas, asked.sigmas)


@pytest.mark.parametrize("pair", [*PAIRS, ("ddim", "karras")])
def test_a_perfect_denoiser_is_found(pair) -> None:
    sampler, kind = pair
    truth = torch.randn(SHAPE, generator=torch.Generator().manual_seed(3))
    path = noise_path(NoiseSchedule(ScheduleConfig(**SD1)), sampler, kind, 12)
    x = start_from_latents(truth, torch.randn(SHAPE), path)
    steps = list(SAMPLERS[sampler](lambda x, sigma: truth, x, path, None))
    assert torch.allclose(steps[-1].x, truth, atol=1e-5)
    assert [step.index for step in steps] == list(range(12))
    assert steps[-1].sigma_next == 0


def test_a_sampler_does_one_step_at_a_time() -> None:
    calls: list[float] = []

    def denoise(x: Tensor, sigma: float) -> Tensor:
        calls.append(sigma)
        return x

    path = noise_path(NoiseSchedule(ScheduleConfig()), "euler", "model", 10)
    walk = SAMPLERS["euler"](denoise, torch.zeros(SHAPE), path, None)
    next(walk)
    assert len(calls) == 1
