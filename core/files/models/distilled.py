"""Models that were distilled to draw in a few steps, told by what they say of themselves.

Weights do not show it. The rule, in this order: a scheduler of class LCM or TCD; else a word in one of
the names (of the folder or file, of the model in its index or metadata): lightning, hyper, lcm, turbo,
standing alone between other letters. "4steps" beside it is how many it wants. A wrong guess costs nothing
that the person cannot set: guidance, steps, sampler and spacing are all flags.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Distillation = Literal["lightning", "hyper", "lcm", "turbo"]

_SCHEDULERS: dict[str, Distillation] = {"LCMScheduler": "lcm", "TCDScheduler": "hyper"}
_WORDS: tuple[tuple[Distillation, str], ...] = (
    ("lightning", "lightning"),
    ("hyper", "hyper(?:sd)?"),
    ("lcm", "lcm"),
    ("turbo", "turbo"),
)
_STEPS = re.compile(r"(?<!\d)(\d{1,2})[-_ ]?steps?(?![a-z])", re.IGNORECASE)
_STEPS_MAX = 16  # more is no distillation
_NAME_MAX = 500  # characters of a name that are looked at
# Stability's own Turbo models were taught at this size, whatever their family's.
_OFFICIAL_TURBO = re.compile(r"(?<![a-z])sd[-_ ]?(?:xl)?[-_ ]?turbo(?![a-z])", re.IGNORECASE)
OFFICIAL_TURBO_SIZE = 512  # px


@dataclass(frozen=True)
class Distilled:
    """Which way, and in how many steps; None where the name does not say."""

    kind: Distillation
    steps: int | None = None
    size: int | None = None  # px, where it is not the family's


def distilled(scheduler: str | None, names: Iterable[str]) -> Distilled | None:
    """What the class of a model's scheduler and its names tell; None for a model that takes its time."""
    known = [name[-_NAME_MAX:] for name in names]
    kind = _SCHEDULERS.get(scheduler or "")
    if kind is None:
        kind = next((kind for kind, word in _WORDS if any(_says(word, n) for n in known)), None)
    if kind is None:
        return None
    counts = [int(match[1]) for name in known for match in _STEPS.finditer(name)]
    steps = next((count for count in counts if 1 <= count <= _STEPS_MAX), None)
    official = kind == "turbo" and any(_OFFICIAL_TURBO.search(name) for name in known)
    return Distilled(kind, steps, OFFICIAL_TURBO_SIZE if official else None)


def _says(word: str, name: str) -> bool:
    """Whether the word stands in the name with no other letter beside it, or as in "DreamTurbo"."""
    alone = rf"(?i:(?<![a-z]){word}(?![a-z]))"
    joined = rf"(?<=[A-Za-z]){word.capitalize()}(?![a-z])"
    return re.search(f"{alone}|{joined}", name) is not None
