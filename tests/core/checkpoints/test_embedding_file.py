import pytest
import torch
from safetensors.torch import save_file

from core.checkpoints.embedding_file import read_vectors
from core.contract.addition_errors import AdditionRefused
from core.contract.errors import ModelUnsupported, WeightsNotFinite


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))


@pytest.mark.parametrize("dtype", [torch.float32, torch.float16, torch.bfloat16])
def test_vectors_come_in_float32(tmp_path, dtype) -> None:
    vectors = torch.randn(3, 768).to(dtype)
    save_file({"emb_params": vectors}, tmp_path / "a.safetensors")
    (found,) = read_vectors(tmp_path / "a.safetensors")
    assert torch.equal(found, vectors.float())


def test_a_single_vector_is_one_row(tmp_path) -> None:
    save_file({"<tok>": torch.randn(768)}, tmp_path / "a.safetensors")
    assert read_vectors(tmp_path / "a.safetensors")[0].shape == (1, 768)


def test_the_pair_comes_in_the_order_of_the_encoders(tmp_path) -> None:
    pair = {"clip_g": torch.randn(2, 1280), "clip_l": torch.randn(2, 768)}
    save_file(pair, tmp_path / "a.safetensors")
    first, second = read_vectors(tmp_path / "a.safetensors")
    assert torch.equal(first, pair["clip_l"])
    assert torch.equal(second, pair["clip_g"])


def test_old_pickles_are_read_in_the_jail(tmp_path) -> None:
    vectors = torch.randn(2, 768, requires_grad=True)
    torch.save({"string_to_param": {"*": vectors}, "name": "a"}, tmp_path / "a.pt")
    assert torch.equal(read_vectors(tmp_path / "a.pt")[0], vectors.detach())
    torch.save({"<tok>": vectors[0].detach()}, tmp_path / "b.bin")
    assert torch.equal(read_vectors(tmp_path / "b.bin")[0][0], vectors[0].detach())


def test_what_is_no_number_or_no_embedding_is_refused(tmp_path) -> None:
    path = tmp_path / "a.safetensors"
    save_file({"emb_params": torch.full((1, 768), float("nan"))}, path)
    with pytest.raises(WeightsNotFinite):
        read_vectors(path)
    save_file({"emb_params": torch.ones(1, 768, dtype=torch.int8)}, path)
    with pytest.raises(ModelUnsupported):
        read_vectors(path)
    save_file({"a": torch.ones(1), "b": torch.ones(1)}, path)
    with pytest.raises(AdditionRefused):
        read_vectors(path)
