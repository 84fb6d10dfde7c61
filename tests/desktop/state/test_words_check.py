"""Words a model never saw."""

from desktop.state.words_check import known_words, unknown_words

KNOWN = known_words(("teddy bear", "Swan", "blue", "a", "d'or"))


def test_the_list_is_split_into_single_words():
    assert known_words(("teddy bear",)) == {"teddy", "bear"}
    assert known_words(None) is None


def test_unknown_words_with_their_places():
    text = "A Teddy, a dragon and a blue SWAN"
    found = unknown_words(text, KNOWN)
    assert [word.word for word in found] == ["dragon", "and"]
    assert [text[word.start : word.end] for word in found] == ["dragon", "and"]


def test_numbers_and_signs_are_no_words():
    assert unknown_words("(swan:1.2), 4k_", KNOWN) != []
    assert unknown_words("swan :1.2 -- 42", KNOWN) == []
    assert unknown_words("d'or", KNOWN) == []


def test_a_model_without_a_list_knows_everything():
    assert unknown_words("xyzzy", None) == []
