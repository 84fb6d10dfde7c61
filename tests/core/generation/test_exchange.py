import pytest
import torch

from core.generation.exchange import Exchange


def test_what_stood_aside_comes_back_bit_by_bit() -> None:
    layer = torch.nn.Linear(4, 4)
    weight, bits = layer.weight, layer.weight.detach().clone()
    exchange = Exchange()
    exchange.put(layer, "weight", torch.zeros(4, 4))
    exchange.put(layer, "bias", torch.zeros(4))
    assert not layer.weight.any()
    assert len(exchange) == 2
    exchange.undo()
    assert layer.weight is weight
    assert torch.equal(layer.weight, bits)
    assert len(exchange) == 0


def test_a_place_is_exchanged_once() -> None:
    layer, exchange = torch.nn.Linear(2, 2), Exchange()
    exchange.put(layer, "weight", torch.zeros(2, 2))
    with pytest.raises(ValueError, match="stands aside"):
        exchange.put(layer, "weight", torch.ones(2, 2))


def test_off_the_cpu_the_old_waits_in_the_computers_memory() -> None:
    """The device "meta" stands for a GPU: what is moved there loses its numbers, so only places are told."""
    layer, exchange = torch.nn.Linear(2, 2), Exchange()
    own = layer.weight
    exchange.put(layer, "weight", torch.zeros(2, 2))
    layer.to("meta")
    exchange.undo()
    assert layer.weight.device.type == "meta"
    assert own.device.type == "cpu"
