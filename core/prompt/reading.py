"""A prompt as it is read for one picture: LoRAs taken out, cut at AND, edits found.

The order is A1111's, and it begins when all choices are made (`choices.py`). What is left in the texts
is emphasis and BREAK, which belong to encoding them (`core/text/chunks.py`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from core.contract.errors import InvalidValue
from core.prompt import edits
from core.prompt.composition import Part, parts
from core.prompt.edits import Script, text_at
from core.prompt.loras import LoraTag, take_loras

_ESCAPED = re.compile(r"\\(.)|[()\[\]]", re.DOTALL)
PROMPT, NEGATIVE = "prompt", "negative"  # the fields of a request


@dataclass(frozen=True)
class Told:
    """One of the prompts joined by AND: what it says over time, and how much it counts."""

    script: Script
    weight: float = 1.0


@dataclass(frozen=True)
class Reading:
    """A prompt of one picture."""

    text: str  # all that was said, the LoRAs being taken out
    tolds: tuple[Told, ...]  # at least one
    loras: tuple[LoraTag, ...] = ()
    is_plain: bool = False

    @property
    def said(self) -> str:
        """The text in which names are looked for: without escapes, and no name reaches over a bracket."""
        if self.is_plain:
            return self.text
        return _ESCAPED.sub(lambda match: match[1] or "\0", self.text)

    def at(self, step: int, steps: int) -> tuple[Part, ...]:
        """What is said in `step`, 1 … `steps`."""
        return tuple(Part(text_at(told.script, step, steps), told.weight) for told in self.tolds)


def read_plain(text: str) -> Reading:
    """A text that is taken as it stands."""
    return Reading(text, (Told((text,)),), is_plain=True)


def read_prompt(text: str) -> Reading:
    """Raises `InvalidValue` for a tag that is none, and for too many parts."""
    rest, loras = take_loras(text)
    tolds = tuple(Told(edits.parse(part.text), part.weight) for part in parts(rest))
    return Reading(rest, tolds, loras)


def read_negative(text: str) -> Reading:
    """As a prompt, but AND is a word there, as in A1111, and LoRAs have no place in it.

    Raises `InvalidValue`.
    """
    rest, loras = take_loras(text)
    if loras:
        raise InvalidValue(NEGATIVE, loras[0].name, "without <lora:…>, which belongs to the prompt")
    return Reading(rest, (Told(edits.parse(rest)),))
