"""Noise on latents, as the schedule says and as the batch draws it."""

import pytest
import torch

from core.diffusion.schedule import NoiseSchedule, ScheduleConfig
from core.training.data.order import Batch
from core.training.noising import levels, noised

BATCH = Batch(0, 2, [0, 1, 2], [0, 1, 2])
LATENTS = torch.randn(3, 4, 2, 2, generator=torch.Generator().manual_seed(0))


@pytest.mark.parametrize("prediction", ["epsilon", "v_prediction"])
def test_the_target_and_the_noised_latents_give_the_latents_back(prediction):
    schedule = NoiseSchedule(ScheduleConfig(prediction_type=prediction))
    made = noised(schedule, LATENTS, BATCH)
    alpha = schedule.alphas_cumprod[made.t].reshape(-1, 1, 1, 1)
    if prediction == "epsilon":
        back = (made.x - (1 - alpha).sqrt() * made.target) / alpha.sqrt()
    else:
        back = alpha.sqrt() * made.x - (1 - alpha).sqrt() * made.target
    assert torch.allclose(back, LATENTS, atol=1e-3)


def test_two_purposes_of_one_batch_draw_apart():
    schedule = NoiseSchedule(ScheduleConfig())
    one, other = (
        noised(schedule, LATENTS, BATCH),
        noised(schedule, LATENTS, BATCH, purpose="class "),
    )
    assert not torch.equal(one.x, other.x)
    assert not torch.equal(one.t, other.t)


def test_the_offset_moves_each_channel_as_a_whole():
    schedule = NoiseSchedule(ScheduleConfig())
    plain, moved = (noised(schedule, LATENTS, BATCH, offset=offset) for offset in (0.0, 0.1))
    apart = moved.target - plain.target
    assert torch.allclose(apart, apart[:, :, :1, :1].expand_as(apart), atol=1e-6)
    assert bool(apart.any())


def test_levels_are_spread_over_all():
    schedule = NoiseSchedule(ScheduleConfig())
    assert levels(schedule, 1).tolist() == [500]
    assert levels(schedule, 4).tolist() == [125, 375, 625, 875]
