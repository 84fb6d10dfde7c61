"""Choices: the same seed writes the same text, every option has its turn."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.contract.errors import InvalidValue, WildcardMissing
from core.prompt.choices import CHOICES_MAX, expand

FILES = {
    "animal": ("swan", "goose"),
    "clothes/hats": ("bonnet",),
    "both": ("__animal__ in a __clothes/hats__", "{big|small} __animal__"),
    "circle": ("__circle__",),
    "tree": ("__tree__ __tree__",),
    "odd": ("a # b", "a|b"),
}


def lines(name: str) -> tuple[str, ...]:
    if name not in FILES:
        raise WildcardMissing(name, "folder")
    return FILES[name]


def texts(template: str, seeds: int = 60) -> Counter[str]:
    return Counter(expand(template, seed, "prompt", lines) for seed in range(seeds))


def test_one_of_the_options_and_each_about_as_often() -> None:
    found = texts("a {red|blue|} swan", 600)
    assert set(found) == {"a red swan", "a blue swan", "a  swan"}
    assert min(found.values()) > 150


def test_a_wildcard_is_a_line_of_its_file() -> None:
    assert set(texts("a __animal__")) == {"a swan", "a goose"}
    assert set(texts("__clothes/hats__")) == {"bonnet"}


def test_choices_inside_choices() -> None:
    assert set(texts("{a|{b|c} d}")) == {"a", "b d", "c d"}
    assert set(texts("{__animal__|x}")) == {"swan", "goose", "x"}
    both = {f"{who} in a bonnet" for who in FILES["animal"]}
    both |= {f"{size} {who}" for size in ("big", "small") for who in FILES["animal"]}
    assert set(texts("__both__", 200)) == both


def test_the_seed_alone_decides() -> None:
    template = "{a|b|c} {a|b|c} {a|b|c}"
    assert expand(template, 7, "prompt", lines) == expand(template, 7, "prompt", lines)
    assert len(texts(template)) > 10
    alike = [
        expand(template, seed, "prompt", lines) == expand(template, seed, "negative", lines)
        for seed in range(60)
    ]
    assert sum(alike) < 10  # the two texts choose for themselves


def test_a_known_seed_always_chose_this() -> None:
    """Recipes of pictures that lie on disks count on it."""
    chosen = [expand("{a|b|c|d|e|f|g|h}", seed, "prompt", lines) for seed in range(8)]
    assert "".join(chosen) == "bdgcedgb"


def test_comments_go_to_the_end_of_their_line() -> None:
    assert expand("a swan # not a goose\n(red)", 0, "prompt", lines) == "a swan \n(red)"
    assert expand("# all of it", 0, "prompt", lines) == ""
    assert expand("{a # x | y\n|b}", 3, "prompt", lines) in ("a \n", "b")
    assert set(texts("__odd__")) == {"a ", "a|b"}


def test_a_backslash_makes_an_ordinary_character() -> None:
    for text in (r"\{a|b\}", r"\__animal__", r"\# no comment", r"a \\"):
        assert expand(text, 0, "prompt", lines) == text
    assert set(texts(r"{a\|b|c}")) == {r"a\|b", "c"}


@pytest.mark.parametrize("text", ["{a}", "{", "}", "a|b", "{a|b", "a|b}", "snake_case", "__", "____", "__ a __", "[a|b]"])  # fmt: skip
def test_what_offers_no_choice_stays(text) -> None:
    assert expand(text, 0, "prompt", lines) == text


def test_a_list_that_is_not_there_is_told() -> None:
    with pytest.raises(WildcardMissing, match="plants"):
        expand("a __plants__", 0, "prompt", lines)
    assert expand(r"a \__plants__", 0, "prompt", lines) == r"a \__plants__"


def test_files_that_name_each_other_for_ever_are_told() -> None:
    for template in ("__circle__", "__tree__", "{a|b}" * (CHOICES_MAX + 1)):
        with pytest.raises(InvalidValue, match="choices"):
            expand(template, 0, "prompt", lines)


def test_a_text_that_grows_too_long_is_told() -> None:
    with pytest.raises(InvalidValue, match="characters"):
        expand("__x__" * 3, 0, "prompt", lambda name: ("y" * 9_000,))


@given(st.text(st.sampled_from("ab{}|_#\\\n "), max_size=40))
def test_no_template_is_wrong(template) -> None:
    expand(template, 1, "prompt", lambda name: ("x",))


@given(st.text(max_size=1_000).filter(lambda text: not set(text) & set("#{}") and "__" not in text))
def test_a_text_without_choices_comes_back(text) -> None:
    assert expand(text, 1, "prompt", lines) == text
