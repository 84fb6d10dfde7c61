"""Guidance: one batch for both passes, none for the second where it would change nothing."""

import pytest
import torch
from torch import Tensor

from core.diffusion.denoiser import Conditioning, Denoiser
from core.diffusion.guidance import guided


class Network:
    """Predicts the mean of its context; notes the batches it saw."""

    def __init__(self) -> None:
        self.batches: list[int] = []

    def __call__(self, x: Tensor, t: Tensor, context: Tensor, *more: None) -> Tensor:
        self.batches.append(len(x))
        return context.mean((1, 2)).reshape(-1, 1, 1, 1).expand_as(x)


COND, UNCOND = (Conditioning(torch.full((2, 3, 5), value)) for value in (1.0, -0.5))
X = torch.zeros(2, 4, 4, 4)


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


def test_guidance_needs_something_to_go_away_from() -> None:
    with pytest.raises(ValueError, match="unconditional"):
        guided(Denoiser(Network(), "epsilon", lambda s: 1.0), COND, None, 2.0)
