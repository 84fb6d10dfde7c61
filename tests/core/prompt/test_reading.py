"""The parts of the language together, in A1111's order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.contract.errors import InvalidValue
from core.prompt.composition import Part
from core.prompt.loras import LoraTag
from core.prompt.reading import read_negative, read_plain, read_prompt


def test_a_prompt_is_read_in_all_its_parts() -> None:
    read = read_prompt("a [swan:goose:0.5] <lora:ink:0.8> :1.2 AND [red|blue]")
    assert read.loras == (LoraTag("ink", 0.8),)
    assert read.text == "a [swan:goose:0.5]  :1.2 AND [red|blue]"
    assert read.at(1, 4) == (Part("a swan", 1.2), Part(" red"))
    assert read.at(4, 4) == (Part("a goose", 1.2), Part(" blue"))
    assert not read.is_plain


def test_a_plain_text_is_taken_as_it_stands() -> None:
    text = "(a) [b:c:0.5] AND <lora:d:1> {e|f} # g"
    read = read_plain(text)
    assert read.is_plain
    assert read.text == text
    assert read.at(1, 2) == read.at(2, 2) == (Part(text),)


def test_and_is_a_word_in_the_negative_prompt() -> None:
    read = read_negative("a AND [b:c:1]")
    assert [read.at(step, 2) for step in (1, 2)] == [(Part("a AND b"),), (Part("a AND c"),)]


def test_a_lora_has_no_place_in_the_negative_prompt() -> None:
    with pytest.raises(InvalidValue, match="lora"):
        read_negative("blurry <lora:ink:1>")


@given(st.text().filter(lambda t: not set(t) & set("[]<") and "AND" not in t))
def test_a_text_without_syntax_says_itself_in_every_step(text) -> None:
    assert read_prompt(text).at(3, 9) == (Part(text),)


def test_names_are_looked_for_without_escapes_and_not_over_brackets():
    assert read_prompt(r"bad \(1\)").said == "bad (1)"
    assert "bad (1)" not in read_prompt("bad (1)").said
    assert read_plain("bad (1)").said == "bad (1)"
