"""heun, dpm2 and dpmpp_sde: second order shows in how soon they are right."""

import pytest
import torch

from core.diffusion.samplers.one_call import euler
from core.diffusion.samplers.step import no_noise
from core.diffusion.samplers.two_calls import dpm2, dpmpp_sde, heun
from core.diffusion.schedule import NoiseSchedule, ScheduleConfig
from core.diffusion.sigmas import noise_path

SCHEDULE = NoiseSchedule(ScheduleConfig())


def gaussian(x: torch.Tensor, sigma: float) -> torch.Tensor:
    """The best guess where the clean latents have unit spread."""
    return x / (1 + sigma**2)


def exact(x: torch.Tensor, sigma: float) -> torch.Tensor:
    """Where the ODE of `gaussian` ends."""
    return x / (1 + sigma**2) ** 0.5


@pytest.mark.parametrize("sampler", [heun, dpm2])
def test_they_are_nearer_to_the_truth_than_euler(sampler) -> None:
    path = noise_path(SCHEDULE, "dpm2", "karras", 12)
    x = torch.full((1, 1, 1, 1), float(path.sigmas[0]))
    want = exact(x, float(path.sigmas[0]))
    near, far = (
        abs(float(list(walk(gaussian, x, path, no_noise))[-1].x - want))
        for walk in (sampler, euler)
    )
    assert near < far / 3


def test_dpmpp_sde_keeps_the_spread_of_the_level() -> None:
    draw = torch.Generator().manual_seed(0)
    path = noise_path(SCHEDULE, "dpmpp_sde", "karras", 60)
    x = torch.randn(1, 4, 64, 64, generator=draw) * path.sigmas[0]
    noise = lambda: torch.randn(x.shape, generator=draw)  # noqa: E731
    steps = list(dpmpp_sde(gaussian, x, path, noise))
    assert float(steps[-1].x.std()) == pytest.approx(1.0, rel=0.1)


def test_a_path_without_middles_is_a_defect() -> None:
    path = noise_path(SCHEDULE, "euler", "model", 3)
    with pytest.raises(ValueError, match="middle"):
        list(dpm2(gaussian, torch.ones(1), path, no_noise))
