"""AND: several prompts with their weights."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.contract.errors import InvalidValue
from core.prompt.choices import expand
from core.prompt.composition import PARTS_MAX, Part, most_parts, parts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a swan", [("a swan", 1)]),
        ("a AND b", [("a ", 1), (" b", 1)]),
        ("a :1.2 AND b : -0.5 ", [("a", 1.2), (" b", -0.5)]),
        ("a:2 AND b:.5", [("a", 2), (" b", 0.5)]),
        ("a swan 16:9", [("a swan 16:9", 1)]),
        ("(a:1.2) AND b", [("(a:1.2) ", 1), (" b", 1)]),
        ("LAND and BRAND", [("LAND and BRAND", 1)]),
        ("AND", [("", 1), ("", 1)]),
        ("", [("", 1)]),
    ],
)
def test_parts_by_hand(text, expected) -> None:
    assert parts(text) == tuple(Part(*each) for each in expected)


def test_too_many_parts_are_told() -> None:
    assert len(parts(" AND ".join("a" * PARTS_MAX))) == PARTS_MAX
    with pytest.raises(InvalidValue, match="AND"):
        parts(" AND ".join("a" * (PARTS_MAX + 1)))


@given(st.text().filter(lambda text: "AND" not in text))
def test_a_text_without_and_is_one_part(text) -> None:
    assert parts(text) == (Part(text),)


@pytest.mark.parametrize(
    ("template", "most"),
    [("a swan", 1), ("a AND b AND c", 3), ("a # b AND c", 1), ("{a|b AND c}", 2)],
)
def test_the_most_parts_are_known_before_any_choice(template, most) -> None:
    assert most_parts(template) == most


@given(st.text("ab AND{|}#\n\\", max_size=60).filter(lambda text: text.count("AND") < PARTS_MAX))
def test_no_choice_makes_more_parts(template) -> None:
    assert len(parts(expand(template, 3, "prompt", lambda name: ("a",)))) <= most_parts(template)
