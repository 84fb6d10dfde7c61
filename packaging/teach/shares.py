"""Shares of pictures with their 95 % interval."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

Z = 1.959963985  # of the standard normal, 95 %


@dataclass(frozen=True)
class Share:
    """So many of so many."""

    hits: int
    count: int

    @staticmethod
    def of(found: Iterable[bool]) -> Share:
        each = list(found)
        return Share(sum(each), len(each))

    @property
    def value(self) -> float:
        return self.hits / self.count if self.count else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """Wilson's score interval (1927), which also holds for shares near 0 and 1."""
        if not self.count:
            return 0.0, 1.0
        n, p = self.count, self.value
        middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
        half = Z / (1 + Z * Z / n) * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
        return max(0.0, middle - half), min(1.0, middle + half)

    def __str__(self) -> str:
        low, high = self.interval
        return f"{self.value:.1%} ({low:.1%} to {high:.1%}; {self.hits} of {self.count})"
