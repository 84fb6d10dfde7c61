from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import save_file

from core.contract.addition_errors import AdditionForeign
from core.files.models.embedding_info import describe_embedding
from core.generation.additions import Additions, UsedEmbedding
from core.generation.embedding_words import fitting, with_embeddings
from core.generation.words import Reader, Words, encode_words

CPU = torch.device("cpu")


@pytest.fixture
def reader(tiny_model) -> Reader:
    return Reader(tiny_model.text_encoder.eval(), tiny_model.tokenizer)


@pytest.fixture
def used(tmp_path: Path):
    """A function: name and vectors → an embedding, called by its name unless by `token`."""

    def make(name: str, vectors: torch.Tensor, token: str | None = None) -> UsedEmbedding:
        path = tmp_path / f"{name}.safetensors"
        save_file({"emb_params": vectors}, path)
        return UsedEmbedding(describe_embedding(path), token)

    return make


def context(reader: Reader, text: str) -> torch.Tensor:
    with torch.no_grad():
        return encode_words([reader], [Words(text)], CPU)[0].context


def test_the_vectors_of_a_word_are_that_word(reader, used) -> None:
    """An embedding made of the model's own vectors reads as the tokens themselves."""
    ids = reader.tokenizer.pieces("ab")
    own = reader.encoder.model.embeddings.token_embedding.weight[ids].detach().clone()
    (named,) = with_embeddings([reader], [used("blot", own)], "sd1")
    assert torch.equal(context(named, "a Blot c"), context(reader, "a ab c"))
    assert torch.equal(context(named, "a c"), context(reader, "a c"))
    assert not torch.equal(context(reader, "a blot c"), context(reader, "a ab c"))


def test_each_vector_counts_as_a_token(reader, used) -> None:
    (named,) = with_embeddings([reader], [used("blot", torch.randn(5, 16))], "sd1")
    assert len(named.tokenizer.pieces("blot blot")) == 10
    assert named.tokenizer.pieces("blots") == reader.tokenizer.pieces("blots")


def test_of_two_with_one_name_the_first_counts(reader, used) -> None:
    one, two = used("one", torch.randn(1, 16), "x"), used("two", torch.randn(2, 16), "X")
    (named,) = with_embeddings([reader], [one, two], "sd1")
    assert named.tokenizer.pieces("x") == [reader.encoder.config.vocab_size]


def test_the_encoder_is_as_before_even_after_a_failure(reader, used) -> None:
    (named,) = with_embeddings([reader], [used("blot", torch.randn(1, 16))], "sd1")
    table = reader.encoder.model.embeddings.token_embedding
    context(named, "blot")
    with pytest.raises(IndexError):
        reader.encoder(torch.tensor([[10**6]]), extra=torch.randn(1, 16))
    assert reader.encoder.model.embeddings.token_embedding is table


def test_vectors_of_another_width_are_refused(reader, used) -> None:
    with pytest.raises(AdditionForeign) as foreign:
        with_embeddings([reader], [used("blot", torch.randn(1, 17))], "sd1")
    assert foreign.value.made_for == "models with words of 17 numbers"


def test_a_word_in_the_folder_for_models_of_another_width_stays_a_word(reader, used) -> None:
    """As one that was taught to the starter, where another model draws."""
    own, other = used("own", torch.randn(1, 16)), used("other", torch.randn(1, 17))
    called = [replace(each, is_word=True) for each in (own, other)]
    found = fitting([reader], Additions(embeddings=(*called, other)))
    assert found.embeddings == (called[0], other)  # what was asked for is refused, not left out
    assert found.foreign == (other.info,)
    fits = Additions(embeddings=(called[0],))
    assert fitting([reader], fits) is fits


def test_without_any_the_readers_are_the_models_own(reader) -> None:
    assert with_embeddings([reader], [], "sd1") == (reader,)
