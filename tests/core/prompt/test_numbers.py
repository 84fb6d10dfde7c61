"""Numbers of prompts."""

import re

import pytest

from core.contract.request import PROMPT_MAX
from core.prompt.choices import WILDCARD
from core.prompt.numbers import NUMBER
from core.prompt.spans import spans


@pytest.mark.parametrize("text", ["1", "1.", "1.3", ".5", "-1", "+20.25"])
def test_a_number(text):
    assert re.fullmatch(NUMBER, text)


@pytest.mark.parametrize("text", ["", ".", "-", "1.2.3", "1e3", "1" * 21])
def test_no_number(text):
    assert not re.fullmatch(NUMBER, text)


def steps(pattern, text):
    """How many characters of the text a search looks at, at most: one search from each place."""
    found = (re.compile(pattern).match(text, place) for place in range(200))
    return max((len(match.group()) for match in found if match), default=0)


def test_no_place_of_a_long_text_is_read_far():
    assert steps(NUMBER, "1" * PROMPT_MAX) == 20
    assert WILDCARD.search("__x/" * 300 + "x" * 500) is None
    assert len(spans("(:" + "1" * 3000 + "x")) == 1
