"""Texts → what the network is told: tokens in chunks of 75, encoded one by one, laid end to end.

Up to 75 tokens and without emphasis this is what diffusers does. Longer prompts get more chunks, as
A1111 gives them, and the shorter of several texts is filled up with empty chunks, so that all have one
length. SDXL reads everything twice, with two encoders: their contexts are laid side by side, and the
pooled text is the second's, of the first chunk.

Emphasis is A1111's "Original": each token's place in the context is multiplied by its weight, then the
chunk as a whole so that its mean is what it was. Pooled texts are left alone.

Axes: K chunks, L = 77 tokens a chunk, D width (of both encoders together), P pooled width.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import torch
from torch import Tensor

from core.contract.errors import InvalidValue
from core.diffusion.conditioning import Conditioning
from core.prompt import emphasis
from core.text.chunks import Chunk, chunks, empty_chunk
from core.text.encoder import EncodedText, TextEncoder
from core.text.tokenizer import Tokenizer


@dataclass(frozen=True)
class Reader:
    """One of a model's text encoders, with the tokenizer that belongs to it."""

    encoder: TextEncoder
    tokenizer: Tokenizer
    extra: Tensor | None = None  # (E, D) of the ids behind the vocabulary: embeddings


@dataclass(frozen=True)
class Words:
    """One text to be read. `clip_skip` 1 is the layer that the model was trained with, n one n - 1 before."""

    text: str
    clip_skip: int = 1
    is_plain: bool = True  # else with emphasis and BREAK

    def chunks(self, tokenizer: Tokenizer) -> list[Chunk]:
        read = emphasis.plain if self.is_plain else emphasis.groups
        return chunks(tokenizer, read(self.text))


# what was encoded: a text, filled up to so many chunks
Encoded: TypeAlias = dict[tuple[Words, int], Conditioning]


def encode_words(
    readers: Sequence[Reader],
    texts: Sequence[Words],
    device: torch.device,
    encoded: Encoded | None = None,
    least: int = 1,
) -> tuple[Conditioning, ...]:
    """Each text with its context (1, 77·K, D), K being that of the longest, and for SDXL its pooled (1, P).

    K is `least` chunks at least. What `encoded` holds is taken from there, what it lacks put into it. Raises `InvalidValue` for a
    `clip_skip` beyond the first layer.
    """
    encoded = {} if encoded is None else encoded
    read = {words: [words.chunks(reader.tokenizer) for reader in readers] for words in texts}
    most = max(least, *(len(found) for each in read.values() for found in each))
    for words, found in read.items():
        if (words, most) not in encoded:
            encoded[words, most] = _told(readers, words, found, most, device)
    return tuple(encoded[words, most] for words in texts)


def most_chunks(readers: Sequence[Reader], texts: Iterable[Words]) -> int:
    """K of the longest of `texts`, without any of them being encoded."""
    return max(len(words.chunks(reader.tokenizer)) for words in texts for reader in readers)


def emphasised(context: Tensor, weights: Tensor) -> Tensor:
    """Each token's vector times its weight, then all of a chunk so that its mean stays.

    `context` (K,L,D), `weights` (K,L).
    """
    wide = context.float()
    weighted = wide * weights[:, :, None]
    before, after = (x.mean((1, 2), keepdim=True) for x in (wide, weighted))  # (K,1,1)
    ratio = torch.where(after == 0, 1.0, before / after)
    return (weighted * ratio).to(context.dtype)


def _told(
    readers: Sequence[Reader],
    words: Words,
    read: list[list[Chunk]],
    most: int,
    device: torch.device,
) -> Conditioning:
    """One text, filled up to `most` chunks, as all readers read it."""
    is_xl = len(readers) > 1
    contexts, pooled = [], None
    for reader, found in zip(readers, read, strict=True):
        filled = found + [empty_chunk(reader.tokenizer)] * (most - len(found))
        ids = torch.tensor([chunk.ids for chunk in filled], device=device)
        told = _encode(reader, ids, words.clip_skip, is_xl)
        context = told.context
        if any(weight != 1 for chunk in filled for weight in chunk.weights):
            weights = torch.tensor([chunk.weights for chunk in filled], device=device)
            context = emphasised(context, weights)
        contexts.append(context.reshape(1, -1, context.shape[-1]))  # (K,77,D) → (1,77·K,D)
        pooled = told.pooled[:1] if is_xl else None  # the last reader's
    return Conditioning(torch.cat(contexts, dim=-1), pooled)


def _encode(reader: Reader, ids: Tensor, clip_skip: int, is_xl: bool) -> EncodedText:
    """SD's layer is the last with the final norm, SDXL's the last but one without it."""
    back = clip_skip if is_xl else clip_skip - 1
    layers = reader.encoder.config.num_hidden_layers
    if back >= layers:
        most = layers - 1 if is_xl else layers
        raise InvalidValue("clip_skip", clip_skip, f"between 1 and {most} for this model")
    return reader.encoder(ids, back, not is_xl, reader.extra)
