"""Embeddings as words of a model's readers: each of its vectors is a token behind the vocabulary.

The readers are new ones over the same encoders, so that nothing has to be taken back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import torch
from torch import Tensor

from core.checkpoints.embedding_file import read_vectors
from core.contract.addition_errors import AdditionForeign
from core.contract.additions import folded
from core.files.models.embedding_info import EMBEDDING
from core.files.models.folder_kinds import Family
from core.files.models.single_kinds import FAMILIES
from core.generation.additions import Additions, UsedEmbedding
from core.generation.words import Reader


def fitting(readers: Sequence[Reader], added: Additions) -> Additions:
    """`added` without the embeddings that only a name in a text calls and whose vectors have another width.

    Those, `foreign` of the result, stay words: one of another model's must not keep a prompt from being drawn.
    The same object where all fit.
    """
    widths = _widths(readers)
    foreign = [x for x in added.embeddings if x.is_word and x.info.widths != widths]
    if not foreign:
        return added
    fits = tuple(x for x in added.embeddings if x not in foreign)
    return replace(added, embeddings=fits, foreign=tuple(x.info for x in foreign))


def with_embeddings(
    readers: Sequence[Reader], used: Sequence[UsedEmbedding], family: Family
) -> tuple[Reader, ...]:
    """Readers that know the names of `used`. Of two with one name the first counts.

    Raises `AdditionForeign` for vectors of another width, and as `read_vectors`.
    """
    if not used:
        return tuple(readers)
    vectors = [read_vectors(Path(each.info.path)) for each in used]
    widths = _widths(readers)
    for each, found in zip(used, vectors, strict=True):
        if tuple(x.shape[1] for x in found) != widths:
            info = each.info
            raise AdditionForeign(info.path, EMBEDDING, info.made_for, FAMILIES[family])
    return tuple(
        _named(reader, used, [found[place] for found in vectors])
        for place, reader in enumerate(readers)
    )


def _widths(readers: Sequence[Reader]) -> tuple[int, ...]:
    return tuple(reader.encoder.config.hidden_size for reader in readers)


def _named(reader: Reader, used: Sequence[UsedEmbedding], vectors: Sequence[Tensor]) -> Reader:
    first = reader.encoder.config.vocab_size
    names: dict[str, tuple[int, ...]] = {}
    for each, found in zip(used, vectors, strict=True):
        ids = tuple(range(first, first + len(found)))
        first += len(found)
        known = {folded(name) for name in names}
        names |= {name: ids for name in each.names if folded(name) not in known}
    tokenizer = reader.tokenizer.named(names)
    return replace(reader, tokenizer=tokenizer, extra=torch.cat(list(vectors)))
