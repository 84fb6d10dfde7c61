import pytest

from core.contract.additions import LORAS_MAX, Lora
from desktop.state.lora_choice import (
    LoraChoice,
    asked,
    from_saved,
    switched_off,
    to_saved,
    with_lora,
)

INK, OIL = LoraChoice("/a/ink.safetensors", 0.5), LoraChoice("/a/oil.safetensors", -1.0, False)


def test_only_those_that_are_on_are_asked_for():
    assert asked((INK, OIL)) == (Lora("/a/ink.safetensors", 0.5),)
    assert INK.name == "ink"


def test_one_that_is_there_already_is_switched_on():
    assert with_lora((INK, OIL), OIL.path) == (INK, LoraChoice(OIL.path, -1.0, True))
    assert with_lora((INK,), "/b.safetensors") == (INK, LoraChoice("/b.safetensors"))
    full = tuple(LoraChoice(str(i)) for i in range(LORAS_MAX))
    assert with_lora(full, "one more") == full


def test_switching_off_keeps_weight_and_place(tmp_path):
    assert switched_off((INK, OIL), INK.path) == (LoraChoice(INK.path, 0.5, False), OIL)
    assert switched_off((INK,), "/other") == (INK,)
    inner = tmp_path / "pytorch_lora_weights.safetensors"
    inner.touch()
    (off,) = switched_off((LoraChoice(str(tmp_path)),), str(inner))
    assert not off.is_on


def test_saved_and_restored():
    assert from_saved(to_saved((INK, OIL))) == (INK, OIL)


@pytest.mark.parametrize(
    "value",
    [
        None,
        1,
        "x",
        [1],
        [["a", 1]],
        [["", 1.0, True]],
        [["a", 21, True]],
        [["a", float("nan"), True]],
    ],
)
def test_what_makes_no_sense_is_left_out(value):
    assert from_saved(value) == ()
