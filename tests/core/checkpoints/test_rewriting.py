"""Tensors from file to file: to the bit, or changed into another type, and never half."""

import pytest
import safetensors.torch
import torch

from core.checkpoints import rewriting
from core.checkpoints.rewriting import Piece, Planned, rewrite, rewritten_size
from core.checkpoints.tensors import opened_sources, write_safetensors
from core.contract.errors import FileAlreadyThere, ModelUnsupported, WeightsNotFinite

DTYPES = [torch.float32, torch.float16, torch.bfloat16, torch.float64]


@pytest.fixture
def source(tmp_path):
    """A function: tensors → an open file of them."""
    stack = []

    def make(**tensors):
        path = tmp_path / "in.safetensors"
        safetensors.torch.save_file(tensors, path)
        context = opened_sources([path])
        (opened,) = context.__enter__()
        stack.append(context)
        return opened

    yield make
    for context in stack:
        context.__exit__(None, None, None)


def whole(source, name, turned=False) -> Piece:
    return Piece(source, name, source.header.tensors[name], turned)


@pytest.mark.parametrize("dtype", DTYPES)
def test_as_stored_to_the_bit(source, tmp_path, monkeypatch, dtype):
    monkeypatch.setattr(rewriting, "STAGE_BYTES", 16)
    tensor = torch.randn(7, 5).to(dtype)
    tensor[0, 0] = float("nan")  # copying judges nothing
    opened = source(a=tensor)
    rewrite(tmp_path / "out", [Planned("b", (7, 5), (whole(opened, "a"),))], {"x": "y"})
    with safetensors.safe_open(tmp_path / "out", "pt") as file:
        assert file.metadata() == {"format": "pt", "x": "y"}
    back = safetensors.torch.load_file(tmp_path / "out")["b"]
    assert back.dtype == dtype
    assert back.view(torch.uint8).equal(tensor.view(torch.uint8))


def test_pieces_lie_one_below_the_other_and_matrices_are_turned(source, tmp_path):
    q, k, m = torch.randn(2, 3), torch.randn(2, 3), torch.randn(4, 3)
    opened = source(q=q, k=k, m=m)
    plan = [
        Planned("joined", (4, 3), (whole(opened, "q"), whole(opened, "k"))),
        Planned("turned", (3, 4), (whole(opened, "m", turned=True),)),
    ]
    rewrite(tmp_path / "out", plan)
    back = safetensors.torch.load_file(tmp_path / "out")
    assert back["joined"].equal(torch.cat([q, k]))
    assert back["turned"].equal(m.t())


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
def test_another_type(source, tmp_path, monkeypatch, dtype):
    monkeypatch.setattr(rewriting, "STAGE_BYTES", 32)
    tensor = torch.randn(9, 11)
    plan = [Planned("a", (9, 11), (whole(source(a=tensor), "a"),))]
    assert rewritten_size(plan, None) == 2 * rewritten_size(plan, dtype) == 9 * 11 * 4
    rewrite(tmp_path / "out", plan, dtype=dtype)
    assert safetensors.torch.load_file(tmp_path / "out")["a"].equal(tensor.to(dtype))


def test_what_does_not_fit_the_type_leaves_no_file(source, tmp_path):
    plan = [Planned("a", (2,), (whole(source(a=torch.tensor([1.0, 1e30])), "a"),))]
    with pytest.raises(WeightsNotFinite):
        rewrite(tmp_path / "out", plan, dtype=torch.float16)
    assert [path.name for path in tmp_path.iterdir()] == ["in.safetensors"]


def test_whole_numbers_are_no_weights(source, tmp_path):
    opened = source(a=torch.tensor([1, 2]))
    with pytest.raises(ModelUnsupported):
        rewrite(tmp_path / "out", [Planned("a", (2,), (whole(opened, "a"),))])
    assert not (tmp_path / "out").exists()


def test_nothing_is_replaced_unasked(source, tmp_path):
    plan = [Planned("a", (2,), (whole(source(a=torch.ones(2)), "a"),))]
    (tmp_path / "out").write_bytes(b"mine")
    with pytest.raises(FileAlreadyThere):
        rewrite(tmp_path / "out", plan)
    assert (tmp_path / "out").read_bytes() == b"mine"
    rewrite(tmp_path / "out", plan, overwrite=True)
    assert safetensors.torch.load_file(tmp_path / "out")["a"].equal(torch.ones(2))


def test_the_order_is_that_of_a_file_written_from_memory(source, tmp_path):
    tensors = {"b": torch.ones(2), "a": torch.ones(3, dtype=torch.float16), "c": torch.ones(1)}
    opened = source(**tensors)
    rewrite(
        tmp_path / "out", [Planned(n, t.shape, (whole(opened, n),)) for n, t in tensors.items()]
    )
    write_safetensors(tmp_path / "other", tensors)
    assert (tmp_path / "out").read_bytes() == (tmp_path / "other").read_bytes()
