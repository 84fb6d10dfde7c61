"""The words of the starter model."""

from __future__ import annotations


def test_the_table_holds_eighty_nouns_and_ten_colours(starter):
    vocabulary = starter("vocabulary").read_vocabulary()
    assert len(vocabulary.nouns) == 80
    assert len(vocabulary.colours) == 10
    assert vocabulary.nouns["teddy bear"] == 0x1F9F8
    assert vocabulary.colours["blue"] == (80, 130, 220)


def test_a_word_is_listed_once(starter):
    words = starter("vocabulary")
    known = words.known_words(words.read_vocabulary())
    assert set(known) == {"nouns", "colours", "other"}
    assert not set(known["other"]) & (set(known["nouns"]) | set(known["colours"]))
    assert all(len(set(group)) == len(group) for group in known.values())


def test_rare_words_are_no_known_words_and_have_no_vowel(starter):
    words = starter("vocabulary")
    known = words.known_words(words.read_vocabulary())
    everything = {part for group in known.values() for word in group for part in word.split()}
    assert len(words.RARE_WORDS) == 8
    assert "sks" in words.RARE_WORDS
    assert not everything & set(words.RARE_WORDS)
    assert not any(set(word) & set("aeiou") for word in words.RARE_WORDS)


def test_sprinkled_words_name_no_noun_and_no_colour(starter):
    """Otherwise a caption would say something that its scene does not show."""
    words = starter("vocabulary")
    vocabulary = words.read_vocabulary()
    sprinkled = " ".join((*words.ADJECTIVES, *words.OPENINGS, *words.CLOSINGS)).split()
    sizes = {size for group in words.SIZE_WORDS.values() for size in group}
    parts = {part for noun in vocabulary.nouns for part in noun.split()} - {"ice", "cream"}
    assert not set(sprinkled) & (parts | set(vocabulary.colours) | sizes)
