"""What all tasks share: the setting, the names of what learns, sides that divide."""

from __future__ import annotations

from dataclasses import replace

import pytest
import torch
from torch import nn

from core.contract.errors import InvalidValue
from core.training.task import check_sides, trained_parameters


class Two:
    """A stand-in with two networks, one of them partly frozen."""

    def __init__(self) -> None:
        self.modules = {"b": nn.Linear(2, 1), "a": nn.Linear(1, 1)}
        self.modules["a"].bias.requires_grad_(False)


def test_parameters_are_named_by_network_in_a_fixed_order():
    task = Two()
    named = trained_parameters(task)
    assert list(named) == ["b.weight", "b.bias", "a.weight"]
    assert named["b.weight"] is task.modules["b"].weight


@pytest.mark.parametrize(("field", "value"), [("resolution", 24), ("crop", 8)])
def test_sides_that_do_not_divide_are_refused(make_config, field, value):
    config = make_config("vae", resolution=32, **({"crop": value} if field == "crop" else {}))
    config = replace(config, **{field: value})
    with pytest.raises(InvalidValue) as caught:
        check_sides(config, 16)
    assert (caught.value.field, caught.value.value) == (field, value)


def test_sides_that_divide_pass(make_config):
    check_sides(make_config("vae", resolution=32, crop=16), 16)


def test_half_precision_is_for_forward_passes_only(make_config, make_setting):
    setting = make_setting(make_config("vae"))
    layer, x = nn.Linear(4, 4), torch.ones(1, 4)
    with setting.autocast():
        assert layer(x).dtype == torch.float32
    with replace(setting, dtype=torch.bfloat16).autocast():
        assert layer(x).dtype == torch.bfloat16
    assert layer.weight.dtype == torch.float32


def test_figures_are_of_held_out_pictures_where_there_are_any(make_config, make_setting):
    setting = make_setting(make_config("vae"))
    assert replace(setting, held_out=(7, 3)).reported() == [7, 3]
    assert replace(setting, held_out=()).reported() == list(range(12))
    assert setting.pixels([1, 2]).shape == (2, 3, 16, 16)
