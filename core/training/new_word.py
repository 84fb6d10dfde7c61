"""A word that a model learns: vectors of their own, spliced into what its text encoders read.

The encoders' tables are never touched: the vectors lie behind them (`core/text/encoder.py`), so every other
word stays what it was, to the bit, whatever the optimiser does.

Axes: N vectors, D width.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from core.contract.errors import InvalidValue
from core.generation.words import Reader
from core.training.data.order import generator
from core.training.taught import Taught

SPREAD = 0.1  # of a vector's own length: how far apart copies of one piece begin


class Vectors(nn.Module):
    """(N, D) for each text encoder; only their direction learns where lengths are kept.

    A vector that may grow soon drowns the words around it: the picture then obeys nothing but the new word.
    """

    def __init__(self, starts: Sequence[Tensor], *, keep_length: bool) -> None:
        super().__init__()
        self.vectors = nn.ParameterList([nn.Parameter(start.detach().clone()) for start in starts])
        self.keep_length = keep_length
        lengths = [start.detach().norm(dim=-1, keepdim=True) for start in starts]
        self.lengths = lengths  # (N, 1) each; a function of the model, so no part of a checkpoint

    def rows(self, reader: int) -> Tensor:
        """(N, D) as the encoder of that number reads them, with gradient."""
        own: Tensor = self.vectors[reader]
        if not self.keep_length:
            return own
        return own * (self.lengths[reader].to(own) / own.norm(dim=-1, keepdim=True))


@dataclass
class WithWord(Taught):
    """A model that knows a word more."""

    token: str
    word: Vectors

    @property
    def readers(self) -> tuple[Reader, ...]:
        return tuple(self._named(reader, place) for place, reader in enumerate(super().readers))

    def _named(self, reader: Reader, place: int) -> Reader:
        first, rows = reader.encoder.config.vocab_size, self.word.rows(place)
        names = {self.token: tuple(range(first, first + len(rows)))}
        return dataclasses.replace(reader, tokenizer=reader.tokenizer.named(names), extra=rows)


def with_word(
    taught: Taught, token: str, init_word: str, count: int, seed: int, *, keep_length: bool
) -> WithWord:
    """The model with a word of `count` vectors that begins as `init_word`.

    Its pieces are taken in turn; what repeats one is moved a little, so that no two vectors are alike: equal
    ones would be pulled the same way for ever. Raises `InvalidValue` for an empty word.
    """
    starts = []
    for place, reader in enumerate(taught.readers):
        pieces = reader.tokenizer.pieces(init_word)
        if not pieces:
            raise InvalidValue("init_word", init_word, "a word that the model can read")
        table = reader.encoder.model.embeddings.token_embedding.weight.detach().float().cpu()
        random = generator(seed, place, 0, "vectors")
        rows = table[[pieces[n % len(pieces)] for n in range(count)]]
        moved = torch.randn(rows.shape, generator=random) * rows.norm(dim=-1, keepdim=True)
        moved[: len(pieces)] = 0
        starts.append(rows + moved * SPREAD / rows.shape[-1] ** 0.5)
    word = Vectors(starts, keep_length=keep_length).to(taught.device)
    own = {field.name: getattr(taught, field.name) for field in dataclasses.fields(taught)}
    return WithWord(**own, token=token, word=word)
