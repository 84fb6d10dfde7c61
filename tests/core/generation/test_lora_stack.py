from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from core.contract.addition_errors import AdditionRefused
from core.files.models.lora_info import describe_lora
from core.generation import lora_stack
from core.generation.additions import UsedLora
from core.generation.lora_stack import LoraStack

Q = "lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn1_to_q"
PATH = "down_blocks.0.attentions.0.transformer_blocks.0.attn1.to_q"
TEXT = "lora_te_text_model_encoder_layers_0_mlp_fc1"


@pytest.fixture
def stack(own_model) -> LoraStack:
    return LoraStack(own_model.unet, {"text_encoder": own_model.text_encoder}, "sd1")


@pytest.fixture
def own_model(tiny_model):
    import copy

    return copy.deepcopy(tiny_model)


@pytest.fixture
def lora(tmp_path: Path):
    """A function: name, value and weights → a LoRA that adds 2 · value · weight to every number of two layers."""

    def make(name: str, value: float, weight: float = 1.0, text: float | None = None) -> UsedLora:
        path = tmp_path / f"{name}.safetensors"
        tensors = {
            f"{Q}.lora_down.weight": torch.full((2, 8), value),
            f"{Q}.lora_up.weight": torch.ones(8, 2),
            f"{TEXT}.lora_down.weight": torch.full((2, 16), value),
            f"{TEXT}.lora_up.weight": torch.ones(32, 2),
        }
        save_file(tensors, path)
        return UsedLora(describe_lora(path), weight, text)

    return make


def numbers(model) -> dict[str, torch.Tensor]:
    parts = {"unet": model.unet, "text": model.text_encoder}
    return {
        f"{part}.{name}": value.detach().clone()
        for part, network in parts.items()
        for name, value in network.named_parameters()
    }


def test_only_the_layers_of_the_file_change_each_by_its_weight(own_model, stack, lora) -> None:
    before = numbers(own_model)
    stack.change_to([lora("ink", 1.0, 0.5, 0.25)])
    changed = {
        name: value - before[name]
        for name, value in numbers(own_model).items()
        if not torch.equal(value, before[name])
    }
    assert {name.split(".")[0] for name in changed} == {"unet", "text"}
    assert len(changed) == 2
    for name, difference in changed.items():
        assert torch.allclose(difference, torch.tensor(1.0 if "unet" in name else 0.5), atol=1e-5)


def test_any_order_of_stacks_ends_in_the_old_bits(own_model, stack, lora) -> None:
    before = numbers(own_model)
    one, two = lora("one", 0.3, 0.7), lora("two", -0.9, -1.3)
    for loras in ([one], [one, two], [two], [two, one, one], []):
        stack.change_to(loras)
    for name, value in numbers(own_model).items():
        assert torch.equal(value, before[name])


def test_a_stack_from_another_is_the_stack_from_none(own_model, stack, lora) -> None:
    one, two = lora("one", 0.3), lora("two", 0.1)
    stack.change_to([two])
    want = numbers(own_model)
    stack.change_to([one])
    stack.change_to([two])
    assert all(torch.equal(value, want[name]) for name, value in numbers(own_model).items())


def test_the_same_stack_is_not_read_again_until_a_file_changes(
    own_model, stack, lora, monkeypatch
) -> None:
    reads = []
    read = lora_stack.read_lora
    monkeypatch.setattr(lora_stack, "read_lora", lambda *a: reads.append(a) or read(*a))
    stack.change_to([lora("ink", 1.0)])
    stack.change_to([UsedLora(describe_lora(reads[0][0]), 1.0, None)])
    assert len(reads) == 1
    stack.change_to([lora("ink", 2.0)])
    assert len(reads) == 2


def test_a_stack_with_a_bad_file_leaves_the_one_before(own_model, stack, lora, tmp_path) -> None:
    good = lora("good", 1.0)
    stack.change_to([good])
    before = numbers(own_model)
    path = tmp_path / "bad.safetensors"
    save_file({f"{Q}.lora_down.weight": torch.ones(2, 9), f"{Q}.lora_up.weight": torch.ones(8, 2)}, path)  # fmt: skip
    with pytest.raises(AdditionRefused):
        stack.change_to([good, UsedLora(describe_lora(path), 1.0, None)])
    assert all(torch.equal(value, before[name]) for name, value in numbers(own_model).items())


def test_memory_that_runs_out_midway_leaves_the_models_own_weights(
    own_model, stack, lora, monkeypatch
) -> None:
    before, calls = numbers(own_model), []
    change = lora_stack.changed

    def failing(*arguments):
        calls.append(1)
        if len(calls) == 2:
            raise RuntimeError("not enough memory")
        return change(*arguments)

    monkeypatch.setattr(lora_stack, "changed", failing)
    with pytest.raises(RuntimeError):
        stack.change_to([lora("ink", 1.0)])
    assert all(torch.equal(value, before[name]) for name, value in numbers(own_model).items())
    monkeypatch.undo()
    stack.change_to([lora("ink", 1.0)])
    assert not torch.equal(own_model.unet.get_parameter(f"{PATH}.weight"), before[f"unet.{PATH}.weight"])  # fmt: skip


def test_half_precision_is_rounded_once(own_model, lora) -> None:
    own_model.unet.half()
    stack = LoraStack(own_model.unet, {}, "sd1")
    own = own_model.unet.get_parameter(f"{PATH}.weight").detach().clone()
    stack.change_to([lora("one", 1e-4), lora("two", 1e-4), lora("three", 1e-4)])
    got = own_model.unet.get_parameter(f"{PATH}.weight")
    assert torch.equal(got, (own.float() + 6e-4).half())


def test_inference_mode_around_it_leaves_ordinary_weights(own_model, stack, lora) -> None:
    with torch.inference_mode():
        stack.change_to([lora("ink", 1.0)])
        stack.clear()
    assert not any(p.is_inference() for p in own_model.unet.parameters())


def test_an_undo_that_failed_is_done_at_the_next_change(own_model, stack, lora, monkeypatch):
    before = numbers(own_model)
    stack.change_to([lora("ink", 1.0)])
    get, fails = torch.nn.Module.get_parameter, [True]

    def short(self, name):
        if fails:
            fails.pop()
            raise MemoryError
        return get(self, name)

    monkeypatch.setattr(torch.nn.Module, "get_parameter", short)
    with pytest.raises(MemoryError):
        stack.change_to([])
    stack.change_to([])
    after = numbers(own_model)
    assert all(torch.equal(after[name], before[name]) for name in before)
