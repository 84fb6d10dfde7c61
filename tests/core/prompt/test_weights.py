"""Weights by key, as A1111's fingers know them. ‹ and › stand for the selection, ‸ for a caret."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.prompt.emphasis import groups
from core.prompt.weights import Marked, weighted


def marked(shown: str) -> Marked:
    if "‸" in shown:
        place = shown.index("‸")
        return Marked(shown.replace("‸", ""), place, place)
    start = shown.index("‹")
    end = shown.index("›") - 1
    return Marked(shown.replace("‹", "").replace("›", ""), start, end)


@pytest.mark.parametrize(
    ("before", "steps", "after"),
    [
        ("a sw‸an", 1, "a (‹swan›:1.1)"),
        ("a swan‸", 1, "a (‹swan›:1.1)"),
        ("a sw‸an", -1, "a (‹swan›:0.9)"),
        ("a (‹swan›:1.1)", 1, "a (‹swan›:1.2)"),
        ("a (sw‸an:1.1)", 1, "a (‹swan›:1.2)"),
        ("a (‹swan›:1.1)", -1, "a ‹swan›"),
        ("a ‹swan›", -1, "a (‹swan›:0.9)"),
        ("a (‹swan›:0.9)", 1, "a ‹swan›"),
        ("a (sw‸an)", 1, "a (‹swan›:1.2)"),
        ("a (sw‸an)", -1, "a ‹swan›"),
        ("a (swan:1.1)‸ b", 1, "a (‹swan›:1.2) b"),
        ("‹a swan ›, b", 1, "(‹a swan›:1.1) , b"),
        ("(‹a swan›, b:1.1)", 1, "((‹a swan›:1.1), b:1.1)"),
        ("(a, (b‸:1.5):0.5)", 1, "(a, (‹b›:1.6):0.5)"),
        ("(a, b‸, c:0.95)", 1, "(‹a, b, c›:1.05)"),
        ("(a‸:-0.1)", 1, "(‹a›:0.0)"),
        (r"\(a‸\)", 1, r"\((‹a›:1.1)\)"),
        ("<lora:in‸k:0.8>", 1, "<lora:in‸k:0.85>"),
        ("<lora:in‸k>", -1, "<lora:in‸k:0.95>"),
        ("<lora:in‸k:0.95>", 1, "<lora:in‸k:1.0>"),
        ("<lora:in‸k:0.5:1>", 1, "<lora:in‸k:0.55:1>"),
        ("a ‸ b", 1, "(‹a›:1.1)  b"),
        ("a swan ‸", 1, "a (‹swan›:1.1) "),
        ("a ‸b", 1, "a (‹b›:1.1)"),
        ("a, ‸", 1, "a, ‸"),
        ("‸", 1, "‸"),
        ("a‹  ›b", 1, "a‹  ›b"),
    ],
)
def test_one_step(before, steps, after) -> None:
    assert weighted(marked(before), steps) == marked(after)


def test_steps_do_not_drift() -> None:
    now = marked("a swan‸")
    for _ in range(7):
        now = weighted(now, 1)
    assert now.text == "a (swan:1.7)"
    for _ in range(7):
        now = weighted(now, -1)
    assert now == marked("a ‹swan›")


@given(st.text(st.sampled_from("ab (),:.1<>lora\\"), max_size=30), st.data())
def test_no_text_and_no_place_is_wrong(text, data) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    once = weighted(Marked(text, start, end), 1)
    assert 0 <= once.start <= once.end <= len(once.text)


@given(st.text(st.sampled_from("abc"), min_size=1), st.integers(1, 30))
def test_the_weight_that_is_written_is_the_one_that_is_read(word, steps) -> None:
    now = Marked(word, 0, 0)
    for _ in range(steps):
        now = weighted(now, 1)
    ((piece,),) = groups(now.text)
    assert (piece.text, piece.weight) == (word, pytest.approx(1 + steps / 10))
