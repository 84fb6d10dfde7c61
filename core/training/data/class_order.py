"""Which pictures of the class stand beside the photos of a step: all of them in turn, in a new order each round."""

from __future__ import annotations

import functools
from collections.abc import Sequence

from core.training.data.order import permutation


def class_numbers(
    count: int, seed: int, step: int, per_step: int, places: Sequence[int]
) -> list[int]:
    """Numbers (0 … count-1) for the places of a step with `per_step` photos. A function of its arguments only."""
    found = []
    for place in places:
        turn, offset = divmod(step * per_step + place, count)
        found.append(_round(count, seed, turn)[offset])
    return found


@functools.lru_cache(maxsize=4)
def _round(count: int, seed: int, turn: int) -> list[int]:
    return permutation(count, seed, f"class pictures {turn}")
