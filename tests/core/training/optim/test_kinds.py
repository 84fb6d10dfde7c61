"""Each optimiser learns, keeps as much as it promises, and says what it lacks."""

from __future__ import annotations

import sys

import pytest
import torch
from torch import nn

from core.contract.errors import InvalidValue
from core.training.optim import kinds as optimizers


def groups(model: nn.Module):
    return [{"params": list(model.parameters()), "weight_decay": 0.0}]


@pytest.mark.parametrize("name", ["adamw", "sgd", "adafactor", "muon"])
def test_it_goes_downhill(name):
    torch.manual_seed(0)
    model, x = nn.Linear(6, 3), torch.randn(8, 6)
    optimizer = optimizers.make(name, groups(model), 0.02)
    losses = []
    for _ in range(30):
        loss = (model(x) - 1).pow(2).mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < 0.7 * losses[0]


def test_adafactor_keeps_rows_and_columns_only():
    model = nn.Linear(100, 50, bias=False)
    optimizer = optimizers.make("adafactor", groups(model), 1e-3)
    model(torch.randn(2, 100)).sum().backward()
    optimizer.step()
    (state,) = optimizer.state.values()
    kept = sum(value.numel() for value in state.values() if isinstance(value, torch.Tensor))
    assert kept <= 100 + 50 + 1


def test_adafactor_takes_the_rate_as_it_is_given():
    model = nn.Linear(4, 4, bias=False)
    optimizer = optimizers.make("adafactor", groups(model), 1.0)
    before = model.weight.detach().clone()
    optimizer.param_groups[0]["lr"] = 0.0
    model(torch.randn(2, 4)).sum().backward()
    optimizer.step()
    assert torch.equal(model.weight, before)


def test_the_8_bit_optimizer_says_what_it_needs(monkeypatch):
    monkeypatch.setitem(sys.modules, "bitsandbytes.optim", None)  # as though not installed
    with pytest.raises(InvalidValue, match="bitsandbytes"):
        optimizers.make("adamw8bit", groups(nn.Linear(2, 2)), 1e-3)
