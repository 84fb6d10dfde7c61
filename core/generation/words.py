"""Prompts → what the network is told: tokens in chunks of 75, encoded one by one, laid end to end.

Up to 75 tokens this is what diffusers does. Longer prompts get more chunks, as A1111 gives them,
and the shorter of prompt and negative is filled up with empty chunks, so that both have one length.

Axes: K chunks, L = 77 tokens a chunk, D width.
"""

from __future__ import annotations

import torch
from torch import Tensor

from core.diffusion.denoiser import Conditioning
from core.text.encoder import TextEncoder
from core.text.tokenizer import Tokenizer

CHUNK = 75  # tokens between start and end


def token_chunks(tokenizer: Tokenizer, text: str) -> list[list[int]]:
    """Ids of each chunk, 77 long: start, up to 75 pieces, end, padding. At least one chunk."""
    pieces = tokenizer.pieces(text)
    cuts = range(0, max(len(pieces), 1), CHUNK)
    return [_framed(tokenizer, pieces[cut : cut + CHUNK]) for cut in cuts]


def encode_words(
    encoder: TextEncoder, tokenizer: Tokenizer, texts: tuple[str, ...], device: torch.device
) -> tuple[Conditioning, ...]:
    """Each text with its context (1, 77·K, D); K is that of the longest."""
    chunks = [token_chunks(tokenizer, text) for text in texts]
    most = max(map(len, chunks))
    empty = _framed(tokenizer, [])
    padded = [ids + [empty] * (most - len(ids)) for ids in chunks]
    return tuple(Conditioning(_context(encoder, ids, device)) for ids in padded)


def _context(encoder: TextEncoder, chunks: list[list[int]], device: torch.device) -> Tensor:
    context = encoder(torch.tensor(chunks, device=device)).context  # (K,77,D)
    return context.reshape(1, -1, context.shape[-1])  # (1,77·K,D)


def _framed(tokenizer: Tokenizer, pieces: list[int]) -> list[int]:
    padding = [tokenizer.pad_id] * (CHUNK - len(pieces))
    return [tokenizer.start_id, *pieces, tokenizer.end_id, *padding]
