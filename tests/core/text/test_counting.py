"""The tokens of a prompt as a person sees them."""

import pytest

from core.contract.errors import WildcardMissing
from core.text.counting import count_prompt
from core.text.tokenizer import END, START, Tokenizer, byte_alphabet


@pytest.fixture(scope="module")
def count():
    """A function: a prompt → its tokens and their room, one token a letter."""
    names = [*byte_alphabet(), *(c + "</w>" for c in byte_alphabet()), START, END]
    tokenizer = Tokenizer({name: i for i, name in enumerate(names)}, [])

    def lines(name: str) -> tuple[str, ...]:
        if name != "word":
            raise WildcardMissing(name, "folder")
        return ("abc",)

    return lambda text, **more: count_prompt(tokenizer, text, lines, **more)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", (0, 75)),
        ("abc", (3, 75)),
        ("(abc:1.2) # a comment", (3, 75)),
        ("<lora:ink:0.8> abc", (3, 75)),
        ("a BREAK b", (76, 150)),
        ("[a:bcd:0.5]", (3, 75)),
        ("[a|bcd|ef]", (3, 75)),
        ("ab AND abcd :1.2", (4, 75)),
        ("__word__ __word__", (6, 75)),
        ("x" * 80, (80, 150)),
    ],
)
def test_syntax_does_not_count(count, text, expected) -> None:
    assert count(text) == expected


def test_what_cannot_be_read_counts_as_it_stands(count) -> None:
    assert count("__no__") == (6, 75)
    assert count("<lora:>") == (7, 75)


def test_a_plain_text_counts_whole(count) -> None:
    assert count("(abc)", plain=True) == (5, 75)
