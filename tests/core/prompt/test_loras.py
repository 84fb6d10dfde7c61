"""LoRAs named in a prompt."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.contract.errors import InvalidValue
from core.prompt.loras import LoraTag, names_loras, take_loras


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("<lora:ink>", LoraTag("ink")),
        ("<lora:ink:0.8>", LoraTag("ink", 0.8)),
        ("<lora: ink : -.5 >", LoraTag("ink", -0.5)),
        ("<lora:ink:0.5:1>", LoraTag("ink", 1.0, 0.5)),
        ("<lora:ink:0.5:0.5>", LoraTag("ink", 0.5)),
        ("<lora:ink:unet=0.3>", LoraTag("ink", 0.3, 1.0)),
        ("<lora:ink:te=0.3>", LoraTag("ink", 0.3)),
        ("<lora:ink v2 (soft):1>", LoraTag("ink v2 (soft)")),
        ("<lyco:ink:1>", LoraTag("ink")),
    ],
)
def test_a_tag_is_taken_out(text, tag) -> None:
    assert take_loras(f"a {text}, b") == ("a , b", (tag,))


def test_all_tags_in_their_order() -> None:
    text, tags = take_loras("<lora:a:1> x <lora:b:2><lora:a:3>")
    assert text == " x "
    assert [(tag.name, tag.unet) for tag in tags] == [("a", 1), ("b", 2), ("a", 3)]


@pytest.mark.parametrize("text", ["<3", "a < b > c", "<lora>", "<lora:", "lora:x:1", "<b>bold</b>"])
def test_other_angles_are_text(text) -> None:
    assert take_loras(text) == (text, ())


@pytest.mark.parametrize(
    "text",
    ["<lora:>", "<lora::1>", "<lora:a:b>", "<lora:a:1:2:3>", "<lora:a:x=1>", "<hypernet:a:1>"],
)
def test_a_tag_that_is_none_is_told(text) -> None:
    with pytest.raises(InvalidValue, match="prompt"):
        take_loras(text)


@given(st.text().filter(lambda text: "<" not in text))
def test_a_text_without_tags_comes_back(text) -> None:
    assert take_loras(text) == (text, ())


@pytest.mark.parametrize(
    ("template", "named"),
    [
        ("a swan", False),
        ("a <lora:ink:1>", True),
        ("a # <lora:ink:1>", False),
        ("{<lora:x>|}", True),
    ],
)
def test_whether_loras_are_named_is_known_before_any_choice(template, named) -> None:
    assert names_loras(template) is named
