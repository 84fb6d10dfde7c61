import numpy as np
import pytest
from safetensors.numpy import save_file

from core.contract.additions import LORAS_MAX, Lora
from desktop.state.lora_choice import (
    LoraChoice,
    asked,
    from_saved,
    switched_off,
    taught_words,
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


def test_a_new_one_counts_as_the_note_beside_it_says(tmp_path):
    path = tmp_path / "ink.safetensors"
    path.with_suffix(".json").write_text('{"preferred weight": 0.6}')
    assert with_lora((), str(path)) == (LoraChoice(str(path), 0.6),)
    loud = LoraChoice(str(path), 1.5, False)
    assert with_lora((loud,), str(path)) == (LoraChoice(str(path), 1.5, True),)


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


def lora(path, trigger):
    """The smallest file that says what it was taught with."""
    name = "lora_unet_mid_block_attentions_0_proj_in"
    ends = {"lora_down.weight": (1, 4, 1, 1), "lora_up.weight": (4, 1, 1, 1)}
    tensors = {f"{name}.{end}": np.zeros(shape, np.float16) for end, shape in ends.items()}
    save_file(tensors, path, {"modelspec.trigger_phrase": trigger})
    return LoraChoice(str(path))


def test_the_words_of_those_that_are_on_are_known(tmp_path):
    on = lora(tmp_path / "a.safetensors", "sks dog")
    off = switched_off((lora(tmp_path / "b.safetensors", "ohwx"),), str(tmp_path / "b.safetensors"))
    (tmp_path / "c.safetensors").write_text("no LoRA")
    broken = LoraChoice(str(tmp_path / "c.safetensors"))
    assert taught_words((on, *off, broken, INK)) == ("sks dog",)
