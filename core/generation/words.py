"""Prompts → what the network is told: tokens in chunks of 75, encoded one by one, laid end to end.

Up to 75 tokens this is what diffusers does. Longer prompts get more chunks, as A1111 gives them,
and the shorter of prompt and negative is filled up with empty chunks, so that both have one length.
SDXL reads everything twice, with two encoders: their contexts are laid side by side, and the pooled
text is the second's, of the first chunk.

Axes: K chunks, L = 77 tokens a chunk, D width (of both encoders together), P pooled width.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from core.contract.errors import InvalidValue
from core.diffusion.denoiser import Conditioning
from core.text.encoder import EncodedText, TextEncoder
from core.text.tokenizer import Tokenizer

CHUNK = 75  # tokens between start and end


@dataclass(frozen=True)
class Reader:
    """One of a model's text encoders, with the tokenizer that belongs to it."""

    encoder: TextEncoder
    tokenizer: Tokenizer


@dataclass(frozen=True)
class Words:
    """One text to be read. `clip_skip` 1 is the layer that the model was trained with, n one n - 1 before."""

    text: str
    clip_skip: int = 1


def token_chunks(tokenizer: Tokenizer, text: str) -> list[list[int]]:
    """Ids of each chunk, 77 long: start, up to 75 pieces, end, padding. At least one chunk."""
    pieces = tokenizer.pieces(text)
    cuts = range(0, max(len(pieces), 1), CHUNK)
    return [_framed(tokenizer, pieces[cut : cut + CHUNK]) for cut in cuts]


def encode_words(
    readers: Sequence[Reader], texts: Sequence[Words], device: torch.device
) -> tuple[Conditioning, ...]:
    """Each text with its context (1, 77·K, D), K being that of the longest, and for SDXL its pooled (1, P).

    Raises `InvalidValue` for a `clip_skip` beyond the first layer.
    """
    chunks = [[token_chunks(reader.tokenizer, words.text) for reader in readers] for words in texts]
    most = max(len(ids) for read in chunks for ids in read)
    return tuple(
        _told(readers, words, read, most, device) for words, read in zip(texts, chunks, strict=True)
    )


def _told(
    readers: Sequence[Reader],
    words: Words,
    chunks: list[list[list[int]]],
    most: int,
    device: torch.device,
) -> Conditioning:
    """One text, filled up to `most` chunks, as all readers read it."""
    is_xl = len(readers) > 1
    contexts, pooled = [], None
    for reader, ids in zip(readers, chunks, strict=True):
        filled = ids + [_framed(reader.tokenizer, [])] * (most - len(ids))
        told = _encode(reader.encoder, torch.tensor(filled, device=device), words.clip_skip, is_xl)
        contexts.append(
            told.context.reshape(1, -1, told.context.shape[-1])
        )  # (K,77,D) → (1,77·K,D)
        pooled = told.pooled[:1] if is_xl else None  # the last reader's
    return Conditioning(torch.cat(contexts, dim=-1), pooled)


def _encode(encoder: TextEncoder, ids: Tensor, clip_skip: int, is_xl: bool) -> EncodedText:
    """SD's layer is the last with the final norm, SDXL's the last but one without it."""
    back = clip_skip if is_xl else clip_skip - 1
    layers = encoder.config.num_hidden_layers
    if back >= layers:
        most = layers - 1 if is_xl else layers
        raise InvalidValue("clip_skip", clip_skip, f"between 1 and {most} for this model")
    return encoder(ids, back, not is_xl)


def _framed(tokenizer: Tokenizer, pieces: list[int]) -> list[int]:
    padding = [tokenizer.pad_id] * (CHUNK - len(pieces))
    return [tokenizer.start_id, *pieces, tokenizer.end_id, *padding]
