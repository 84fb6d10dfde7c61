"""Every sampler walks as the diffusers scheduler that defines it, for any network and way to start."""

from typing import get_args

import pytest
import torch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from torch import Tensor

from core.contract.request import OWN_SCHEDULE_ONLY, SamplerName, ScheduleName
from core.diffusion.samplers.step import no_noise, start_from_latents
from core.diffusion.samplers.table import SAMPLERS
from core.diffusion.schedule import NoiseSchedule, ScheduleConfig
from core.diffusion.sigmas import noise_path

# diffusers under numpy 2 warns about its own conversions
pytestmark = pytest.mark.filterwarnings(
    "ignore::DeprecationWarning", "ignore::FutureWarning", "ignore:Detected call"
)

SD1 = {"beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear"}
ABOVE_ZERO = {"final_sigmas_type": "sigma_min", "lower_order_final": False}
TOLERANCE = 3e-4
SHAPE = (1, 4, 6, 6)
# Those that diffusers has; the others are ours alone, or refused.
PAIRS = [
    *((name, "model") for name in get_args(SamplerName)),
    *(
        (name, kind)
        for name in (
            "euler",
            "heun",
            "lms",
            "dpm2",
            "dpmpp_2m",
            "dpmpp_2m_sde",
            "dpmpp_sde",
            "unipc",
        )
        for kind in ("karras", "exponential")
    ),
]
ZERO_SNR = {**SD1, "rescale_betas_zero_snr": True, "prediction_type": "v_prediction"}


@pytest.mark.oracle
@settings(
    max_examples=120,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.sampled_from(PAIRS),
    st.integers(1, 40),
    st.sampled_from([None, "leading", "linspace", "trailing"]),
    st.sampled_from(["epsilon", "v_prediction"]),
    st.one_of(st.none(), st.sampled_from([0.001, 0.5, 0.999, 1.0]), st.floats(0.0, 1.0)),
    st.integers(0, 1),
)
def test_equals_diffusers(compare, pair, steps, spacing, prediction, strength, offset) -> None:
    fields = {**SD1, "prediction_type": prediction, "steps_offset": offset}
    if spacing is not None:
        fields["timestep_spacing"] = spacing
    compare(*pair, steps, fields, strength=strength)


@pytest.mark.oracle
@pytest.mark.parametrize("strength", [None, 0.5])
@pytest.mark.parametrize("steps", [1, 6])
@pytest.mark.parametrize("pair", PAIRS)
def test_each_pair_equals_diffusers(compare, pair, steps, strength) -> None:
    compare(*pair, steps, {**SD1, "steps_offset": 1}, strength=strength)


@pytest.mark.oracle
@pytest.mark.parametrize("steps", [1, 6])
@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize(
    "fields",
    [
        {},  # the class's own spacing and betas
        {"beta_schedule": "squaredcos_cap_v2", "prediction_type": "v_prediction"},
        {"num_train_timesteps": 300, "beta_end": 0.05},
    ],
)
def test_absent_keys_mean_what_the_class_says(compare, pair, fields, steps) -> None:
    rough = fields.get("beta_schedule") == "squaredcos_cap_v2"  # starts at level 20,000, in float32
    compare(*pair, steps, fields, tolerance=1e-2 if rough else TOLERANCE)


@pytest.mark.oracle
@pytest.mark.parametrize("steps", [1, 5])
@pytest.mark.parametrize("spacing", ["leading", "trailing"])
@pytest.mark.parametrize("pair", PAIRS)
def test_zero_terminal_snr(compare, pair, spacing, steps) -> None:
    compare(*pair, steps, {**ZERO_SNR, "timestep_spacing": spacing})


@pytest.mark.oracle
@pytest.mark.parametrize("steps", [2, 14, 15, 25])
@pytest.mark.parametrize("kind", ["model", "karras"])
@pytest.mark.parametrize("sampler", ["dpmpp_2m", "dpmpp_2m_sde"])
@pytest.mark.parametrize(
    "extra",
    [
        {"final_sigmas_type": "sigma_min"},
        {"final_sigmas_type": "sigma_min", "lower_order_final": False},
        {"final_sigmas_type": "sigma_min", "euler_at_final": True},
        {"solver_type": "heun"},
        {"solver_type": "bh2"},
        {"solver_order": 1},
        {"lambda_min_clipped": -2.0},
        {"sigma_min": 0.1, "sigma_max": 9.0},
    ],
)
def test_fine_points_of_the_solvers(compare, sampler, extra, kind, steps) -> None:
    compare(sampler, kind, steps, SD1 | extra)


@pytest.mark.oracle
@pytest.mark.parametrize("strength", [None, 0.4])
@pytest.mark.parametrize("steps", [1, 2, 3, 8, 21])
@pytest.mark.parametrize(
    "extra",
    [
        {"solver_order": 1},
        {"solver_order": 3},
        {"solver_order": 3, "solver_type": "bh1", **ABOVE_ZERO},  # at 0 they get NaN
        {"solver_type": "bh1", **ABOVE_ZERO},
        {"solver_type": "heun"},
        ABOVE_ZERO,
    ],
)
def test_fine_points_of_unipc(compare, extra, steps, strength) -> None:
    compare("unipc", "model", steps, SD1 | extra, strength=strength)


@pytest.mark.oracle
@pytest.mark.parametrize("sampler", ["euler", "heun", "lms", "dpm2", "dpmpp_sde", "unipc"])
@pytest.mark.parametrize("kind", ["karras", "exponential"])
def test_a_narrower_range_of_levels(compare, sampler, kind) -> None:
    compare(sampler, kind, 7, SD1 | {"sigma_min": 0.1, "sigma_max": 9.0})


@pytest.mark.oracle
@pytest.mark.parametrize("strength", [None, 0.3, 0.9])
@pytest.mark.parametrize("steps", [1, 6, 25])
@pytest.mark.parametrize("spacing", ["leading", "linspace", "trailing"])
@pytest.mark.parametrize("to_one", [True, False, None])
@pytest.mark.parametrize("sampler", ["ddim", "plms"])
def test_where_the_last_step_arrives(compare, sampler, to_one, spacing, steps, strength) -> None:
    fields = {**SD1, "timestep_spacing": spacing, "steps_offset": 1}
    if to_one is not None:
        fields["set_alpha_to_one"] = to_one
    compare(sampler, "model", steps, fields, strength=strength)


@pytest.mark.oracle
@pytest.mark.parametrize("strength", [None, 0.5])
@pytest.mark.parametrize("spacing", ["leading", "linspace", "trailing"])
@pytest.mark.parametrize("eta", [0.01, 0.5, 1.0])
def test_eta_of_ddim(compare, eta, spacing, strength) -> None:
    fields = {**SD1, "timestep_spacing": spacing, "steps_offset": 1}
    compare("ddim", "model", 9, fields, strength=strength, eta=eta)


@pytest.mark.oracle
@pytest.mark.parametrize("steps", [2, 25])
@pytest.mark.parametrize("kind", ["model", "karras", "exponential"])
def test_euler_may_end_at_the_lowest_level(compare, kind, steps) -> None:
    compare("euler", kind, steps, SD1 | {"final_sigmas_type": "sigma_min"})


@pytest.mark.oracle
@pytest.mark.parametrize("extra", [{"original_inference_steps": 20}, {"timestep_scaling": 0.01}])
@pytest.mark.parametrize("steps", [1, 4, 20])
def test_fine_points_of_lcm(compare, extra, steps) -> None:
    compare("lcm", "model", steps, SD1 | extra)


@pytest.mark.parametrize("name", get_args(SamplerName))
@pytest.mark.parametrize("kind", get_args(ScheduleName))
def test_a_perfect_denoiser_is_found(name: SamplerName, kind: ScheduleName) -> None:
    if name in OWN_SCHEDULE_ONLY:
        kind = "model"
    truth = torch.randn(SHAPE, generator=torch.Generator().manual_seed(3))
    config = ScheduleConfig(**SD1, set_alpha_to_one=True)
    path = noise_path(NoiseSchedule(config), name, kind, 12)
    x = start_from_latents(truth, torch.randn(SHAPE), path)
    steps = list(SAMPLERS[name](lambda x, sigma: truth, x, path, lambda: torch.randn(SHAPE)))
    assert torch.allclose(steps[-1].x, truth, atol=1e-3 if name == "lcm" else 1e-5)
    assert [step.index for step in steps] == list(range(12))
    assert steps[-1].sigma_next == 0


CALLS = {"heun": 19, "dpm2": 19, "dpmpp_sde": 19, "plms": 11}


@pytest.mark.parametrize("name", get_args(SamplerName))
def test_a_sampler_does_one_step_at_a_time(name: SamplerName) -> None:
    calls: list[float] = []

    def denoise(x: Tensor, sigma: float) -> Tensor:
        calls.append(path.time_of(sigma))
        return x

    path = noise_path(NoiseSchedule(ScheduleConfig()), name, "model", 10)
    walk = SAMPLERS[name](denoise, torch.zeros(SHAPE), path, lambda: torch.zeros(SHAPE))
    next(walk)
    assert len(calls) == (2 if name in CALLS else 1)
    assert len(list(walk)) == 9
    assert len(calls) == CALLS.get(name, 10)


@pytest.mark.parametrize(
    "name", ["ddim", "plms", "euler", "heun", "lms", "dpm2", "dpmpp_2m", "unipc"]
)
def test_these_draw_no_noise(name: SamplerName) -> None:
    path = noise_path(NoiseSchedule(ScheduleConfig()), name, "model", 4)
    walk = SAMPLERS[name](lambda x, sigma: 0.5 * x, torch.ones(SHAPE), path, no_noise)
    assert len(list(walk)) == 4
