"""The tokenizer's files: whole words, rare words, and the same ids as transformers gives."""

from __future__ import annotations

import json
from random import Random

import pytest

TEXTS = (
    "",
    "A cute Teddy Bear on a blue background!",
    "sks swan, zwx   apple",
    "it's élan — 日本 🦢 3 x 42",
    "\tnew\nline <|endoftext|> a",
    "antidisestablishmentarianism",
)


@pytest.fixture(scope="module")
def folder(starter, tmp_path_factory):
    folder = tmp_path_factory.mktemp("tokenizer")
    starter("make_tokenizer").write_tokenizer(folder)
    return folder


@pytest.fixture(scope="module")
def reference(folder):
    from transformers import CLIPTokenizer

    return CLIPTokenizer.from_pretrained(str(folder))


@pytest.fixture(scope="module")
def ours(folder):
    from core.text.tokenizer import Tokenizer

    vocab = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
    lines = (folder / "merges.txt").read_text(encoding="utf-8").splitlines()[1:]
    merges = [(a, b) for a, b in (line.split(" ") for line in lines)]
    end = vocab["<|endoftext|>"]
    return Tokenizer(vocab, merges, end, vocab["<|startoftext|>"], end)


def test_the_committed_files_are_those_the_script_makes(starter, folder):
    committed = starter("make_tokenizer").Path(starter("make_tokenizer").__file__).parent
    for path in folder.iterdir():
        assert path.read_bytes() == (committed / "configs" / "tokenizer" / path.name).read_bytes()


def test_there_are_at_most_1200_pieces(folder):
    vocab = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
    assert len(vocab) <= 1200
    assert sorted(vocab.values()) == list(range(len(vocab)))


def test_every_word_and_rare_word_is_one_piece(starter, ours):
    for word in starter("make_tokenizer").single_words():
        assert len(ours.pieces(word)) == 1, word


@pytest.mark.oracle
@pytest.mark.parametrize("text", TEXTS)
def test_ids_equal_those_of_transformers(text, ours, reference):
    expected = reference(text, padding="max_length", truncation=True, max_length=77).input_ids
    assert ours.encode(text) == expected


@pytest.mark.oracle
def test_ids_of_captions_equal_and_hold_no_rare_piece(maker, starter, ours, reference):
    rare = {ours.pieces(word)[0] for word in starter("vocabulary").RARE_WORDS}
    caption = starter("captions").caption
    for index in range(400):
        rng = Random(f"ids:{index}")
        text = caption(maker.facts(rng), rng)
        assert ours.pieces(text) == reference(text, add_special_tokens=False).input_ids
        assert not rare & set(ours.pieces(text))
