"""Saying again what was said brings every sampler to the same place."""

import pytest
import torch

from core.diffusion.samplers.step import start_from_noise
from core.diffusion.samplers.table import SAMPLERS
from core.diffusion.schedule import NoiseSchedule, ScheduleConfig
from core.diffusion.sigmas import noise_path
from core.insight.replay import replayed
from core.insight.trace import Trace

STEPS = 5
SHAPE = (1, 4, 4, 4)


def walk(sampler, denoise, trace):
    path = noise_path(NoiseSchedule(ScheduleConfig()), sampler, "model", STEPS)
    generator = torch.Generator().manual_seed(3)

    def draw():
        return torch.randn(SHAPE, generator=generator)

    x = start_from_noise(draw(), path)
    return [step.x for step in trace.walk(SAMPLERS[sampler](trace.denoise(denoise), x, path, draw))]


def one(x, sigma):
    return torch.tanh(x / (1 + sigma))


def other(x, sigma):
    return torch.tanh(x / (1 + sigma)) + 0.5


def counted(denoise):
    calls = []

    def inner(x, sigma):
        calls.append(sigma)
        return denoise(x, sigma)

    return inner, calls


@pytest.mark.parametrize("sampler", SAMPLERS)
@pytest.mark.parametrize("step", [0, 2, STEPS])
def test_from_any_step_the_same_words_end_in_the_same_bits(sampler, step) -> None:
    trace = Trace()
    before = walk(sampler, one, trace)
    live, calls = counted(one)
    again = walk(sampler, replayed(live, trace.calls, step), Trace())
    assert all(torch.equal(a, b) for a, b in zip(before, again, strict=True))
    assert len(calls) == sum(call.step >= step for call in trace.calls)


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_other_words_change_what_comes_after_and_not_what_was_before(sampler) -> None:
    trace = Trace()
    before = walk(sampler, one, trace)
    after = walk(sampler, replayed(other, trace.calls, 2), Trace())
    assert all(torch.equal(a, b) for a, b in zip(before[:1], after[:1], strict=True))
    assert not torch.equal(before[-1], after[-1])


@pytest.mark.parametrize("sampler", SAMPLERS)
def test_outside_a_mask_no_bit_changes(sampler) -> None:
    cells = torch.zeros(1, 1, 4, 4)
    cells[..., 1:3] = 1
    trace = Trace()
    before = walk(sampler, one, trace)
    after = walk(sampler, replayed(other, trace.calls, 1, cells), Trace())
    for a, b in zip(before, after, strict=True):
        assert torch.equal(a[..., [0, 3]], b[..., [0, 3]])
    assert not torch.equal(before[-1][..., 1:3], after[-1][..., 1:3])


def test_another_way_is_no_replay() -> None:
    trace = Trace()
    walk("euler", one, trace)
    with pytest.raises(AssertionError):
        replayed(one, trace.calls, 1)(torch.zeros(SHAPE), 0.123)
