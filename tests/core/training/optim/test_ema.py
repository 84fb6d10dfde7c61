"""The moving average: its closed form, and weights that come back."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from core.training.optim.ema import MovingAverage


def test_updates_follow_the_closed_form():
    weights = {"w": torch.tensor([1.0, -2.0])}
    ema = MovingAverage(weights, 0.9)
    expected = weights["w"].double()
    for update in range(1, 30):
        weights = {"w": weights["w"] * 1.1}
        ema.update(weights, update)
        decay = min(0.9, (1 + update) / (10 + update))
        expected = decay * expected + (1 - decay) * weights["w"].double()
    assert torch.allclose(ema.tensors["w"].double(), expected, rtol=1e-5)
    assert ema.decay_at(1) == pytest.approx(2 / 11)
    assert ema.decay_at(10**6) == 0.9


def test_it_is_a_copy_and_stands_in_only_within_the_block():
    layer = nn.Linear(2, 2)
    parameters = dict(layer.named_parameters())
    before = layer.weight.detach().clone()
    ema = MovingAverage(parameters, 0.5)
    with torch.no_grad():
        layer.weight += 1
    with ema.applied(parameters):
        assert torch.equal(layer.weight, before)
    assert torch.equal(layer.weight, before + 1)


def test_weights_come_back_after_an_error():
    layer = nn.Linear(2, 2)
    parameters = dict(layer.named_parameters())
    ema = MovingAverage(parameters, 0.5)
    with torch.no_grad():
        layer.bias += 1
    expected = layer.bias.detach().clone()
    with pytest.raises(ZeroDivisionError), ema.applied(parameters):
        raise ZeroDivisionError
    assert torch.equal(layer.bias, expected)
