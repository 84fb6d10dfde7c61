from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from core.contract.request import GenerationRequest
from core.files.models.embedding_info import describe_embedding
from core.files.models.hashes import file_hash, numbers_hash
from core.files.models.lora_info import describe_lora
from core.generation.addition_hashes import AdditionHashes
from core.generation.additions import Additions, UsedEmbedding, UsedLora
from core.generation.picture_words import picture_words


@pytest.fixture
def lora(tmp_path: Path):
    path = tmp_path / "ink.safetensors"
    save_file({"a.lora_down.weight": torch.ones(2, 8), "a.lora_up.weight": torch.ones(8, 2)}, path)
    return describe_lora(path)


@pytest.fixture
def embedding(tmp_path: Path):
    path = tmp_path / "neg.safetensors"
    save_file({"<neg>": torch.ones(2, 768)}, path)
    return describe_embedding(path)


def test_each_picture_has_its_own_stack(lora) -> None:
    one, two = UsedLora(lora, 0.5), UsedLora(lora, 1.0, 0.0)
    hashes = AdditionHashes.of(Additions(((one,), (two, one), ())))
    assert [[x.weight for x in hashes.loras(i)] for i in range(3)] == [[0.5], [1.0, 0.5], []]
    record = hashes.loras(1)[0]
    assert (record.name, record.text_weight) == ("ink", 0.0)
    assert record.hash == file_hash(lora.path)
    assert record.numbers_hash == numbers_hash(lora.path)


def test_embeddings_are_kept_by_the_words_that_called_them(embedding) -> None:
    used = Additions((), (UsedEmbedding(embedding), UsedEmbedding(embedding, "mine")))
    hashes = AdditionHashes.of(used)

    def tokens(prompt: str, negative: str | None = None) -> list[str | None]:
        request = GenerationRequest(prompt=prompt, output="o", seed=1, negative=negative)
        return [record.token for record in hashes.embeddings(picture_words(request)[0])]

    assert tokens("a swan") == []
    assert tokens("a swan", "(neg:1.2)") == [None]
    assert tokens("<neg>, mine") == ["<neg>", "mine"]
