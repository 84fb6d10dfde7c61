"""Tokens with names: groups that cover the context once, words joined from their pieces."""

import torch

from core.checkpoints.clip_tokenizer import clip_tokenizer
from core.insight.tokens import groups, readable, tokens_of, words_of
from core.prompt.emphasis import plain
from core.text.chunks import chunks


def told(text: str, *, zero_padded: bool = False):
    tokenizer = clip_tokenizer(zero_padded=zero_padded)
    return tokens_of([chunk.ids for chunk in chunks(tokenizer, plain(text))], tokenizer)


def test_a_text_has_a_start_its_pieces_and_an_end() -> None:
    tokens = told("a swan")
    assert [(t.text, t.kind, t.word) for t in tokens] == [
        ("start", "start", None),
        ("a", "word", 0),
        ("swan", "word", 1),
        ("end", "end", None),
    ]
    assert tokens[-1].places == tuple(range(3, 77))


def test_padding_counts_as_the_end_also_where_it_is_another_token() -> None:
    plain, padded = told("a swan!"), told("a swan!", zero_padded=True)
    assert [t.text for t in plain] == [t.text for t in padded] == ["start", "a", "swan", "!", "end"]
    assert plain[-1].places == padded[-1].places


def test_pieces_of_a_word_are_joined() -> None:
    tokens = told("a hippogriff, flying")
    assert [word for word, _ in words_of(tokens)] == ["a", "hippogriff", ",", "flying"]
    assert len(dict(words_of(tokens))["hippogriff"]) > 1


def test_several_chunks_are_one_text() -> None:
    tokens = told(" ".join(["swan"] * 80))
    assert tokens[0].places == (0, 77)
    assert len(words_of(tokens)) == 80
    table = groups(tokens)
    assert table.shape == (154, len(tokens))
    assert torch.equal(table.sum(1), torch.ones(154))


def test_an_empty_text_has_no_words() -> None:
    assert words_of(told("")) == ()


def test_letters_beyond_ascii_are_read_back() -> None:
    assert "".join(t.text for t in told("schön") if t.kind == "word") == "schön" or "�" in "".join(
        t.text for t in told("schön")
    )
    assert readable("Ã¶</w>") == "ö"
    assert readable("<|sks|>") == "<|sks|>"
