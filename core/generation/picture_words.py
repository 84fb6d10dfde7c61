"""What each picture of a request says in words, before any of them is drawn.

Every choice is made here, with the picture's own seed, so that a list that is not there is told at once.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from core.contract.request import GenerationRequest
from core.files import wildcards
from core.prompt.choices import Lines, expand
from core.prompt.reading import (
    NEGATIVE,
    PROMPT,
    Reading,
    read_negative,
    read_plain,
    read_prompt,
)


@dataclass(frozen=True)
class PictureWords:
    """The words of one picture."""

    prompt: Reading
    negative: Reading | None = None  # None: nothing was said


def picture_words(
    request: GenerationRequest, lines: Lines = wildcards.lines
) -> tuple[PictureWords, ...]:
    """One for each picture, in their order.

    Raises `WildcardMissing`, `FileUnreadable`, and `InvalidValue` for a text that cannot be read.
    """
    if request.plain_prompt:
        without = None if request.negative is None else read_plain(request.negative)
        return (PictureWords(read_plain(request.prompt), without),) * request.count
    lines = functools.cache(lines)
    prompt_of, negative_of = functools.cache(read_prompt), functools.cache(read_negative)
    found = []
    for seed in range(request.seed, request.seed + request.count):
        prompt, negative = request.prompt_expanded, request.negative_expanded
        if prompt is None:
            prompt = expand(request.prompt, seed, PROMPT, lines)
        if negative is None and request.negative is not None:
            negative = expand(request.negative, seed, NEGATIVE, lines)
        read = None if negative is None else negative_of(negative)
        found.append(PictureWords(prompt_of(prompt), read))
    return tuple(found)
