"""lcm: to the end and back in every step."""

import torch

from core.diffusion.samplers.lcm import lcm
from core.diffusion.schedule import NoiseSchedule, ScheduleConfig
from core.diffusion.sigmas import noise_path

PATH = noise_path(NoiseSchedule(ScheduleConfig()), "lcm", "model", 4)


def test_each_step_lands_at_its_level_with_new_noise_and_the_last_without() -> None:
    drawn: list[torch.Tensor] = []

    def noise() -> torch.Tensor:
        drawn.append(torch.full((1, 1, 2, 2), float(len(drawn) + 1)))
        return drawn[-1]

    steps = list(lcm(lambda x, sigma: torch.zeros_like(x), torch.zeros(1, 1, 2, 2), PATH, noise))
    assert len(drawn) == 3
    for step, one in zip(steps, drawn, strict=False):
        assert torch.allclose(step.x - step.denoised, step.sigma_next * one)
    assert torch.equal(steps[-1].x, steps[-1].denoised)
