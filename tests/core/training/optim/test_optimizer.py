"""Learning rate as a function, decay on matrices only, state that survives a round trip bit by bit."""

from __future__ import annotations

import copy
import itertools

import pytest
import torch
from torch import nn

from core.contract.teaching import DreamBoothConfig
from core.contract.training import TrainingConfig
from core.training.optim.optimizer import COSINE_END, Optimizer, learning_rate


def config(**changes) -> TrainingConfig:
    values = {"task": "vae", "data": "data", "output": "out", "learning_rate": 0.1}
    return TrainingConfig(**{**values, "warmup_steps": 0, **changes})


def test_learning_rate_rises_then_falls():
    rates = [learning_rate(step, 100, 1.0, 10, "cosine") for step in range(100)]
    assert rates[0] == pytest.approx(0.1)
    assert rates[9] == rates[10] == 1.0
    assert rates[99] == pytest.approx(COSINE_END)
    assert all(a >= b for a, b in itertools.pairwise(rates[10:]))
    assert learning_rate(70, 100, 1.0, 10, "constant") == 1.0


def test_learning_rate_of_the_shortest_runs():
    assert learning_rate(0, 1, 1.0, 0, "cosine") == 1.0
    assert learning_rate(0, 1, 1.0, 100, "cosine") == pytest.approx(0.01)


def step(optimizer: Optimizer, model: nn.Module, number: int) -> None:
    x = torch.randn(4, 3, generator=torch.Generator().manual_seed(number))
    model(x).pow(2).mean().backward()
    optimizer.step(number)


def model() -> nn.Module:
    torch.manual_seed(0)
    return nn.Sequential(nn.Linear(3, 5), nn.LayerNorm(5), nn.Linear(5, 2))


@pytest.mark.parametrize("name", ["adamw", "sgd", "adafactor", "muon"])
def test_a_resumed_optimizer_is_bit_equal(name):
    chosen = config(optimizer=name, steps=20)
    straight = model()
    one = Optimizer(dict(straight.named_parameters()), chosen)
    for number in range(5):
        step(one, straight, number)
    resumed = copy.deepcopy(straight)
    two = Optimizer(dict(resumed.named_parameters()), chosen)
    two.load_state({key: value.clone() for key, value in one.state().items()})
    for number in range(5, 9):
        step(one, straight, number)
        step(two, resumed, number)
    for a, b in zip(straight.parameters(), resumed.parameters(), strict=True):
        assert torch.equal(a, b)
    assert set(one.state()) == set(two.state())
    assert all(torch.equal(value, two.state()[key]) for key, value in one.state().items())


@pytest.mark.parametrize("name", ["adamw", "muon"])
def test_decay_shrinks_matrices_only(name):
    network = model()
    before = {name: p.detach().clone() for name, p in network.named_parameters()}
    chosen = config(weight_decay=0.5, optimizer=name)
    optimizer = Optimizer(dict(network.named_parameters()), chosen)
    for parameter in network.parameters():
        parameter.grad = torch.zeros_like(parameter)
    optimizer.step(0)
    for name, parameter in network.named_parameters():
        if parameter.dim() >= 2:
            assert torch.allclose(parameter, before[name] * 0.95)
        else:
            assert torch.equal(parameter, before[name])


def test_a_text_encoder_goes_at_its_own_rate():
    chosen = DreamBoothConfig(
        photos="p",
        class_noun="dog",
        output="o",
        optimizer="sgd",
        learning_rate=0.1,
        text_learning_rate=0.01,
        weight_decay=0.0,
    )
    named = {name: nn.Parameter(torch.zeros(2, 3)) for name in ("unet.a", "text_encoder.b")}
    optimizer = Optimizer(named, chosen)
    for parameter in named.values():
        parameter.grad = torch.ones_like(parameter)
    assert optimizer.step(0) == 0.1
    moved = {name: -parameter.detach() for name, parameter in named.items()}
    assert torch.allclose(moved["unet.a"], torch.tensor(0.1))
    assert torch.allclose(moved["text_encoder.b"], torch.tensor(0.01))


def test_gradients_are_dropped_after_a_step():
    network = model()
    optimizer = Optimizer(dict(network.named_parameters()), config())
    step(optimizer, network, 0)
    assert all(parameter.grad is None for parameter in network.parameters())


@pytest.mark.parametrize(
    ("name", "kind"),
    [("adamw", "AdamW"), ("sgd", "SGD"), ("adafactor", "Adafactor"), ("muon", "Muon")],
)
def test_the_optimizer_is_the_one_that_was_asked_for(name, kind):
    one = Optimizer(dict(model().named_parameters()), config(optimizer=name))
    assert type(one._inner).__name__ == kind


def test_rows_of_a_table_of_words_go_no_farther_than_adamws():
    table = nn.Parameter(torch.zeros(1000, 16))
    name = "text_encoder.model.embeddings.token_embedding.weight"
    chosen = config(optimizer="muon", weight_decay=0.0)
    optimizer = Optimizer({name: table}, chosen)
    table.grad = torch.zeros_like(table)
    table.grad[:2] = torch.randn(2, 16, generator=torch.Generator().manual_seed(0))
    rate = optimizer.step(0)
    assert table.detach()[:2].pow(2).mean().sqrt() == pytest.approx(rate, rel=0.02)
    assert not table.detach()[2:].any()
