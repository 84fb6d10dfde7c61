"""The tokens of an encoded text with names for people, and which of them make a word.

Read from the ids alone, as they went into the encoder, so it holds for any way a text was cut. Start
tokens, and ends with their padding, are one group each: nobody wrote them, and they have no place.

Axes: L tokens, G groups.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import torch
from torch import Tensor

from core.text.tokenizer import END_OF_WORD, Tokenizer, byte_alphabet

Kind = Literal["start", "word", "end"]


@dataclass(frozen=True)
class Token:
    """A group of tokens: one that was written, all starts, or all ends and padding."""

    text: str
    kind: Kind
    word: int | None  # number of the word that it is a part of
    places: tuple[int, ...]  # where in the context, 0 … L-1


def tokens_of(chunks: Sequence[Sequence[int]], tokenizer: Tokenizer) -> tuple[Token, ...]:
    """Chunks of ids (each start, pieces, end, padding), laid end to end → their groups: start, pieces, end."""
    names = {index: name for name, index in tokenizer.vocab.items()}
    names |= {index: name for name, index in tokenizer.special.items()}
    starts, ends, pieces = [], [], []
    place = word = 0
    for ids in chunks:
        is_open = True
        for position, index in enumerate(ids):
            if position == 0:
                starts.append(place)
            elif is_open and index != tokenizer.end_id:
                name = names.get(index, "")
                pieces.append(Token(readable(name), "word", word, (place,)))
                word += name.endswith(END_OF_WORD) or index in tokenizer.special.values()
            else:
                is_open = False
                ends.append(place)
            place += 1
    return (
        Token("start", "start", None, tuple(starts)),
        *pieces,
        Token("end", "end", None, tuple(ends)),
    )


def words_of(tokens: Sequence[Token]) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """Each word, its tokens joined, with the numbers of its groups."""
    found: dict[int, list[int]] = {}
    for number, token in enumerate(tokens):
        if token.word is not None:
            found.setdefault(token.word, []).append(number)
    return tuple(
        ("".join(tokens[number].text for number in numbers), tuple(numbers))
        for numbers in found.values()
    )


def groups(tokens: Sequence[Token]) -> Tensor:
    """(L, G) of 0 and 1: what adds shares of tokens up to shares of groups."""
    length = sum(len(token.places) for token in tokens)
    table = torch.zeros(length, len(tokens))
    for number, token in enumerate(tokens):
        table[list(token.places), number] = 1.0
    return table


def readable(name: str) -> str:
    """A vocabulary's entry as text: its letters stand for bytes (`byte_alphabet`)."""
    bytes_of = {letter: value for value, letter in enumerate(byte_alphabet())}
    bare = name.removesuffix(END_OF_WORD)
    if any(letter not in bytes_of for letter in bare):
        return bare
    return bytes(bytes_of[letter] for letter in bare).decode("utf-8", "replace")
