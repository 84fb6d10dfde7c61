"""A LoRA of the next pictures, as the words panel holds it: where it lies, how strongly it counts, on or off."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from core.contract.additions import LORA_WEIGHT_MAX, LORAS_MAX, Lora
from core.contract.errors import ReverieError
from core.files.models.lora_info import addition_name, describe_lora, lora_file
from core.files.models.lora_note import preferred_weight

LoraChoices = tuple["LoraChoice", ...]


@dataclass(frozen=True)
class LoraChoice:
    """One line of the stack."""

    path: str
    weight: float = 1.0  # -20 … 20
    is_on: bool = True

    @property
    def name(self) -> str:
        """What a person calls it."""
        return addition_name(lora_file(Path(self.path)))


def with_lora(choices: LoraChoices, path: str) -> LoraChoices:
    """The stack with one more, as strong as the note beside it says; one that is there already is switched on instead."""
    if any(choice.path == path for choice in choices):
        return tuple(replace(c, is_on=True) if c.path == path else c for c in choices)
    weight = preferred_weight(lora_file(Path(path)))
    return (*choices, LoraChoice(path, weight))[:LORAS_MAX]


def switched_off(choices: LoraChoices, path: str) -> LoraChoices:
    """The stack with the LoRA whose file lies at `path` off."""
    return tuple(
        replace(c, is_on=False) if path in (c.path, str(lora_file(Path(c.path)))) else c
        for c in choices
    )


def asked(choices: Sequence[LoraChoice]) -> tuple[Lora, ...]:
    """Those that are on, for a request."""
    return tuple(Lora(choice.path, choice.weight) for choice in choices if choice.is_on)


def taught_words(choices: Iterable[LoraChoice]) -> tuple[str, ...]:
    """What the LoRAs that are on were taught with, as far as their files say it."""
    found: list[str] = []
    for choice in choices:
        file = lora_file(Path(choice.path))
        if choice.is_on and file.suffix == ".safetensors":  # an old one would be opened in the jail
            with suppress(OSError):
                found += _words_of(str(file), file.stat().st_mtime_ns)
    return tuple(found)


@lru_cache(maxsize=LORAS_MAX)  # asked at every key
def _words_of(path: str, _changed: int) -> tuple[str, ...]:
    try:
        return describe_lora(path).words
    except ReverieError:
        return ()


def to_saved(choices: Iterable[LoraChoice]) -> list[list[Any]]:
    """As JSON values."""
    return [[choice.path, choice.weight, choice.is_on] for choice in choices]


def from_saved(value: object) -> LoraChoices:
    """What of saved JSON makes sense."""
    found = []
    for item in value if isinstance(value, list) else ():
        match item:
            case [str(path), int() | float() as weight, bool(on)] if path and "\0" not in path:
                if math.isfinite(weight) and abs(weight) <= LORA_WEIGHT_MAX:
                    found.append(LoraChoice(path, float(weight), on))
    return tuple(found)[:LORAS_MAX]
