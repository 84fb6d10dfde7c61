"""Captions are true, well formed, and never hold a rare word."""

from __future__ import annotations

import re
from random import Random

import pytest

COUNT = 1500


@pytest.fixture(scope="module")
def told(starter, maker):
    """Facts with their captions."""
    captions = starter("captions")
    result = []
    for index in range(COUNT):
        rng = Random(f"told:{index}")
        facts = maker.facts(rng)
        result.append((facts, captions.caption(facts, rng)))
    return result


def _said(text, starter):
    """Which nouns, background colours and size words a caption holds, synonyms undone."""
    words = starter("vocabulary")
    vocabulary = words.read_vocabulary()
    for noun, other in words.NOUN_SYNONYMS.items():
        text = re.sub(rf"\b{other}\b", noun, text)
    for colour, other in words.COLOUR_SYNONYMS.items():
        text = re.sub(rf"\b{other}\b", colour, text)
    colour = "|".join(vocabulary.colours)
    ground = re.findall(rf"\b((?:(?:{colour}) and )?(?:{colour}))(?: background| backdrop)", text)
    ground += re.findall(rf"\bon ((?:(?:{colour}) and )?(?:{colour}))(?=[ ,.]|$)", text)
    rest = text
    for phrase in ground:
        rest = rest.replace(phrase, "")
    nouns = {noun for noun in vocabulary.nouns if re.search(rf"\b{noun}\b", rest)}
    sizes = {
        size for size, said in words.SIZE_WORDS.items() if set(re.findall(r"\w+", rest)) & set(said)
    }
    return nouns, {colour for phrase in ground for colour in phrase.split(" and ")}, sizes


def test_every_noun_colour_and_size_that_is_said_is_there(told, starter):
    for facts, text in told:
        nouns, colours, sizes = _said(text, starter)
        assert nouns <= {subject.noun for subject in facts.subjects}, text
        assert colours in (set(), set(facts.colours)), text
        assert sizes <= {subject.size for subject in facts.subjects}, text


def test_left_and_right_are_true(told, starter):
    names = starter("vocabulary").NOUN_SYNONYMS
    seen = 0
    for facts, text in told:
        match = re.search(r"(.*) to the (left|right) of (.*)", text)
        if not match:
            continue
        seen += 1
        left, right = facts.subjects
        assert left.centre[0] < right.centre[0]
        first = left if match[2] == "left" else right
        assert any(name in match[1] for name in (first.noun, names.get(first.noun, first.noun)))
    assert seen > 20


def test_a_paint_is_always_said_next_to_its_thing(starter, maker):
    captions, names = starter("captions"), starter("vocabulary").NOUN_SYNONYMS
    seen = 0
    for index in range(COUNT):
        rng = Random(f"painted:{index}")
        facts = maker.painted(maker.facts(rng), rng)
        paints = [(s.noun, s.paint) for s in facts.subjects if s.paint]
        text = captions.caption(facts, rng)
        for noun, paint in paints:
            seen += 1
            said = {noun, names.get(noun, noun)}
            shown = [name for name in said if re.search(rf"\b{name}\b", text)]
            assert all(f"{paint} {name}" in text for name in shown), text
    assert seen > COUNT * 0.03


def test_articles_fit(told):
    for _, text in told:
        assert not re.search(r"\ba (?=[aeio])", text), text
        assert not re.search(r"\ban (?=[^aeiou])", text), text
        assert not re.search(r"\b(a|an|one) (\w+ )?cherries", text), text


def test_captions_vary(told):
    texts = [text for _, text in told]
    assert len(set(texts)) > 0.9 * COUNT
    with_background = sum("background" in text or "backdrop" in text for text in texts) / COUNT
    assert 0.6 < with_background < 0.9
    assert any(re.fullmatch(r"\w+", text) for text in texts)
    assert any(re.fullmatch(r"(a |an )?\w+ background", text) for text in texts)


def test_no_caption_holds_a_rare_word(told, starter):
    rare = set(starter("vocabulary").RARE_WORDS)
    assert not any(rare & set(re.findall(r"\w+", text)) for _, text in told)


def test_invented_words_are_no_known_words(starter):
    words = starter("vocabulary")
    known = words.known_words(words.read_vocabulary())
    meaning = {part for group in ("nouns", "colours") for w in known[group] for part in w.split()}
    rng = Random(3)
    invented = {starter("captions").invented_word(rng) for _ in range(3000)}
    assert not invented & meaning
    assert all(re.fullmatch(r"[a-z]{4,8}", word) for word in invented)
