"""unipc: what its equations promise. That it is diffusers' is in test_table.py."""

import math

import pytest
import torch

from core.diffusion.samplers.one_call import euler
from core.diffusion.samplers.step import no_noise
from core.diffusion.samplers.unipc import _weights, unipc
from core.diffusion.schedule import NoiseSchedule, ScheduleConfig
from core.diffusion.sigmas import noise_path


@pytest.mark.parametrize("bh1", [True, False])
def test_weights_solve_the_equations_of_the_paper(bh1) -> None:
    h, spots = 0.7, [-1.2, 1.0]
    scale = -h if bh1 else math.expm1(-h)
    phi = (math.expm1(-h) / -h - 1, (math.expm1(-h) / -h - 1) / -h - 1 / 2)
    found = _weights(spots, h, bh1=bh1)
    assert sum(found) == pytest.approx(phi[0] / scale)
    assert sum(found * spots) == pytest.approx(2 * phi[1] / scale)


@pytest.mark.parametrize("fields", [{}, {"solver_order": 1}])
def test_it_is_nearer_to_the_truth_than_euler(fields) -> None:
    path = noise_path(NoiseSchedule(ScheduleConfig(**fields)), "unipc", "karras", 10)
    x = torch.full((1, 1, 1, 1), float(path.sigmas[0]))
    want = float(x) / (1 + float(path.sigmas[0]) ** 2) ** 0.5
    near, far = (
        abs(float(list(walk(lambda x, s: x / (1 + s**2), x, path, no_noise))[-1].x) - want)
        for walk in (unipc, euler)
    )
    assert near < far


@pytest.mark.parametrize("kind", ["karras", "exponential"])
def test_a_last_step_of_no_length_moves_nothing(kind) -> None:
    """Their rows end at the model's lowest level, which may also be the last one."""
    config = ScheduleConfig(final_sigmas_type="sigma_min", lower_order_final=False)
    path = noise_path(NoiseSchedule(config), "unipc", kind, 4)
    steps = list(unipc(lambda x, s: x / (1 + s**2), torch.ones(1, 1, 1, 1), path, no_noise))
    assert all(bool(torch.isfinite(step.x).all()) for step in steps)
