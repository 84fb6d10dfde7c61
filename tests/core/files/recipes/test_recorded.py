import shutil
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from core.contract.addition_errors import AdditionNotFound
from core.contract.additions import EmbeddingRecord, LoraRecord
from core.files.catalogue import addition_folders
from core.files.models import hashes
from core.files.recipes import recorded


@pytest.fixture(autouse=True)
def home(tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path / "home"))


def lora(path: Path, value: float = 0.0) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    tensors = {
        "a.lora_down.weight": torch.full((2, 8), value),
        "a.lora_up.weight": torch.ones(8, 2),
    }
    save_file(tensors, path)
    return path


def record(path: Path) -> LoraRecord:
    return LoraRecord(path.stem, hashes.file_hash(path), hashes.numbers_hash(path), 1.0)


def test_the_file_of_the_name_with_the_same_bytes() -> None:
    path = lora(addition_folders.loras() / "ink.safetensors")
    assert recorded.lora(record(path)) == recorded.Found(str(path), True)


def test_the_same_bytes_under_another_name_where_they_were_hashed_before(tmp_path) -> None:
    path = lora(addition_folders.loras() / "ink.safetensors")
    used = record(path)
    renamed = path.rename(path.with_name("renamed.safetensors"))
    with pytest.raises(AdditionNotFound):
        recorded.lora(used)
    hashes.file_hash(renamed)
    assert recorded.lora(used) == recorded.Found(str(renamed), True)


def test_a_file_that_is_given_counts_first(tmp_path) -> None:
    lora(addition_folders.loras() / "ink.safetensors", 1.0)
    given = lora(tmp_path / "elsewhere" / "any.safetensors", 2.0)
    used = LoraRecord("ink", hashes.file_hash(given), "ab" * 6, 1.0)
    assert recorded.lora(used, [given]) == recorded.Found(str(given), True)


def test_other_bytes_under_the_name_are_told(tmp_path) -> None:
    path = lora(addition_folders.loras() / "ink.safetensors")
    used = LoraRecord("ink", "0" * 64, "0" * 12, 1.0)
    assert recorded.lora(used) == recorded.Found(str(path), False)
    given = Path(shutil.copy(path, tmp_path / "ink.safetensors"))
    assert recorded.lora(used, [given]) == recorded.Found(str(given), False)


def test_an_embedding_likewise() -> None:
    path = addition_folders.embeddings() / "neg.safetensors"
    path.parent.mkdir(parents=True)
    save_file({"emb_params": torch.zeros(2, 768)}, path)
    used = EmbeddingRecord("neg", hashes.file_hash(path))
    assert recorded.embedding(used) == recorded.Found(str(path), True)
    with pytest.raises(AdditionNotFound):
        recorded.embedding(EmbeddingRecord("other", "0" * 64))


def test_the_short_hash_is_of_the_numbers_alone(tmp_path) -> None:
    tensors = {"a.lora_down.weight": torch.ones(2, 8), "a.lora_up.weight": torch.ones(8, 2)}
    found = []
    for index, metadata in enumerate(({"a": "b"}, {"c": "d" * 99}, {"sshs_model_hash": "Ab" * 32})):
        path = tmp_path / f"{index}.safetensors"
        save_file(tensors, path, metadata=metadata)
        found.append(hashes.numbers_hash(path))
    assert found[0] == found[1] == hashes.numbers_hash(tmp_path / "0.safetensors")
    assert found[2] == "ab" * 6
    old = tmp_path / "old.pt"
    torch.save(tensors, old)
    assert hashes.numbers_hash(old) == hashes.file_hash(old)[:12]
