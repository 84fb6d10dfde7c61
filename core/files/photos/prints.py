"""What a photo is recognised by, and whether two are the same. Plain numbers, so that the window can compare them."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from operator import mul

CLEAR = 3  # levels of grey
CLEAR_ENOUGH = 40  # of 64 places
SAME = 0.97


@dataclass(frozen=True)
class Fingerprint:
    """What a photo is recognised by, also smaller, recompressed, a little brighter or cut."""

    bits: (
        int  # whether each of 8 × 8 places is darker than its right neighbour (dHash, Krawetz 2013)
    )
    clear: int  # the places where that is more than noise
    small: bytes  # (32, 32) grey


def twins(first: Fingerprint, second: Fingerprint) -> bool:
    """Whether two photos show nearly the same.

    At most one in eight of the clear places differs. A subject before a plain ground has few of them: then
    the small pictures must agree, too.
    """
    clear = first.clear | second.clear
    differ = ((first.bits ^ second.bits) & clear).bit_count()
    if differ > clear.bit_count() / 8:
        return False
    return clear.bit_count() >= CLEAR_ENOUGH or likeness(first, second) >= SAME


def same_picture(first: Fingerprint, second: Fingerprint) -> bool:
    """Whether two photos are one and the same, whatever was done to its file."""
    return twins(first, second) and likeness(first, second) >= SAME


def likeness(first: Fingerprint, second: Fingerprint) -> float:
    """Correlation of the small pictures, -1 … 1; 1 for two that differ by noise only, as flat ones of the same grey."""
    a, b = first.small, second.small
    if a == b or all(-CLEAR <= x - y <= CLEAR for x, y in zip(a, b, strict=True)):
        return 1.0
    count, sum_a, sum_b = len(a), sum(a), sum(b)
    spread = (count * sum(map(mul, a, a)) - sum_a**2) * (count * sum(map(mul, b, b)) - sum_b**2)
    return (count * sum(map(mul, a, b)) - sum_a * sum_b) / sqrt(spread) if spread else 0.0
