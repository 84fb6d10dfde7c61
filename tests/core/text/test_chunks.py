"""Texts with emphasis in chunks of 75 tokens, with the weight of each."""

import pytest

from core.prompt.emphasis import groups, plain
from core.text.chunks import chunks, count_tokens, empty_chunk
from core.text.tokenizer import END, START, Tokenizer, byte_alphabet


@pytest.fixture(scope="module")
def letters() -> Tokenizer:
    """One token a letter; nothing pads but the end."""
    names = [*byte_alphabet(), *(c + "</w>" for c in byte_alphabet()), START, END]
    return Tokenizer({name: i for i, name in enumerate(names)}, [])


@pytest.mark.parametrize("text", ["", "a swan, oil on canvas", "x" * 75])
def test_a_short_text_is_what_the_tokenizer_gives(letters, text) -> None:
    (chunk,) = chunks(letters, plain(text))
    assert list(chunk.ids) == letters.encode(text)
    assert chunk.weights == (1.0,) * 77


def test_a_long_text_loses_nothing(letters) -> None:
    text = "abcdefghij" * 20
    found = chunks(letters, plain(text))
    assert [len(chunk.ids) for chunk in found] == [77] * 3
    inner = [i for chunk in found for i in chunk.ids if i not in (letters.start_id, letters.end_id)]
    assert inner == letters.pieces(text)


def test_each_token_has_the_weight_of_its_piece(letters) -> None:
    (chunk,) = chunks(letters, groups("ab (cd:1.5) e"))
    assert chunk.ids[:7] == (letters.start_id, *letters.pieces("ab cd e"), letters.end_id)
    assert chunk.weights[:7] == (1, 1, 1, 1.5, 1.5, 1, 1)
    assert set(chunk.weights[7:]) == {1}


def test_weights_go_on_in_the_next_chunk(letters) -> None:
    first, second = chunks(letters, groups(f"({'a' * 80}:2)"))
    assert first.weights == (1, *[2] * 75, 1)
    assert second.weights[:7] == (1, 2, 2, 2, 2, 2, 1)


def test_break_fills_the_chunk_up(letters) -> None:
    found = chunks(letters, groups("a BREAK BREAK b"))
    expected = [letters.encode(text) for text in ("a", "", "b")]
    assert [list(chunk.ids) for chunk in found] == expected
    assert found[1] == empty_chunk(letters)


def test_a_break_at_the_end_begins_no_chunk(letters) -> None:
    """As in A1111: a prompt that ends in BREAK draws what it draws without."""
    for text in ("a BREAK", "a", "BREAK", "", "a BREAK b BREAK", "a BREAK b"):
        without = text.removesuffix("BREAK")
        assert chunks(letters, groups(text)) == chunks(letters, groups(without))
    assert len(chunks(letters, groups("a BREAK BREAK"))) == 2


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", (0, 75)),
        ("abc", (3, 75)),
        ("((abc)) [d]", (4, 75)),
        ("a" * 75, (75, 75)),
        ("a" * 76, (76, 150)),
        ("a BREAK b", (76, 150)),
        ("a" * 80 + " BREAK b", (151, 225)),
        ("a BREAK", (75, 75)),
        ("BREAK", (75, 75)),
        ("BREAK a", (76, 150)),
    ],
)
def test_counted_are_tokens_without_syntax_and_whole_chunks_before_a_break(
    letters, text, expected
) -> None:
    assert count_tokens(letters, groups(text)) == expected


@pytest.mark.parametrize(("before", "chunk"), [(72, 1), (73, 2), (75, 2), (147, 2), (148, 3)])
def test_an_embedding_is_not_parted_at_the_end_of_a_chunk(letters, before, chunk) -> None:
    named = letters.named({"blot": (900, 901, 902)})
    text = "a" * before + " (blot:1.5) b"
    found = chunks(named, groups(text))
    (place,) = (n for n, each in enumerate(found, start=1) if 901 in each.ids)
    assert place == chunk
    at = found[place - 1].ids.index(900)
    assert found[place - 1].ids[at : at + 3] == (900, 901, 902)
    assert found[place - 1].weights[at : at + 3] == (1.5, 1.5, 1.5)
    count, room = count_tokens(named, groups(text))
    assert room == 75 * len(found)
    assert count == room - 75 + found[-1].ids.index(letters.end_id) - 1


def test_an_embedding_of_more_than_a_chunk_loses_nothing(letters) -> None:
    ids = tuple(range(900, 1028))
    first, second, third = chunks(letters.named({"blot": ids}), plain("a blot"))
    assert first.ids[2] == letters.end_id
    assert (*second.ids[1:76], *third.ids[1:54]) == ids
