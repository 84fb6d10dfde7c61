"""How a word begins and what of it learns."""

from __future__ import annotations

import pytest
import torch

from core.contract.errors import InvalidValue
from core.files.catalogue import finding
from core.training.new_word import Vectors, with_word
from core.training.taught import open_taught


@pytest.fixture
def taught(tiny_model_folder, home):
    info = finding.find(str(tiny_model_folder))
    return open_taught(info, torch.device("cpu"), torch.float32, learned=())


def begun(taught, count=1, word="bear", keep=True, seed=7):
    return with_word(taught, "<w>", word, count, seed, keep_length=keep)


def test_a_word_of_one_vector_begins_as_the_word_itself(taught):
    reader = taught.readers[0]
    piece = reader.tokenizer.pieces("b")[0]
    table = reader.encoder.model.embeddings.token_embedding.weight
    new = begun(taught, 1, "b")
    assert torch.allclose(new.word.rows(0)[0], table[piece].float())
    said, known = new.told(["a <w> here"]), new.told(["a b here"])
    assert torch.allclose(said.context, known.context, atol=1e-5)


@pytest.mark.parametrize("count", [2, 5])
def test_no_two_vectors_begin_alike(taught, count):
    rows = begun(taught, count, "b").word.rows(0)
    assert rows.shape[0] == count
    for i in range(count):
        for j in range(i):
            apart = (rows[i] - rows[j]).norm() / rows[i].norm()
            assert 0.02 < apart < 0.5


def test_the_start_depends_on_the_seed_only(taught):
    one, same, other = (begun(taught, 3, "b", seed=seed).word.rows(0) for seed in (7, 7, 8))
    assert torch.equal(one, same)
    assert torch.equal(one[0], other[0])  # the word itself
    assert not torch.equal(one[1:], other[1:])


def test_lengths_stay_where_they_are_kept():
    start = torch.randn(2, 8)
    kept, free = (Vectors([start], keep_length=keep) for keep in (True, False))
    with torch.no_grad():
        for module in (kept, free):
            module.vectors[0] *= 3
    assert torch.allclose(kept.rows(0), start, atol=1e-6)
    assert torch.allclose(free.rows(0), 3 * start)


def test_a_length_that_is_kept_gets_no_gradient():
    start = torch.randn(2, 8)
    module = Vectors([start], keep_length=True)
    (module.rows(0) * torch.randn(2, 8)).sum().backward()
    along = (module.vectors[0].grad * module.vectors[0]).sum(-1)
    assert along.abs().max() < 1e-5


def test_other_texts_are_read_as_before(taught):
    new = begun(taught, 3)
    with torch.no_grad():
        new.word.vectors[0].add_(1.0)
        assert torch.equal(new.told(["a dog"]).context, taught.told(["a dog"]).context)


def test_nothing_to_begin_with_is_refused(taught):
    with pytest.raises(InvalidValue, match="init_word"):
        begun(taught, 1, " ")
