"""The prompts of the evaluation."""

from __future__ import annotations

from collections import Counter

import pytest


@pytest.fixture
def asks(starter):
    return starter("asks")


@pytest.fixture
def vocabulary(starter):
    return starter("vocabulary").read_vocabulary()


def test_singles_cover_all_nouns_and_colours_equally(asks, vocabulary):
    singles = asks.single_asks(vocabulary, 5)
    assert len(singles) == 400
    assert set(Counter(ask.nouns[0] for ask in singles).values()) == {5}
    assert set(Counter(ask.colour for ask in singles).values()) == {40}
    each = Counter((ask.nouns, ask.colour) for ask in singles)
    assert set(each.values()) == {1}
    assert len({ask.seed for ask in singles}) == 400


def test_articles_fit(asks):
    assert asks.noun_phrase("owl") == "an owl"
    assert asks.noun_phrase("unicorn") == "a unicorn"
    assert asks.noun_phrase("cherries") == "cherries"
    assert asks.noun_phrase("teddy bear") == "a teddy bear"


def test_pairs_ask_for_two_different_nouns(asks, vocabulary):
    for ask in asks.pair_asks(vocabulary, 50):
        assert len(set(ask.nouns)) == 2
        assert all(noun in ask.prompt for noun in ask.nouns)


def test_the_negative_prompt_is_the_only_difference(asks, vocabulary):
    free = asks.colour_free_asks(vocabulary, 100, None)
    negative = asks.colour_free_asks(vocabulary, 100, asks.BLUE)
    assert [(a.prompt, a.seed) for a in free] == [(a.prompt, a.seed) for a in negative]
    assert {a.negative for a in negative} == {"a blue background"}
    assert not any("background" in a.prompt for a in free)


def test_guidance_is_the_only_difference_between_the_columns(asks, vocabulary):
    columns = asks.guidance_asks(vocabulary, 1)
    assert list(columns) == [1, 2, 3, 4, 5, 6, 7]
    for scale, column in columns.items():
        assert {ask.guidance_scale for ask in column} == {scale}
        assert [(a.prompt, a.seed) for a in column] == [(a.prompt, a.seed) for a in columns[1]]


def test_quick_asks_take_four_steps_at_a_low_guidance(asks, vocabulary):
    quick = asks.quick_asks(vocabulary, 2)
    assert {(ask.steps, ask.guidance_scale) for ask in quick} == {(4, 2.5)}


def test_painted_asks_say_the_paint_next_to_the_thing(asks):
    pairs = [("heart", "blue"), ("car", "orange"), ("cherries", "green")]
    assert [ask.prompt for ask in asks.painted_asks(pairs)] == [
        "a blue heart on a white background",
        "an orange car on a white background",
        "green cherries on a white background",
    ]


def test_repeated_asks_differ_in_the_seed_only(asks, vocabulary):
    groups = asks.repeated_asks(vocabulary, 8)
    assert len({group[0].prompt for group in groups}) == 8
    for group in groups:
        assert len({ask.seed for ask in group}) == 16
        assert len({ask.prompt for ask in group}) == 1
