"""How strongly pieces count: worked out by hand, and properties that hold for any text."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.prompt.emphasis import Piece, escaped, groups, plain

SYNTAX = st.text(st.sampled_from("ab ()[]:\\.12BREAK\n"), max_size=40)
ANY = st.one_of(SYNTAX, st.text())


def weights(text: str) -> list[tuple[str, float]]:
    (group,) = groups(text)
    return [(piece.text, pytest.approx(piece.weight)) for piece in group]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a swan", [("a swan", 1)]),
        ("a (swan)", [("a ", 1), ("swan", 1.1)]),
        ("((swan))", [("swan", 1.1 * 1.1)]),
        ("[swan]", [("swan", 1 / 1.1)]),
        ("(swan:1.3)", [("swan", 1.3)]),
        ("(swan: 1.3 )", [("swan", 1.3)]),
        ("(swan:.5)", [("swan", 0.5)]),
        ("(swan:-1)", [("swan", -1)]),
        ("(swan:0)", [("swan", 0)]),
        ("(a (b:2) c:1.5)", [("a ", 1.5), ("b", 3), (" c", 1.5)]),
        ("([a])", [("a", 1.1 * (1 / 1.1))]),
        ("a (b", [("a ", 1), ("b", 1.1)]),
        ("a [b (c", [("a ", 1), ("b ", 1 / 1.1), ("c", 1)]),
        ("a) b]", [("a) b]", 1)]),
        ("(a [b) c]", [("a ", 1.1), ("b", 1), (" c", 1 / 1.1)]),
        ("a:1.2)", [("a:1.2)", 1)]),
        ("[a:1.2)", [("a:1.2)", 1 / 1.1)]),
        ("(a:b)", [("a:b", 1.1)]),
        ("(a:1.2.3)", [("a:1.2.3", 1.1)]),
        (r"\(a\)", [("(a)", 1)]),
        (r"a \\ b", [("a \\ b", 1)]),
        ("a\\", [("a", 1)]),
        (r"(a \(b\):2)", [("a (b)", 2)]),
        ("16:9", [("16:9", 1)]),
        ("a()b", [("ab", 1)]),
    ],
)
def test_weights_by_hand(text, expected) -> None:
    assert weights(text) == expected


def test_break_parts_the_text_and_eats_the_space_around_it() -> None:
    assert groups("a BREAK b") == ((Piece("a"),), (Piece("b"),))
    assert groups("BREAK") == ((), ())
    assert groups("(a BREAK b:2)") == ((Piece("a", 2),), (Piece("b", 2),))
    assert groups("BREAKS") == ((Piece("BREAKS"),),)
    assert groups(r"\BREAK") == ((Piece("BREAK"),),)


def test_an_empty_text_is_one_empty_group() -> None:
    assert groups("") == plain("") == ((),)


def test_a_plain_text_is_one_piece_whatever_it_holds() -> None:
    assert plain("(a:2) BREAK") == ((Piece("(a:2) BREAK"),),)


@given(ANY)
def test_no_text_is_wrong(text) -> None:
    found = groups(text)
    assert found
    assert all(piece.text for group in found for piece in group)


@given(st.text(min_size=1).filter(lambda t: not set(t) & set("()[]\\") and "BREAK" not in t))
def test_text_without_syntax_comes_back(text) -> None:
    assert groups(text) == ((Piece(text),),)


@given(st.text(min_size=1))
def test_an_escaped_text_comes_back(text) -> None:
    assert groups(escaped(text)) == ((Piece(text),),)


def written(read) -> str:
    """A text that `groups` reads as `read`. Weights are finite."""
    return " BREAK ".join(_edges("".join(map(_written, group))) for group in read)


def _written(piece: Piece) -> str:
    text = escaped(piece.text)
    return text if piece.weight == 1 else f"({text}:{Decimal(repr(piece.weight)):f})"


def _edges(text: str) -> str:
    """Space at the ends, which BREAK would swallow, is kept by a backslash."""
    text = re.sub(r"(\s)\Z", r"\\\1", text)
    return re.sub(r"\A(\s)", r"\\\1", text)


@given(ANY)
def test_what_was_read_can_be_written_and_is_read_the_same(text) -> None:
    read = groups(text)
    assert groups(written(read)) == read
    assert written(groups(written(read))) == written(read)


@given(st.lists(st.floats(-4, 4).map(lambda x: round(x, 3)), max_size=6))
def test_nested_weights_multiply(factors) -> None:
    text, product = "a", 1.0
    for factor in factors:
        text, product = f"({text}:{factor:f})", product * factor
    assert weights(text) == [("a", product)]
