"""Parts come and go; what they compute stays the same to the bit."""

import copy

import pytest
import torch
from torch import nn

from core.generation.residence import Residence

CPU = torch.device("cpu")


def net() -> nn.Module:
    torch.manual_seed(3)
    return nn.Sequential(nn.Linear(4, 4), nn.GroupNorm(2, 4)).eval()


@pytest.fixture
def parts():
    return {name: [net()] for name in ("text", "unet", "vae")}


@pytest.fixture
def files(parts):
    return copy.deepcopy(parts)


@pytest.fixture
def read(files):
    reads = []

    def again(part):
        reads.append(part)
        return copy.deepcopy(files[part])

    again.reads = reads
    return again


def there(parts) -> list[str]:
    return [
        name
        for name, (network,) in parts.items()
        if all(p.device.type == "cpu" for p in network.parameters())
    ]


def test_with_everything_there_nothing_happens(parts, read) -> None:
    residence = Residence(parts, CPU, read)
    for part in parts:
        residence.hold(part)
    assert (there(parts), read.reads) == (["text", "unet", "vae"], [])


def test_while_offloading_one_part_is_there(parts, read) -> None:
    residence = Residence(parts, CPU, read)
    residence.settle(offload=True)
    for part in ("text", "unet", "vae", "unet"):
        residence.hold(part)
        assert there(parts) == [part]
    assert read.reads == ["unet", "vae", "unet"] or read.reads == ["vae", "unet"]


def test_what_is_read_again_computes_the_same(parts, read) -> None:
    x = torch.randn(2, 4)
    module = parts["unet"][0]
    before = module(x)
    residence = Residence(parts, CPU, read)
    residence.settle(offload=True)
    residence.hold("vae")
    residence.hold("unet")
    assert parts["unet"][0] is module
    assert torch.equal(module(x), before)


def test_settling_brings_everything_back(parts, read) -> None:
    residence = Residence(parts, CPU, read)
    residence.settle(offload=True)
    residence.hold("vae")
    residence.settle(offload=False)
    assert there(parts) == ["text", "unet", "vae"]


def test_a_widened_autoencoder_stays_so(parts, files, read) -> None:
    for networks in files.values():
        networks[0].half()
    residence = Residence(parts, CPU, read)
    residence.settle(offload=True)
    residence.hold("unet")
    residence.hold("vae")
    assert {p.dtype for p in parts["vae"][0].parameters()} == {torch.float32}


def test_what_is_put_around_a_layer_stays(parts, read) -> None:
    """As an addition to a model does that wraps one of its layers."""

    class Wrapped(nn.Module):
        def __init__(self, base: nn.Module) -> None:
            super().__init__()
            self.base = base
            self.more = nn.Parameter(torch.ones(4))

        def forward(self, x):
            return self.base(x) + self.more

    x = torch.randn(2, 4)
    residence = Residence(parts, CPU, read)
    network = parts["unet"][0]
    network[0] = Wrapped(network[0])
    before = network(x)
    residence.settle(offload=True)
    residence.hold("vae")
    assert network[0].base.weight.device.type == "meta"
    residence.hold("unet")
    assert torch.equal(network(x), before)


def test_in_inference_mode_weights_stay_ordinary(parts, read) -> None:
    residence = Residence(parts, CPU, read)
    residence.settle(offload=True)
    with torch.inference_mode():
        residence.hold("vae")
        residence.hold("unet")
    assert not any(p.is_inference() for p in parts["unet"][0].parameters())


def test_on_a_card_the_others_wait_in_ram(parts, read, monkeypatch) -> None:
    """Faked: "meta" plays the card, so moves are seen and nothing is computed."""
    moves = []
    real = nn.Module.to

    def to(self, device, *more):
        moves.append(str(device))
        return real(self, device, *more)

    monkeypatch.setattr(nn.Module, "to", to)
    residence = Residence(parts, torch.device("meta"), read)
    residence.offload = True
    residence.hold("text")
    assert moves == ["meta"]
    monkeypatch.setattr("core.generation.residence.give_back", lambda device: moves.append("gb"))
    monkeypatch.setattr(nn.Module, "to", lambda self, device: moves.append(str(device)) or self)
    residence.hold("unet")
    assert moves[1:] == ["cpu", "gb", "meta"]
    assert read.reads == []


def test_what_came_only_in_part_leaves_too(parts, read) -> None:
    residence = Residence(parts, CPU, read)
    parts["unet"][0][1].to("meta")  # memory ran out on its way
    residence.settle(offload=True)
    residence.hold("text")
    assert all(p.device.type == "meta" for p in parts["unet"][0].parameters())
