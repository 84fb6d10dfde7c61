"""Muon turns a matrix's momentum into a step of equal length in all directions, and leaves the rest to AdamW."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from core.training.optim import muon as module
from core.training.optim.muon import MOMENTUM, USUAL_STEP, Muon, orthogonal

RATE, BETAS, EPS = 0.01, (0.9, 0.99), 1e-8


def muon(parameters, decay=0.0):
    groups = [{"params": parameters, "weight_decay": decay}]
    return Muon(groups, RATE, BETAS, EPS)


def moved(shape, gradient, steps=1):
    """How far a parameter of that shape goes from 0 under gradients that stay the same."""
    parameter = nn.Parameter(torch.zeros(shape))
    optimizer = muon([parameter])
    for _ in range(steps):
        parameter.grad = gradient.clone()
        optimizer.step()
    return parameter.detach()


@pytest.mark.parametrize("shape", [(4, 8, 40), (1, 24, 24), (3, 1, 7)])
def test_all_singular_values_become_about_one(shape):
    matrices = torch.randn(shape, generator=torch.Generator().manual_seed(0)) * 1e-3
    values = torch.linalg.svdvals(orthogonal(matrices).float())
    # the smallest ones of a square matrix are too near to nothing to be drawn up
    assert values.max() < 1.25
    assert values.median() > 0.65


def test_the_vectors_stay():
    torch.manual_seed(1)
    matrices = torch.randn(2, 6, 30)
    u, _, vh = torch.linalg.svd(matrices, full_matrices=False)
    near = torch.nn.functional.cosine_similarity(
        orthogonal(matrices).float().flatten(1), (u @ vh).flatten(1)
    )
    assert near.min() > 0.97


def test_nothing_stays_nothing():
    assert not orthogonal(torch.zeros(1, 3, 5)).any()


def test_a_step_is_as_long_as_adamws_usual_one_whatever_the_gradients_size():
    torch.manual_seed(2)
    gradient = torch.randn(16, 64)
    for scale in (1e-4, 1.0, 1e4):
        step = moved((16, 64), gradient * scale)
        assert step.pow(2).mean().sqrt() == pytest.approx(RATE * USUAL_STEP, rel=0.2)
        assert torch.nn.functional.cosine_similarity(step.ravel(), -gradient.ravel(), 0) > 0.9


def test_a_tall_matrix_moves_as_its_transpose_does():
    torch.manual_seed(3)
    gradient = torch.randn(5, 9)
    assert torch.equal(moved((5, 9), gradient), moved((9, 5), gradient.mT).mT)


def test_a_convolution_counts_as_one_matrix():
    torch.manual_seed(4)
    gradient = torch.randn(6, 3, 3, 3)
    assert torch.equal(
        moved((6, 3, 3, 3), gradient).flatten(1), moved((6, 27), gradient.flatten(1))
    )


def test_matrices_of_one_shape_do_not_touch_each_other():
    torch.manual_seed(5)
    gradients = torch.randn(2, 4, 10)
    pair = [nn.Parameter(torch.zeros(4, 10)) for _ in gradients]
    for parameter, gradient in zip(pair, gradients, strict=True):
        parameter.grad = gradient.clone()
    muon(pair).step()
    for parameter, gradient in zip(pair, gradients, strict=True):
        assert torch.allclose(parameter.detach(), moved((4, 10), gradient), atol=1e-5)


def test_the_momentum_is_a_mean_of_the_gradients():
    parameter = nn.Parameter(torch.zeros(2, 3))
    optimizer = muon([parameter])
    for value in (1.0, 3.0):
        parameter.grad = torch.full((2, 3), value)
        optimizer.step()
    expected = MOMENTUM * (1 - MOMENTUM) + (1 - MOMENTUM) * 3
    assert torch.allclose(optimizer.state[parameter]["momentum"], torch.full((2, 3), expected))


def test_what_is_no_matrix_follows_adamw():
    torch.manual_seed(6)
    ours, theirs = (nn.Parameter(torch.ones(7)) for _ in range(2))
    one = muon([ours], decay=0.1)
    other = torch.optim.AdamW([theirs], lr=RATE, betas=BETAS, eps=EPS, weight_decay=0.1)
    for _ in range(6):
        gradient = torch.randn(7)
        for parameter, optimizer in ((ours, one), (theirs, other)):
            parameter.grad = gradient.clone()
            optimizer.step()
    assert torch.allclose(ours, theirs, rtol=1e-6, atol=1e-7)


def test_a_parameter_without_gradient_stays():
    parameter = nn.Parameter(torch.ones(3, 3))
    optimizer = muon([parameter], decay=0.5)
    optimizer.step()
    assert torch.equal(parameter.detach(), torch.ones(3, 3))
    assert not optimizer.state


def test_matrices_are_made_orthogonal_in_parts(monkeypatch):
    sizes, real = [], module.orthogonal

    def counted(matrices):
        sizes.append(len(matrices))
        return real(matrices)

    monkeypatch.setattr(module, "AT_ONCE", 80)
    monkeypatch.setattr(module, "orthogonal", counted)
    three = [nn.Parameter(torch.zeros(4, 10)) for _ in range(3)]
    for parameter in three:
        parameter.grad = torch.randn(4, 10)
    muon(three).step()
    assert sizes == [2, 1]
