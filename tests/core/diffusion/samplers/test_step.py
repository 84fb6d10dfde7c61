"""The ends of a run, and what steps say of themselves."""

import pytest
import torch

from core.diffusion.samplers.step import (
    finish,
    levels,
    no_noise,
    start_from_latents,
    start_from_noise,
    vp_scale,
)
from core.diffusion.schedule import NoiseSchedule, ScheduleConfig
from core.diffusion.sigmas import noise_path

SCHEDULE = NoiseSchedule(ScheduleConfig(set_alpha_to_one=False))


def test_ends_are_those_of_the_path() -> None:
    path = noise_path(SCHEDULE, "ddim", "model", 5)
    latents, noise = torch.randn(2, 1, 4, 4, 4, generator=torch.Generator().manual_seed(0))
    first, last = float(path.sigmas[0]), float(path.sigmas[-1])
    assert torch.allclose(start_from_noise(noise, path), noise * vp_scale(first))
    assert torch.allclose(start_from_latents(latents, noise, path), latents + first * noise)
    assert last > 0
    assert torch.allclose(finish(noise, path), noise / vp_scale(last))


def test_levels_are_pairs() -> None:
    path = noise_path(SCHEDULE, "euler", "model", 3)
    assert levels(path) == list(
        zip(path.sigmas[:-1].tolist(), path.sigmas[1:].tolist(), strict=True)
    )


def test_noise_where_none_is_expected_is_a_defect() -> None:
    with pytest.raises(AssertionError):
        no_noise()
