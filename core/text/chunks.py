"""Texts with emphasis → token ids in chunks of 75 as CLIP reads them, each with the weight of every token.

Each piece of a text is cut into tokens by itself; BREAK fills a chunk up and begins the next, and so does an
embedding whose vectors have no room in it, as in A1111. Knows no network and no torch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from core.prompt.emphasis import Group
from core.text.tokenizer import Tokenizer

CHUNK = 75  # tokens between start and end

Tokens: TypeAlias = list[tuple[int, float]]  # ids with their weights


@dataclass(frozen=True)
class Chunk:
    """77 ids: start, up to 75 tokens, end, padding; and as many weights, 1 but for weighted tokens."""

    ids: tuple[int, ...]
    weights: tuple[float, ...]


def chunks(tokenizer: Tokenizer, groups: Sequence[Group]) -> list[Chunk]:
    """At least one chunk, and one for each BREAK more that is not the end."""
    return [_framed(tokenizer, tokens) for tokens in _all(tokenizer, groups)]


def empty_chunk(tokenizer: Tokenizer) -> Chunk:
    """What an empty text gives."""
    return _framed(tokenizer, [])


def count_tokens(tokenizer: Tokenizer, groups: Sequence[Group]) -> tuple[int, int]:
    """Tokens of a text, those before the last chunk as whole chunks; and room for them."""
    *before, last = _all(tokenizer, groups)
    full = CHUNK * len(before)
    is_full = len(groups) > 1 and not groups[-1]  # by a BREAK at the end
    return full + (CHUNK if is_full else len(last)), full + CHUNK


def _all(tokenizer: Tokenizer, groups: Sequence[Group]) -> list[Tokens]:
    """The tokens of each chunk of a text. What a BREAK at the end would begin is left out, as in A1111."""
    found = [tokens for group in groups for tokens in _cut(tokenizer, group)]
    return found if found[-1] or len(found) == 1 else found[:-1]


def _cut(tokenizer: Tokenizer, group: Group) -> list[Tokens]:
    """The tokens of each chunk, one chunk at least. Only an embedding of more than a chunk is parted."""
    found: list[Tokens] = [[]]
    for piece in group:
        for unit in tokenizer.units(piece.text):
            if len(found[-1]) + len(unit) > CHUNK and found[-1]:
                found.append([])
            for index in unit:
                if len(found[-1]) == CHUNK:
                    found.append([])
                found[-1].append((index, piece.weight))
    return found


def _framed(tokenizer: Tokenizer, tokens: Tokens) -> Chunk:
    padding = CHUNK - len(tokens)
    ids, weights = [i for i, _ in tokens], [weight for _, weight in tokens]
    return Chunk(
        (tokenizer.start_id, *ids, tokenizer.end_id, *[tokenizer.pad_id] * padding),
        (1.0, *weights, 1.0, *[1.0] * padding),
    )
