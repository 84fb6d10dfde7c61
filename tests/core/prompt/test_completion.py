"""What the word at the caret may become."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.prompt.completion import Offer, completions, word_offers

OFFERS = [
    *word_offers(["swan", "sweater", "teddy bear"]),
    Offer("lora", "people/anna", "<lora:people/anna:1>"),
    Offer("lora", "annex", "<lora:annex:1>"),
    Offer("wildcard", "animal", "__animal__"),
]


def names(before: str, after: str = "", **more) -> tuple[list[str], int]:
    found, begun = completions(OFFERS, before, after, **more)
    return [offer.name for offer in found], begun


@pytest.mark.parametrize(
    ("before", "expected", "begun"),
    [
        ("a sw", ["swan", "sweater"], 2),
        ("a SW", ["swan", "sweater"], 2),
        ("(swa", ["swan"], 3),
        ("a swan", [], 4),
        ("a s", [], 0),
        ("a ", [], 0),
        ("<", ["people/anna", "annex"], 1),
        ("a <lo", ["people/anna", "annex"], 3),
        ("<lora", ["people/anna", "annex"], 5),
        ("<lora:", ["people/anna", "annex"], 6),
        ("<lora:ann", ["annex", "people/anna"], 9),
        ("a <lora:q", [], 7),
        ("__", ["animal"], 2),
        ("a __an", ["animal"], 4),
    ],
)
def test_offered_by_what_is_begun(before, expected, begun) -> None:
    assert names(before) == (expected, begun)


def test_nothing_in_the_middle_of_a_word() -> None:
    assert names("sw", "an") == ([], 0)
    assert names("sw", ", b") == (["swan", "sweater"], 2)


def test_who_asks_sees_all_words() -> None:
    assert names("a ", asked=True) == (["swan", "sweater", "teddy bear"], 0)
    assert names("s", asked=True) == (["swan", "sweater"], 1)


@given(st.text(), st.text(), st.booleans())
def test_no_text_is_wrong(before, after, asked) -> None:
    _, begun = completions(OFFERS, before, after, asked=asked)
    assert 0 <= begun <= len(before)
