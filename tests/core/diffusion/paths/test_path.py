"""A path's tail, and what it knows of its levels."""

import pytest
import torch

from core.diffusion.paths.path import NoisePath
from core.diffusion.schedule import NoiseSchedule, ScheduleConfig
from core.diffusion.sigmas import noise_path

SCHEDULE = NoiseSchedule(ScheduleConfig())


@pytest.mark.parametrize("sampler", ["euler", "plms", "dpm2"])
def test_a_tail_is_the_end_of_everything(sampler) -> None:
    path = noise_path(SCHEDULE, sampler, "model", 10)
    tail = path.tail(0.35)
    assert tail.steps == 3
    assert torch.equal(torch.cat([tail.earlier, tail.sigmas]), path.sigmas)
    for name in ("timesteps", "targets", "middles", "middle_times", "origins"):
        whole, end = getattr(path, name), getattr(tail, name)
        assert (whole is None) == (end is None)
        if whole is not None:
            assert torch.equal(end, whole[-len(end) :])
            assert len(end) == 3 + path.extra_calls


def test_a_tail_of_a_tail_remembers_both() -> None:
    path = noise_path(SCHEDULE, "lms", "model", 10)
    assert torch.equal(path.tail(0.5).tail(0.5).earlier, path.sigmas[:8])


@pytest.mark.parametrize("sampler", ["dpm2", "dpmpp_sde"])
def test_the_middles_have_times_between_those_of_their_neighbours(sampler) -> None:
    path = noise_path(SCHEDULE, sampler, "karras", 6)
    assert path.middles is not None
    for i, middle in enumerate(path.middles[:-1].tolist()):
        before, after = path.sigmas[i : i + 2].tolist()
        assert before > middle > after
        assert path.time_of(before) > path.time_of(middle) > path.time_of(after) - 0.5


def test_an_unknown_level_is_a_defect() -> None:
    path: NoisePath = noise_path(SCHEDULE, "euler", "model", 3)
    with pytest.raises(KeyError):
        path.time_of(1.2345)
