"""Prompts that change over time: A1111's grammar, and no text that breaks it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.prompt.edits import Alternate, Edit, parse, text_at

SYNTAX = st.text(st.sampled_from("ab ()[]:|\\.05,1"), max_size=40)


def course(text: str, steps: int = 10) -> list[tuple[int, str]]:
    """Each text with the last step it is said in."""
    script, found = parse(text), []
    for step in range(1, steps + 1):
        said = text_at(script, step, steps)
        if found and found[-1][1] == said:
            found.pop()
        found.append((step, said))
    return found


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a swan", [(10, "a swan")]),
        ("", [(10, "")]),
        ("a [swan:goose:0.4]", [(4, "a swan"), (10, "a goose")]),
        ("a [swan:goose:.25]", [(2, "a swan"), (10, "a goose")]),
        ("a [swan:goose:3]", [(3, "a swan"), (10, "a goose")]),
        ("a [swan : goose : 3 ]", [(3, "a swan "), (10, "a  goose ")]),
        ("a [red:3] swan", [(3, "a  swan"), (10, "a red swan")]),
        ("a [red::0.5] swan", [(5, "a red swan"), (10, "a  swan")]),
        ("a [swan:goose:1]", [(1, "a swan"), (10, "a goose")]),
        ("a [swan:goose:1.0]", [(10, "a swan")]),
        ("a [swan:goose:0]", [(10, "a goose")]),
        ("a [swan:goose:-2]", [(10, "a goose")]),
        ("a [swan:goose:99]", [(10, "a swan")]),
        ("a [swan:goose:1e999]", [(10, "a swan")]),
        ("[a:[b:c:4]:2]", [(2, "a"), (4, "b"), (10, "c")]),
        ("[(a:1.2):(b:0.8):5]", [(5, "(a:1.2)"), (10, "(b:0.8)")]),
        ("[a, [b], c:d:5]", [(5, "a, [b], c"), (10, "d")]),
    ],
)
def test_a_text_gives_way_to_another(text, expected) -> None:
    assert course(text) == expected


def test_options_take_turns() -> None:
    assert course("a [red|blue] swan", 3) == [
        (1, "a red swan"),
        (2, "a blue swan"),
        (3, "a red swan"),
    ]
    assert course("[fe|]male", 3) == [(1, "female"), (2, "male"), (3, "female")]
    assert [text_at(parse("[a|b|c]"), step, 9) for step in range(1, 5)] == ["a", "b", "c", "a"]
    assert course("[[a|b]:c:2]", 3) == [(1, "a"), (2, "b"), (3, "c")]


@pytest.mark.parametrize(
    "text",
    [
        "(a:1.2)", "[a]", "[[a]]", "((a))", "[a", "a]", "[a:b", "a:b:0.4]", "[a:b]", "[a:b:c]",
        "[a:b:c:0.5]", "[a|b:0.5]", "(a|b)", "a|b", "16:9", "[a (b:0.5]", "[a ) b:0.5]", "[0.5]",
        r"\[a:b:0.4\]", r"\[a|b]", r"[a\|b]", r"[a\:0.5]", "[x [a:b] y:0.5]", "(a [b) c]",
    ],
)  # fmt: skip
def test_what_means_nothing_in_time_stays_as_it_is(text) -> None:
    assert course(text) == [(10, text)]


def test_whole_edits_beside_broken_brackets_count() -> None:
    assert course("((a][:b:c [d:3]") == [(3, "((a][:b:c "), (10, "((a][:b:c d")]
    assert course("a [b [c:d:2]", 3) == [(2, "a [b c"), (3, "a [b d")]


def test_nodes_hold_what_was_written() -> None:
    assert parse("a [b:c:0.4] [d|]") == (
        "a ",
        Edit(("b",), ("c",), "0.4"),
        " ",
        Alternate((("d",), ())),
    )


@given(SYNTAX, st.integers(1, 5))
def test_no_text_is_wrong(text, step) -> None:
    assert len(text_at(parse(text), step, 5)) <= len(text)


@given(st.text().filter(lambda text: not set(text) & set("[]")))
def test_a_text_without_square_brackets_is_one_text(text) -> None:
    assert "".join(parse(text)) == text


def test_brackets_without_end_do_not_exhaust_the_stack() -> None:
    for text in ("[" * 20_000, "[a:" * 5_000 + "b" + ":1]" * 5_000, "(" * 9_000 + ")" * 9_000):
        assert text_at(parse(text), 1, 2).startswith(text[:1])
