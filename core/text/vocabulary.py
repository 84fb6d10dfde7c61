"""CLIP's vocabulary, which its list of merges alone determines.

Every CLIP of Stable Diffusion has this one; a model folder brings it along, a single file does not.
"""

from __future__ import annotations

from collections.abc import Sequence

from core.text.tokenizer import END, END_OF_WORD, START, byte_alphabet

PADDING = "!"  # with which SD 2 and SDXL's second encoder pad; its id is 0


def vocabulary(merges: Sequence[tuple[str, str]]) -> dict[str, int]:
    """Token → id: the bytes, the bytes that end a word, each merge's result, start and end.

    The bytes come in the order of the characters that stand for them (Radford et al. 2021).
    """
    letters = sorted(byte_alphabet())
    names = [*letters, *(letter + END_OF_WORD for letter in letters), *map("".join, merges)]
    return {name: index for index, name in enumerate([*names, START, END])}
