"""A trace around a made-up network: what it keeps, and that it changes nothing."""

import pytest
import torch

from core.contract.errors import InvalidValue
from core.diffusion.conditioning import Conditioning
from core.diffusion.denoiser import Denoiser
from core.diffusion.guidance import guided
from core.diffusion.samplers.step import no_noise, start_from_noise
from core.diffusion.samplers.table import SAMPLERS
from core.diffusion.schedule import NoiseSchedule, ScheduleConfig
from core.diffusion.sigmas import noise_path
from core.insight.trace import Sizes, Told, Trace, kept

COND, UNCOND = Conditioning(torch.ones(1, 3, 2)), Conditioning(torch.zeros(1, 3, 2))
SHAPE = (1, 4, 4, 4)


def network(x, t, context, pooled, size_ids):
    return torch.tanh(x) + context.mean((1, 2))[:, None, None, None]


def run(sampler="euler", steps=3, trace=None):
    path = noise_path(NoiseSchedule(ScheduleConfig()), sampler, "model", steps)
    ask = network if trace is None else trace.network(network)
    denoise = guided(Denoiser(ask, "epsilon", path.time_of), COND, UNCOND, 4.0)
    if trace is not None:
        trace.begin(
            (Told("prompt", "a swan", COND.context), Told("negative", "", UNCOND.context)),
            Sizes(steps, 64),
        )
        denoise = trace.denoise(denoise)
    x = start_from_noise(torch.randn(SHAPE, generator=torch.Generator().manual_seed(1)), path)
    walk = SAMPLERS[sampler](denoise, x, path, no_noise)
    return list(walk if trace is None else trace.walk(walk))


@pytest.mark.parametrize("sampler", ["euler", "heun", "plms", "dpmpp_2m", "unipc"])
def test_a_trace_changes_no_bit(sampler) -> None:
    plain, traced = run(sampler), run(sampler, trace=Trace())
    assert all(torch.equal(a.x, b.x) for a, b in zip(plain, traced, strict=True))


def test_it_keeps_what_was_asked_and_said() -> None:
    trace = Trace()
    steps = run(trace=trace)
    assert [call.step for call in trace.calls] == [0, 1, 2]
    assert trace.levels == [(step.sigma, step.sigma_next) for step in steps]
    assert torch.equal(trace.calls[1].x, steps[0].x)
    assert torch.equal(trace.calls[1].denoised, steps[1].denoised)
    assert torch.equal(trace.last, steps[-1].x)
    without, with_words = trace.calls[0].said
    assert [trace.told[said.told].name for said in (without, with_words)] == ["negative", "prompt"]
    x = trace.calls[0].x / (1 + trace.calls[0].sigma ** 2) ** 0.5
    assert torch.equal(without.output, torch.tanh(x))
    assert torch.equal(with_words.output, torch.tanh(x) + 1)


def test_a_step_may_ask_twice() -> None:
    trace = Trace()
    run("heun", trace=trace)
    assert [call.step for call in trace.calls] == [0, 0, 1, 1, 2]


def test_the_guess_and_its_noise_make_x_again() -> None:
    trace = Trace()
    run(trace=trace)
    for call in trace.calls:
        assert torch.allclose(call.denoised + call.sigma * call.eps, call.x, atol=1e-4)


def test_fifty_steps_at_512_px_stay_far_below_the_limit() -> None:
    sizes = Sizes(50, 4 * 64 * 64)
    assert sizes.bytes(2) == (101 * 4 + 50) * 65_536 < 300_000_000 / 10
    trace = Trace()
    run(steps=5, trace=trace)
    assert trace.bytes <= Sizes(5, 64).bytes(2)


def test_where_answers_do_not_fit_only_calls_are_kept() -> None:
    trace = Trace(limit=Sizes(3, 64).bytes(0))
    run(trace=trace)
    assert all(call.said == () for call in trace.calls)
    assert len(trace.calls) == 3


def test_a_run_that_cannot_fit_is_refused_before_it_begins() -> None:
    trace = Trace(limit=Sizes(3, 64).bytes(0) - 1)
    with pytest.raises(InvalidValue, match="steps"):
        run(trace=trace)
    assert trace.calls == []


def test_unknown_texts_are_numbered_minus_one() -> None:
    trace = Trace()
    trace.begin((Told("prompt", "a swan", COND.context),), Sizes(1, 64))
    denoise = trace.denoise(
        lambda x, sigma: trace.network(network)(
            x, x[:, 0, 0, 0], torch.full((1, 3, 2), 5.0), None, None
        )
    )
    denoise(torch.zeros(SHAPE), 1.0)
    assert [said.told for said in trace.calls[0].said] == [-1]


def test_half_precision_is_kept_without_rounding() -> None:
    half = torch.randn(100).half()
    assert torch.equal(kept(half).half(), half)
    own = torch.zeros(3)
    copy = kept(own)
    own += 1
    assert not copy.any()
