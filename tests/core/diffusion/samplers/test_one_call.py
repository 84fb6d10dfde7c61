"""euler, ddim, ddpm and euler_a: one formula."""

import math

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from core.diffusion.samplers.one_call import ancestral, ddim, down_and_up, euler
from core.diffusion.schedule import NoiseSchedule, ScheduleConfig
from core.diffusion.sigmas import noise_path

SCHEDULE = NoiseSchedule(ScheduleConfig())


@given(st.floats(1e-3, 1e5), st.floats(0, 1), st.floats(0, 1))
def test_down_and_up_make_the_target(sigma, share, eta) -> None:
    target = sigma * share
    down, up = down_and_up(sigma, target, eta)
    assert math.hypot(down, up) == pytest.approx(target)
    assert 0 <= down <= target * (1 + 1e-12)  # but for rounding
    assert up == 0 or eta > 0


def test_the_spread_stays_that_of_the_level() -> None:
    """From pure noise around a known end, every x has the spread of its level, new noise or not."""
    draw = torch.Generator().manual_seed(0)
    path = noise_path(SCHEDULE, "euler_a", "model", 8)
    x = torch.randn(1, 4, 64, 64, generator=draw) * path.sigmas[0]
    walk = ancestral(
        lambda x, sigma: torch.zeros_like(x), x, path, lambda: torch.randn(x.shape, generator=draw)
    )
    for step in walk:
        assert float(step.x.std()) == pytest.approx(step.sigma_next, rel=0.05, abs=1e-6)


def test_without_eta_ddim_is_euler_on_the_same_levels() -> None:
    path = noise_path(SCHEDULE, "ddim", "karras", 6)
    x = torch.randn(1, 4, 4, 4, generator=torch.Generator().manual_seed(0)) * path.sigmas[0]
    for one, other in zip(
        *(walk(lambda x, sigma: x / 2, x, path, lambda: x) for walk in (ddim, euler)), strict=True
    ):
        assert torch.equal(one.x, other.x)
