"""CLIP's tokenizer from the merges that come with the program, for weights that bring none."""

from __future__ import annotations

import functools

from core.checkpoints.tokenizer_files import VOCABULARY_BYTES, merge_pairs
from core.files import folders
from core.files.models.folder_files import read_text
from core.text.tokenizer import END, Tokenizer
from core.text.vocabulary import PADDING, vocabulary


@functools.cache
def clip_tokenizer(*, zero_padded: bool) -> Tokenizer:
    """CLIP's 49,408 tokens. `zero_padded`: as SD 2 and SDXL's second encoder were trained, with "!".

    Raises `ModelIncomplete`, `FileUnreadable` in a broken installation.
    """
    text = read_text(folders.resources() / "tokenizer", "merges.txt", VOCABULARY_BYTES)
    merges = [(left, right) for left, right in merge_pairs(text)]
    vocab = vocabulary(merges)
    return Tokenizer(vocab, merges, pad_id=vocab[PADDING if zero_padded else END])
