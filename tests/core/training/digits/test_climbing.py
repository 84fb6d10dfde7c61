"""Climbing a score: it rises, each step has the same length."""

from __future__ import annotations

import torch

from core.training.digits.climbing import climb


def logits(x):
    """The lighter the picture, the more it is a 3."""
    return x.mean((1, 2, 3))[:, None] * torch.eye(10)[3]


def test_the_score_rises_with_every_step_of_the_same_length():
    x, scores = torch.zeros(2, 1, 8, 8), []
    for after, score in climb(logits, x, torch.tensor([3, 3]), 5, rate=0.1):
        assert torch.allclose((after - x).pow(2).mean((1, 2, 3)).sqrt(), torch.tensor(0.1))
        x = after
        scores.append(score)
    rising = torch.stack(scores)
    assert (rising.diff(dim=0) > 0).all()


def test_it_also_climbs_where_gradients_are_switched_off():
    with torch.no_grad():
        *_, (x, _) = climb(logits, torch.zeros(1, 1, 8, 8), torch.tensor([3]), 2)
    assert x.min() > 0
