"""Phrases between commas change places."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.prompt.phrases import moved
from core.prompt.weights import Marked


def at(text: str, phrase: str) -> Marked:
    return Marked(text, text.index(phrase), text.index(phrase))


@pytest.mark.parametrize(
    ("text", "phrase", "by", "after"),
    [
        ("a, b, c", "b", -1, "b, a, c"),
        ("a, b, c", "b", 1, "a, c, b"),
        ("a, b, c", "a", -1, "a, b, c"),
        ("a, b, c", "c", 1, "a, b, c"),
        ("a,  b ,c", "b", -1, "b,  a ,c"),
        ("a, (b, c:1.2), d", "c", -1, "(b, c:1.2), a, d"),
        ("a, [b|c, d], e", "a", 1, "[b|c, d], a, e"),
        (r"a \(b, c", "c", -1, r"c, a \(b"),
        ("a", "a", 1, "a"),
    ],
)
def test_one_place(text, phrase, by, after) -> None:
    result = moved(at(text, phrase), by)
    assert result.text == after
    if after != text:
        assert phrase in result.text[result.start : result.end]


def test_a_selection_moves_as_a_whole() -> None:
    result = moved(Marked("a, b, c, d", 3, 7), 1)
    assert (result.text, result.text[result.start : result.end]) == ("a, d, b, c", "b, c")
    assert moved(Marked("a, b, c, d", 0, 7), -1).text == "a, b, c, d"


@given(st.lists(st.text("xyz", min_size=1, max_size=3), min_size=1, max_size=6), st.data())
def test_there_and_back(phrases, data) -> None:
    text = ", ".join(phrases)
    place = data.draw(st.integers(0, len(text)))
    there = moved(Marked(text, place, place), 1)
    if there.start == place == there.end:
        return  # it was the last already
    back = moved(there, -1)
    assert back.text == text
    assert sorted(there.text.split(", ")) == sorted(phrases)


@given(st.text("ab, ()[\\", max_size=30), st.sampled_from([-1, 1]), st.data())
def test_nothing_is_lost(text, by, data) -> None:
    place = data.draw(st.integers(0, len(text)))
    result = moved(Marked(text, place, place), by)
    assert sorted(result.text) == sorted(text)
    assert 0 <= result.start <= result.end <= len(text)
