"""Guidance: one batch for both passes, none for the second where it would change nothing."""

import pytest
import torch
from torch import Tensor

from core.diffusion.conditioning import Conditioning
from core.diffusion.denoiser import Denoiser
from core.diffusion.guidance import guided, rescaled


class Network:
    """Predicts the mean of its context; notes the batches it saw."""

    def __init__(self) -> None:
        self.batches: list[int] = []

    def __call__(self, x: Tensor, t: Tensor, context: Tensor, *more: None) -> Tensor:
        self.batches.append(len(x))
        return context.mean((1, 2)).reshape(-1, 1, 1, 1).expand_as(x)


COND, UNCOND = (Conditioning(torch.full((2, 3, 5), value)) for value in (1.0, -0.5))
X = torch.zeros(2, 4, 4, 4)


def test_passes_apart_say_the_same_in_half_the_batch() -> None:
    network = Network()
    denoiser = Denoiser(network, "epsilon", lambda s: 1.0)
    together, apart = (guided(denoiser, COND, UNCOND, 3.0, 0.5, apart) for apart in (False, True))
    x = torch.randn(2, 4, 4, 4)
    assert torch.allclose(together(x, 1.0), apart(x, 1.0), equal_nan=True)
    assert network.batches == [4, 2, 2]


@pytest.mark.parametrize("scale", [1.0, 0.5, 0.0])
def test_guidance_up_to_one_runs_half_the_batch(scale: float) -> None:
    network = Network()
    denoise = guided(Denoiser(network, "epsilon", lambda s: 1.0), COND, UNCOND, scale)
    assert torch.equal(denoise(X, 1.0), torch.full_like(X, -1.0))
    assert network.batches == [2]


def test_guidance_runs_both_in_one_batch_and_goes_beyond() -> None:
    network = Network()
    denoise = guided(Denoiser(network, "epsilon", lambda s: 1.0), COND, UNCOND, 3.0)
    assert torch.allclose(denoise(X, 1.0), torch.full_like(X, 0.5 - 3.0 * 1.5))
    assert network.batches == [4]


def test_all_that_a_network_is_told_is_joined_in_the_same_order() -> None:
    seen: list[Tensor] = []

    def network(x: Tensor, t: Tensor, *told: Tensor) -> Tensor:
        seen.extend(told)
        return x

    without, with_words = (
        Conditioning(torch.full((1, 3, 5), v), torch.full((1, 4), v), torch.full((1, 6), v))
        for v in (0.0, 1.0)
    )
    guided(Denoiser(network, "epsilon", lambda s: 1.0), with_words, without, 3.0)(X[:1], 1.0)
    assert [len(part) for part in seen] == [2, 2, 2]
    assert all(part[0].eq(0).all() and part[1].eq(1).all() for part in seen)


@pytest.mark.oracle
@pytest.mark.parametrize("rescale", [0.25, 0.7, 1.0])
def test_rescale_equals_diffusers(rescale: float) -> None:
    from diffusers.pipelines.stable_diffusion.pipeline_stable_diffusion import rescale_noise_cfg

    said, with_words = torch.randn(2, 3, 4, 8, 8, generator=torch.Generator().manual_seed(1))
    want = rescale_noise_cfg(said, with_words, guidance_rescale=rescale)
    assert torch.allclose(rescaled(said, with_words, rescale), want, atol=1e-6)


@pytest.mark.parametrize("prediction", ["epsilon", "v_prediction"])
def test_rescale_works_on_what_the_network_says(prediction) -> None:
    noise = torch.randn(2, 4, 4, 4, generator=torch.Generator().manual_seed(2))

    def network(x: Tensor, t: Tensor, context: Tensor, *more: None) -> Tensor:
        return context.mean((1, 2)).reshape(-1, 1, 1, 1) * noise.repeat(len(x) // 2, 1, 1, 1)

    denoiser = Denoiser(network, prediction, lambda s: 1.0)
    whole = guided(denoiser, COND, UNCOND, 3.0, 1.0)(X, 2.0)
    # 1 - 0.5 · (-…) widens the prediction 4 times; all of it is taken back
    assert torch.allclose(whole, denoiser.denoised(noise, X, 2.0), atol=1e-5)
    assert not torch.allclose(whole, guided(denoiser, COND, UNCOND, 3.0)(X, 2.0), atol=0.1)


def test_rescale_does_nothing_without_guidance() -> None:
    one, other = (
        guided(Denoiser(Network(), "epsilon", lambda s: 1.0), COND, None, 1.0, rescale)(X, 1.0)
        for rescale in (0.0, 0.7)
    )
    assert torch.equal(one, other)


def test_guidance_needs_something_to_go_away_from() -> None:
    with pytest.raises(ValueError, match="unconditional"):
        guided(Denoiser(Network(), "epsilon", lambda s: 1.0), COND, None, 2.0)
