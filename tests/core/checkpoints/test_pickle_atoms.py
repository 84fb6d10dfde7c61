"""Plain values at their limits."""

from __future__ import annotations

import pytest

from core.checkpoints import pickle_atoms as atoms
from core.checkpoints.pickle_atoms import Name, Refused


@pytest.mark.parametrize("line", ["", "x", "1.5", "9" * 50, "--1", "0x10", "1L2"])
def test_numbers_that_are_none(line: str) -> None:
    with pytest.raises(Refused):
        atoms.whole_number(line)


def test_numbers_have_a_limit() -> None:
    assert atoms.long_number(b"\xff" * 16) == -1
    with pytest.raises(Refused):
        atoms.long_number(bytes(17))
    with pytest.raises(Refused):
        atoms.float_number("1,5")


@pytest.mark.parametrize("line", ["", "'", "abc", "'abc\"", "'a\\x41'"])
def test_texts_that_are_none(line: str) -> None:
    with pytest.raises(Refused):
        atoms.quoted(line)


@pytest.mark.parametrize("key", ["a", 1, True, 1.5, b"a", None, Name("a", "b")])
def test_plain_keys(key: object) -> None:
    assert atoms.dictionary([key, 1]) == {key: 1}
    assert atoms.frozen_set([key]) == {key}


@pytest.mark.parametrize("key", [(), (1, 2), [], {}, frozenset(), object()])
def test_other_keys(key: object) -> None:
    with pytest.raises(Refused):
        atoms.dictionary([key, 1])


def test_halves_of_characters_survive() -> None:
    assert atoms.text_of(b"\xed\xa0\x80") == "\ud800"
    with pytest.raises(Refused):
        atoms.text_of(b"\xff")
