"""A long read of weights ends between two tensors, where somebody wants that."""

import pytest
import torch
from torch import nn

from core.checkpoints import interruption
from core.checkpoints.tensors import load_into, write_safetensors
from core.contract.errors import Cancelled


def test_nobody_asked_nothing_stops():
    interruption.check()
    with interruption.stopped_by(lambda: False):
        interruption.check()


def test_it_holds_only_inside():
    with pytest.raises(Cancelled), interruption.stopped_by(lambda: True):
        interruption.check()
    interruption.check()


def test_a_file_is_read_no_further(tmp_path):
    network = nn.Sequential(*(nn.Linear(2, 2, bias=False) for _ in range(4)))
    write_safetensors(tmp_path / "a.safetensors", network.state_dict())
    before = [layer.weight for layer in network]
    asked = iter([False, False, True])
    with pytest.raises(Cancelled), interruption.stopped_by(lambda: next(asked)):
        load_into(
            network, tmp_path / "a.safetensors", dtype=torch.float32, device=torch.device("cpu")
        )
    changed = [layer.weight is not old for layer, old in zip(network, before, strict=True)]
    assert changed.count(True) == 2
