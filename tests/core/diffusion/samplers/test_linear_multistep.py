"""lms and plms: weights of earlier slopes."""

from itertools import pairwise

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from core.diffusion.samplers.linear_multistep import EQUAL_STEPS, _weight, plms
from core.diffusion.samplers.step import no_noise
from core.diffusion.schedule import NoiseSchedule, ScheduleConfig
from core.diffusion.sigmas import noise_path


@pytest.mark.parametrize("weights", EQUAL_STEPS)
def test_weights_of_equal_steps_are_the_integrals(weights) -> None:
    known = [float(i) for i in range(len(weights))]
    found = [_weight(known, j, 0.0, -1.0) for j in range(len(weights))]
    assert found == pytest.approx([-w for w in weights])


@given(st.lists(st.floats(0.1, 20), min_size=1, max_size=4, unique=True))
def test_weights_sum_to_the_length_of_the_step(known) -> None:
    known = sorted(known)
    if any(b - a < 0.05 for a, b in pairwise(known)):
        return
    total = sum(_weight(known, j, known[0], 0.0) for j in range(len(known)))
    assert total == pytest.approx(-known[0], rel=1e-6)


def test_the_first_step_of_plms_is_taken_twice() -> None:
    asked: list[float] = []

    def denoise(x: torch.Tensor, sigma: float) -> torch.Tensor:
        asked.append(path.time_of(sigma))
        return x / (1 + sigma**2)

    path = noise_path(NoiseSchedule(ScheduleConfig()), "plms", "model", 4)
    steps = list(plms(denoise, torch.ones(1, 1, 2, 2), path, no_noise))
    assert asked == [750, 500, 500, 250, 0]
    assert [step.index for step in steps] == [0, 1, 2, 3]
