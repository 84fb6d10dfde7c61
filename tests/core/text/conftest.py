"""A small byte-level vocabulary for the tests of words and their encoder."""

import random

import pytest

from core.text.tokenizer import END, END_OF_WORD, START, Tokenizer, byte_alphabet

KNOWN = ("swan", "teddy", "bear", "oil", "the", "it", "'s", "'t", "é", "!!")


def _merges() -> list[tuple[str, str]]:
    """Random merges over few letters, so that ranks matter, then the way to some known words."""
    rng = random.Random(5)
    parts = [*"abcde"]
    merges: dict[tuple[str, str], None] = {}
    while len(merges) < 150:
        left, right = rng.choice(parts), rng.choice(parts)
        if rng.random() < 0.4:
            right = right.removesuffix(END_OF_WORD) + END_OF_WORD
        if left.endswith(END_OF_WORD) or (left + right).count(END_OF_WORD) > 1:
            continue
        if len(left + right) > 10 or (right not in parts and len(right) != 1 + len(END_OF_WORD)):
            continue
        merges[left, right] = None
        parts.append(left + right)
    alphabet = byte_alphabet()
    for word in KNOWN:
        letters = [alphabet[b] for b in word.encode()]
        letters[-1] += END_OF_WORD
        while len(letters) > 1:
            merges[letters[0], letters[1]] = None
            letters[:2] = [letters[0] + letters[1]]
    return list(merges)


@pytest.fixture(scope="session")
def merges() -> list[tuple[str, str]]:
    return _merges()


@pytest.fixture(scope="session")
def vocab(merges: list[tuple[str, str]]) -> dict[str, int]:
    letters = byte_alphabet()
    names = [*letters, *(c + END_OF_WORD for c in letters), *(a + b for a, b in merges), START, END]
    return {name: index for index, name in enumerate(dict.fromkeys(names))}


@pytest.fixture(scope="session")
def tokenizer(vocab: dict[str, int], merges: list[tuple[str, str]]) -> Tokenizer:
    return Tokenizer(vocab, merges)
