"""Tensors go into a network and out to a file without a bit changed, or are refused by name."""

import math

import pytest
import safetensors.torch
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from core.checkpoints import tensors
from core.checkpoints.tensors import load_into, read_tensors, write_safetensors
from core.contract.errors import (
    FileMissing,
    ModelUnsupported,
    WeightsHeaderInvalid,
    WeightsMismatch,
    WeightsNotFinite,
    WeightsTruncated,
)

CPU = torch.device("cpu")
FLOATS = [torch.float64, torch.float32, torch.float16, torch.bfloat16]
NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20).filter(
    lambda name: name != "__metadata__"
)
SHAPES = st.lists(st.integers(0, 5), max_size=4).map(tuple)


class Small(nn.Module):
    """Two layers deep, with a number without axes."""

    def __init__(self) -> None:
        super().__init__()
        self.inner = nn.Sequential(nn.Linear(3, 4), nn.LayerNorm(4))
        self.scale = nn.Parameter(torch.tensor(1.5))
        self.register_buffer("counter", torch.arange(3), persistent=False)


def on_meta() -> Small:
    with torch.device("meta"):
        return Small()


@pytest.fixture
def state() -> dict[str, torch.Tensor]:
    torch.manual_seed(0)
    return {name: torch.randn(t.shape) for name, t in Small().state_dict().items()}


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_what_is_written_the_format_s_own_library_reads(tmp_path_factory, data):
    path = tmp_path_factory.mktemp("w") / "file.safetensors"
    kinds = st.sampled_from([*FLOATS, torch.int64, torch.uint8])
    specs = data.draw(st.dictionaries(NAMES, st.tuples(SHAPES, kinds), max_size=6))
    made = {n: (torch.randn(s) * 50).abs().to(kind) for n, (s, kind) in specs.items()}
    write_safetensors(path, made, {"title": "é"})
    read = safetensors.torch.load_file(path)
    assert read.keys() == made.keys()
    for name, tensor in made.items():
        assert read[name].dtype == tensor.dtype
        assert torch.equal(read[name], tensor)
    assert {n: t.tolist() for n, t in read_tensors(path, device=CPU).items()} == {
        n: t.tolist() for n, t in made.items()
    }
    with safetensors.safe_open(path, "pt") as file:
        assert file.metadata() == {"format": "pt", "title": "é"}


def test_the_file_s_bytes_do_not_depend_on_the_order_of_the_tensors(tmp_path, state):
    write_safetensors(tmp_path / "a", state)
    write_safetensors(tmp_path / "b", dict(reversed(state.items())))
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()


@pytest.mark.parametrize("stored", FLOATS)
@pytest.mark.parametrize("wanted", FLOATS)
def test_every_type_becomes_every_other_as_torch_converts_it(tmp_path, state, stored, wanted):
    path = tmp_path / "w.safetensors"
    safetensors.torch.save_file({n: t.to(stored) for n, t in state.items()}, path)
    module = on_meta()
    load_into(module, path, dtype=wanted, device=CPU)
    for name, tensor in module.state_dict().items():
        assert tensor.dtype == wanted
        assert torch.equal(tensor, state[name].to(stored).to(wanted))


def test_a_tensor_larger_than_the_stage_is_converted_in_parts(tmp_path, monkeypatch, state):
    monkeypatch.setattr(tensors, "STAGE_BYTES", 16)
    write_safetensors(tmp_path / "w", state)
    module = on_meta()
    load_into(module, tmp_path / "w", dtype=torch.float64, device=CPU)
    for name, tensor in module.state_dict().items():
        assert torch.equal(tensor, state[name].double())


def test_memory_is_torch_s_own_and_aligned(tmp_path, state):
    write_safetensors(tmp_path / "w", state)
    module = on_meta()
    load_into(module, tmp_path / "w", dtype=torch.float32, device=CPU)
    assert all(p.data_ptr() % 64 == 0 for p in module.parameters())
    (tmp_path / "w").write_bytes(b"")  # would kill the process under a map
    assert torch.equal(module.scale, state["scale"])


def test_several_files_fill_one_module_under_other_names(tmp_path, state):
    halves = [dict(list(state.items())[::2]), dict(list(state.items())[1::2])]
    for number, half in enumerate(halves):
        named = {f"old.{name}": t for name, t in half.items()} | {
            f"ignored{number}": torch.zeros(2, dtype=torch.int64)
        }
        write_safetensors(tmp_path / str(number), named)
    module = on_meta()
    load_into(
        module,
        [tmp_path / "0", tmp_path / "1"],
        dtype=torch.float32,
        device=CPU,
        own_name=lambda name: None if name.startswith("ignored") else name.removeprefix("old."),
    )
    assert all(torch.equal(t, state[n]) for n, t in module.state_dict().items())


def test_frozen_parameters_stay_frozen(tmp_path, state):
    write_safetensors(tmp_path / "w", state)
    module = on_meta()
    module.scale.requires_grad_(False)
    load_into(module, tmp_path / "w", dtype=torch.float32, device=CPU)
    assert not module.scale.requires_grad
    assert module.inner[0].weight.requires_grad


def test_mismatches_are_named_and_nothing_is_read(tmp_path, state, monkeypatch):
    state["extra"] = torch.zeros(1)
    state["scale"] = torch.zeros(7)
    del state["inner.0.bias"]
    write_safetensors(tmp_path / "w", state)
    monkeypatch.setattr(tensors, "read_exactly", lambda *args: pytest.fail("read"))
    with pytest.raises(WeightsMismatch) as caught:
        load_into(on_meta(), tmp_path / "w", dtype=torch.float32, device=CPU)
    assert caught.value.missing == ("inner.0.bias",)
    assert caught.value.unexpected == ("extra",)
    assert caught.value.wrong_shape == ("scale [7], not []",)


def test_a_name_in_two_files_is_unexpected(tmp_path, state):
    write_safetensors(tmp_path / "a", state)
    write_safetensors(tmp_path / "b", {"scale": state["scale"]})
    with pytest.raises(WeightsMismatch) as caught:
        load_into(on_meta(), [tmp_path / "a", tmp_path / "b"], dtype=torch.float32, device=CPU)
    assert caught.value.unexpected == ("scale",)


@pytest.mark.parametrize("bad", [math.nan, math.inf, -math.inf])
@pytest.mark.parametrize("wanted", [torch.float32, torch.float16])
@pytest.mark.parametrize("place", [0, 5, 11])
def test_nan_and_infinity_are_found_wherever_they_are(tmp_path, state, bad, wanted, place):
    state["inner.0.weight"].view(-1)[place] = bad
    write_safetensors(tmp_path / "w", state)
    with pytest.raises(WeightsNotFinite) as caught:
        load_into(on_meta(), tmp_path / "w", dtype=wanted, device=CPU)
    assert caught.value.tensor == "inner.0.weight"


def test_a_number_too_large_for_half_precision_is_refused_both_ways(tmp_path, state):
    state["scale"] = torch.tensor(70000.0)
    write_safetensors(tmp_path / "w", state)
    with pytest.raises(WeightsNotFinite) as caught:
        load_into(on_meta(), tmp_path / "w", dtype=torch.float16, device=CPU)
    assert caught.value.dtype == "float16"
    before = (tmp_path / "w").read_bytes()
    with pytest.raises(WeightsNotFinite):
        write_safetensors(tmp_path / "w", state, dtype=torch.float16)
    assert (tmp_path / "w").read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["w"]


def test_types_that_are_no_weights_are_refused(tmp_path, state):
    state["scale"] = torch.tensor(1)
    write_safetensors(tmp_path / "w", state)
    with pytest.raises(ModelUnsupported, match="I64"):
        load_into(on_meta(), tmp_path / "w", dtype=torch.float32, device=CPU)


def test_a_file_that_shrinks_between_look_and_read_is_an_error(tmp_path, state, monkeypatch):
    path = tmp_path / "w"
    write_safetensors(path, state)
    look = tensors.read_open_header

    def look_and_cut(file, name):
        header = look(file, name)
        path.write_bytes(path.read_bytes()[:-9])
        return header

    monkeypatch.setattr(tensors, "read_open_header", look_and_cut)
    with pytest.raises(WeightsTruncated):
        load_into(on_meta(), path, dtype=torch.float32, device=CPU)


def test_broken_and_missing_files(tmp_path, state):
    write_safetensors(tmp_path / "w", state)
    (tmp_path / "w").write_bytes((tmp_path / "w").read_bytes()[:-1])
    with pytest.raises(WeightsTruncated):
        load_into(on_meta(), tmp_path / "w", dtype=torch.float32, device=CPU)
    (tmp_path / "w").write_bytes(b"\x10" + bytes(7) + b"no header at all")
    with pytest.raises(WeightsHeaderInvalid):
        read_tensors(tmp_path / "w", device=CPU)
    with pytest.raises(FileMissing):
        load_into(on_meta(), tmp_path / "none", dtype=torch.float32, device=CPU)
