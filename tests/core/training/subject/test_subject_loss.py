"""Trap 3: min-SNR weights of both predictions against their closed forms, in each half."""

import pytest
import torch

from core.diffusion.schedule import NoiseSchedule, ScheduleConfig
from core.training.subject.subject_loss import half, two_terms

T = torch.tensor([3, 600, 990])


@pytest.mark.parametrize("gamma", [None, 1.0, 5.0])
@pytest.mark.parametrize("prediction", ["epsilon", "v_prediction"])
def test_trap_3_each_sample_counts_by_its_own_time_step(prediction, gamma):
    schedule = NoiseSchedule(ScheduleConfig(prediction_type=prediction))
    predicted, target = torch.randn(2, 3, 4, 2, 2, generator=torch.Generator().manual_seed(0))
    snr = schedule.snr(T)
    bounded = snr if gamma is None else snr.clamp(max=gamma)
    weight = bounded / (snr if prediction == "epsilon" else snr + 1)
    if gamma is None:
        weight = torch.ones(3)
    wanted = (weight * (predicted - target).pow(2).mean((1, 2, 3))).mean()
    assert torch.allclose(half(schedule, predicted, target, T, gamma), wanted)


def test_a_mask_counts_within_the_picture():
    schedule = NoiseSchedule(ScheduleConfig())
    predicted, target = torch.zeros(1, 4, 2, 2), torch.zeros(1, 4, 2, 2)
    target[..., 0, 0] = 2.0
    mask = torch.zeros(1, 1, 2, 2)
    mask[..., 0, 0] = 1.0
    assert float(half(schedule, predicted, target, T[:1], None, mask)) == 4.0
    assert float(half(schedule, predicted, target, T[:1], None)) == 1.0


def test_two_terms():
    assert float(two_terms(torch.tensor(2.0), torch.tensor(3.0), 0.5)) == 3.5
