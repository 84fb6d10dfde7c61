"""Digits by the samplers of all models."""

from __future__ import annotations

import pytest
import torch

from core.contract.errors import InvalidValue
from core.diffusion.schedule import NoiseSchedule, ScheduleConfig
from core.networks.digits import DigitPredictor
from core.training.digits.drawing import Way, draw, drawn

SCHEDULE = NoiseSchedule(ScheduleConfig())


@pytest.fixture(scope="module")
def predictor():
    with torch.random.fork_rng():
        torch.manual_seed(0)
        return DigitPredictor().eval()


def test_each_step_is_one_of_the_sampler_and_the_last_is_the_picture(predictor):
    noise, digits = torch.randn(2, 1, 24, 24), torch.tensor([1, 2])
    steps = list(draw(predictor, SCHEDULE, noise, digits, Way(steps=3)))
    assert [step.index for step in steps] == [0, 1, 2]
    assert torch.equal(steps[-1].x, drawn(predictor, SCHEDULE, noise, digits, Way(steps=3)))
    assert torch.allclose(steps[-1].x, steps[-1].denoised, atol=1e-5)


def test_guidance_and_the_digit_count(predictor):
    noise = torch.randn(1, 1, 24, 24)
    ends = [
        drawn(predictor, SCHEDULE, noise, torch.tensor([digit]), Way(2, guidance))
        for digit, guidance in ((1, 1.0), (2, 1.0), (1, 3.0))
    ]
    assert not torch.equal(ends[0], ends[1])
    assert not torch.equal(ends[0], ends[2])


def test_more_steps_than_levels_are_refused(predictor):
    with pytest.raises(InvalidValue):
        drawn(predictor, SCHEDULE, torch.randn(1, 1, 24, 24), torch.tensor([1]), Way(2000))
