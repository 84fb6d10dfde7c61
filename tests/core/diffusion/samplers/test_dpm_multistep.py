"""dpmpp_2m and its SDE: the second guess counts from the second step on."""

from dataclasses import replace

import pytest
import torch

from core.diffusion.samplers.dpm_multistep import dpmpp_2m, dpmpp_2m_sde
from core.diffusion.samplers.one_call import euler
from core.diffusion.samplers.step import no_noise
from core.diffusion.schedule import NoiseSchedule, ScheduleConfig
from core.diffusion.sigmas import noise_path

PATH = noise_path(NoiseSchedule(ScheduleConfig()), "dpmpp_2m", "karras", 10)
X = torch.full((1, 1, 1, 1), float(PATH.sigmas[0]))


def gaussian(x: torch.Tensor, sigma: float) -> torch.Tensor:
    return x / (1 + sigma**2)


def test_of_first_order_it_is_euler() -> None:
    plain = replace(PATH, options=replace(PATH.options, order=1))
    for one, other in zip(
        dpmpp_2m(gaussian, X, plain, no_noise), euler(gaussian, X, plain, no_noise), strict=True
    ):
        assert torch.allclose(one.x, other.x, atol=1e-5)


def test_of_second_order_it_is_nearer_to_the_truth() -> None:
    want = float(X) / (1 + float(PATH.sigmas[0]) ** 2) ** 0.5
    near, far = (
        abs(float(list(walk(gaussian, X, PATH, no_noise))[-1].x) - want)
        for walk in (dpmpp_2m, euler)
    )
    assert near < far / 2


def test_the_sde_draws_once_a_step_and_keeps_the_spread() -> None:
    draw, drawn = torch.Generator().manual_seed(0), []

    def noise() -> torch.Tensor:
        drawn.append(1)
        return torch.randn(1, 4, 64, 64, generator=draw)

    x = torch.randn(1, 4, 64, 64, generator=draw) * PATH.sigmas[0]
    steps = list(dpmpp_2m_sde(gaussian, x, PATH, noise))
    assert len(drawn) == 10
    assert float(steps[-1].x.std()) == pytest.approx(1.0, rel=0.15)


@pytest.mark.parametrize("kind", ["karras", "exponential"])
@pytest.mark.parametrize("walk", [dpmpp_2m, dpmpp_2m_sde])
def test_a_last_step_without_length_leaves_x_as_it_is(walk, kind) -> None:
    """Levels that end at the model's lowest have it twice; Heun's formula divides by the length."""
    config = ScheduleConfig(final_sigmas_type="sigma_min", solver_type="heun")
    path = noise_path(NoiseSchedule(config), "dpmpp_2m", kind, 15)
    assert path.sigmas[-1] == path.sigmas[-2]
    *_, before, last = walk(gaussian, X, path, lambda: torch.ones_like(X))
    assert torch.equal(last.x, before.x)
