"""Texts with emphasis → token ids in chunks of 75 as CLIP reads them, each with the weight of every token.

Each piece of a text is cut into tokens by itself; BREAK fills a chunk up and begins the next. Knows no
network and no torch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.prompt.emphasis import Group
from core.text.tokenizer import Tokenizer

CHUNK = 75  # tokens between start and end


@dataclass(frozen=True)
class Chunk:
    """77 ids: start, up to 75 tokens, end, padding; and as many weights, 1 but for weighted tokens."""

    ids: tuple[int, ...]
    weights: tuple[float, ...]


def chunks(tokenizer: Tokenizer, groups: Sequence[Group]) -> list[Chunk]:
    """At least one chunk, and one for each BREAK more."""
    found = []
    for group in groups:
        tokens = _tokens(tokenizer, group)
        cuts = range(0, max(len(tokens), 1), CHUNK)
        found += [_framed(tokenizer, tokens[cut : cut + CHUNK]) for cut in cuts]
    return found


def empty_chunk(tokenizer: Tokenizer) -> Chunk:
    """What an empty text gives."""
    return _framed(tokenizer, [])


def count_tokens(tokenizer: Tokenizer, groups: Sequence[Group]) -> tuple[int, int]:
    """Tokens of a text, those before a BREAK as the whole chunks that they fill; and room for them."""
    *before, last = [len(_tokens(tokenizer, group)) for group in groups]
    full = CHUNK * sum(_chunks_of(tokens) for tokens in before)
    return full + last, full + CHUNK * _chunks_of(last)


def _chunks_of(tokens: int) -> int:
    return max(1, -(-tokens // CHUNK))


def _tokens(tokenizer: Tokenizer, group: Group) -> list[tuple[int, float]]:
    return [(i, piece.weight) for piece in group for i in tokenizer.pieces(piece.text)]


def _framed(tokenizer: Tokenizer, tokens: Sequence[tuple[int, float]]) -> Chunk:
    padding = CHUNK - len(tokens)
    ids, weights = [i for i, _ in tokens], [weight for _, weight in tokens]
    return Chunk(
        (tokenizer.start_id, *ids, tokenizer.end_id, *[tokenizer.pad_id] * padding),
        (1.0, *weights, 1.0, *[1.0] * padding),
    )
