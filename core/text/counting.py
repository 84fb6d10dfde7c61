"""How many tokens a prompt takes, as a person sees it while writing: without syntax, with its chunks.

Of texts that change from step to step, and of those joined by AND, the longest counts. No torch.
"""

from __future__ import annotations

from contextlib import suppress

from core.contract.errors import ReverieError
from core.prompt import emphasis
from core.prompt.choices import Lines, expand
from core.prompt.reading import PROMPT, Reading, read_plain, read_prompt
from core.text.chunks import count_tokens
from core.text.tokenizer import Tokenizer

STEPS = 20  # in which all that a prompt says over time is likely to be said


def count_prompt(
    tokenizer: Tokenizer, prompt: str, lines: Lines, *, plain: bool = False
) -> tuple[int, int]:
    """Tokens, and room for them in the chunks that they fill: 80 of 150.

    Choices are made as for the seed 0; what cannot be read yet is counted as it stands.
    """
    reading = read_plain(prompt)
    if not plain:
        with suppress(ReverieError):
            reading = read_prompt(expand(prompt, 0, PROMPT, lines))
    cut = emphasis.plain if reading.is_plain else emphasis.groups
    counts = [count_tokens(tokenizer, cut(text)) for text in _texts(reading)]
    return max(counts, key=lambda count: (count[1], count[0]))


def _texts(reading: Reading) -> set[str]:
    return {part.text for step in range(1, STEPS + 1) for part in reading.at(step, STEPS)}
