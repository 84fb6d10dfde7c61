"""The words of each picture of a request."""

import pytest

from core.contract.errors import InvalidValue, WildcardMissing
from core.generation.picture_words import picture_words
from core.prompt.composition import Part


def lines(name: str) -> tuple[str, ...]:
    if name != "animal":
        raise WildcardMissing(name, "folder")
    return ("swan", "goose")


def test_each_picture_chooses_with_its_own_seed(ask) -> None:
    request = ask(prompt="a {red|blue} __animal__", negative="{x|y}", count=40, seed=100)
    found = picture_words(request, lines)
    texts = [words.prompt.text for words in found]
    assert set(texts) == {f"a {c} {w}" for c in ("red", "blue") for w in ("swan", "goose")}
    for index in (0, 7, 39):
        alone = ask(prompt=request.prompt, negative="{x|y}", seed=100 + index)
        assert picture_words(alone, lines) == (found[index],)


def test_pictures_that_say_the_same_share_it(ask) -> None:
    one, two = picture_words(ask(prompt="a [b:c:2]", count=2), lines)
    assert one == two
    assert one.prompt is two.prompt
    assert one.negative is None


def test_plain_prompts_are_taken_as_they_stand(ask) -> None:
    (words,) = picture_words(
        ask(prompt="{a|b} # (c:2)", negative="[d|e]", plain_prompt=True), lines
    )
    assert words.prompt.at(1, 2) == (Part("{a|b} # (c:2)"),)
    assert words.negative.at(1, 2) == (Part("[d|e]"),)


def test_what_a_recipe_says_is_not_chosen_anew(ask) -> None:
    request = ask(
        prompt="{a|b}", negative="__gone__", prompt_expanded="b {x|y}", negative_expanded="z"
    )
    (words,) = picture_words(request, lines)
    assert words.prompt.text == "b {x|y}"
    assert words.negative.text == "z"


def test_a_missing_list_is_told_for_any_picture(ask) -> None:
    with pytest.raises(WildcardMissing):
        picture_words(ask(prompt="{a|b|c|d|__plants__}", count=60), lines)
    with pytest.raises(InvalidValue, match="negative"):
        picture_words(ask(negative="<lora:x:1>"), lines)
