"""Several prompts in one batch, and other words in each step."""

import pytest
import torch
from torch import Tensor

from core.contract.request import SamplerName
from core.diffusion.composition import Guide, Turns, composed
from core.diffusion.conditioning import Conditioning
from core.diffusion.denoiser import Denoiser
from core.diffusion.guidance import guided
from core.diffusion.samplers.step import start_from_noise
from core.diffusion.samplers.table import SAMPLERS
from core.diffusion.schedule import NoiseSchedule, ScheduleConfig
from core.diffusion.sigmas import noise_path


class Network:
    """Predicts the mean of its context; notes the batches it saw."""

    def __init__(self) -> None:
        self.batches: list[int] = []

    def __call__(self, x: Tensor, t: Tensor, context: Tensor, *more: None) -> Tensor:
        self.batches.append(len(x))
        return context.mean((1, 2)).reshape(-1, 1, 1, 1).expand_as(x)


def told(value: float, **more: Tensor) -> Conditioning:
    return Conditioning(torch.full((1, 3, 5), value), **more)


X = torch.zeros(1, 4, 4, 4)


def predicted(guide: Guide, scale: float, rescale: float = 0.0, network=None) -> float:
    """What guidance makes of eps, all cells being alike, at sigma 1."""
    denoise = composed(
        Denoiser(network or Network(), "epsilon", lambda s: 1.0), guide, scale, rescale
    )
    result = -denoise(X, 1.0)
    assert torch.equal(result, result[:, :1, :1, :1].expand_as(result))
    return float(result[0, 0, 0, 0])


def test_weights_pull_away_from_the_unconditional_pass_by_hand() -> None:
    # -1 + 4 · (0.5 · (2 + 1) + 2 · (0 + 1)) = 13;  with a weight below 0: -1 + 4 · (3 - 0.5 · 1) = 9
    guide = Guide((told(2.0), told(0.0)), told(-1.0), (0.5, 2.0))
    assert predicted(guide, 4.0) == pytest.approx(13.0)
    against = Guide((told(2.0), told(0.0)), told(-1.0), (1.0, -0.5))
    assert predicted(against, 4.0) == pytest.approx(9.0)


def test_all_passes_run_in_one_batch() -> None:
    network = Network()
    guide = Guide((told(2.0), told(0.0), told(1.0)), told(-1.0), (1.0, 1.0, 1.0))
    predicted(guide, 4.0, network=network)
    predicted(guide, 1.0, network=network)
    assert network.batches == [4, 3]


def test_one_prompt_is_guidance_to_the_bit() -> None:
    noise = torch.randn(1, 4, 4, 4, generator=torch.Generator().manual_seed(1))

    def network(x: Tensor, t: Tensor, context: Tensor, *more: None) -> Tensor:
        return context.mean((1, 2)).reshape(-1, 1, 1, 1) * noise

    denoiser = Denoiser(network, "v_prediction", lambda s: 1.0)
    for scale, rescale in ((1.0, 0.0), (7.5, 0.0), (7.5, 0.7)):
        guide = Guide((told(0.3),), told(-0.1))
        want = guided(denoiser, told(0.3), told(-0.1), scale, rescale)(noise, 2.0)
        assert torch.equal(composed(denoiser, guide, scale, rescale)(noise, 2.0), want)


def test_two_halves_are_the_whole() -> None:
    whole = predicted(Guide((told(2.0),), told(-1.0)), 4.0)
    halves = predicted(Guide((told(2.0), told(2.0)), told(-1.0), (0.5, 0.5)), 4.0)
    assert halves == pytest.approx(whole)


def test_a_single_prompt_may_have_a_weight() -> None:
    assert predicted(Guide((told(2.0),), told(-1.0), (0.5,)), 4.0) == pytest.approx(-1 + 4 * 1.5)


def test_without_guidance_the_mean_by_weight() -> None:
    guide = Guide((told(2.0), told(0.0)), None, (3.0, 1.0))
    assert predicted(guide, 1.0) == pytest.approx(1.5)
    with pytest.raises(ValueError, match="sum above 0"):
        predicted(Guide((told(2.0), told(0.0)), None, (1.0, -1.0)), 1.0)


def test_guidance_needs_something_to_go_away_from() -> None:
    with pytest.raises(ValueError, match="unconditional"):
        predicted(Guide((told(2.0), told(0.0)), None, (1.0, 1.0)), 4.0)


def test_rescale_brings_the_spread_back_to_that_of_the_prompts_together() -> None:
    noise = torch.randn(1, 4, 4, 4, generator=torch.Generator().manual_seed(1))

    def network(x: Tensor, t: Tensor, context: Tensor, *more: None) -> Tensor:
        return context.mean((1, 2)).reshape(-1, 1, 1, 1) * noise

    denoiser = Denoiser(network, "epsilon", lambda s: 1.0)
    guide = Guide((told(1.0), told(2.0)), told(0.0), (0.5, 0.5))
    said = -composed(denoiser, guide, 5.0, 1.0)(torch.zeros_like(noise), 1.0)
    assert torch.allclose(said, 1.5 * noise, atol=1e-5)


def test_all_that_a_network_is_told_is_joined_in_the_same_order() -> None:
    seen: list[Tensor] = []

    def network(x: Tensor, t: Tensor, *parts: Tensor) -> Tensor:
        seen.extend(parts)
        return x

    each = [
        told(v, pooled=torch.full((1, 4), v), size_ids=torch.full((1, 6), v))
        for v in (0.0, 1.0, 2.0)
    ]
    guide = Guide((each[1], each[2]), each[0], (1.0, 1.0))
    composed(Denoiser(network, "epsilon", lambda s: 1.0), guide, 3.0)(X, 1.0)
    for part in seen:
        assert [float(row.flatten()[0]) for row in part] == [0.0, 1.0, 2.0]


@pytest.mark.parametrize("sampler", sorted(SAMPLERS))
def test_every_sampler_asks_in_each_step_with_the_words_of_that_step(sampler: SamplerName) -> None:
    steps = 4
    asked: list[list[float]] = [[] for _ in range(steps)]

    def denoise_of(step: int):
        def denoise(x: Tensor, sigma: float) -> Tensor:
            asked[step].append(sigma)
            return x * 0

        return denoise

    path = noise_path(NoiseSchedule(ScheduleConfig()), sampler, "model", steps)
    turns = Turns([denoise_of(step) for step in range(path.steps)])
    x = start_from_noise(torch.ones(1, 4, 2, 2), path)
    taken = list(turns.follow(SAMPLERS[sampler](turns, x, path, lambda: torch.zeros(1, 4, 2, 2))))
    assert [step.index for step in taken] == list(range(steps))
    assert all(asked)
    firsts = [sigmas[0] for sigmas in asked]
    assert firsts == [pytest.approx(step.sigma) for step in taken] or sampler == "plms"
    calls = [len(sigmas) for sigmas in asked]
    expected = {"plms": [2, 1, 1, 1]} | {key: [2, 2, 2, 1] for key in ("heun", "dpm2", "dpmpp_sde")}
    assert calls == expected.get(sampler, [1, 1, 1, 1])
