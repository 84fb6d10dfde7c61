"""What each method would need: memory and minutes, whether it fits, and what would make it fit. No words here."""

from __future__ import annotations

from dataclasses import dataclass

from core.contract.draft import Draft, Method

METHODS: tuple[Method, ...] = ("lora", "embedding", "full")


@dataclass(frozen=True)
class Offer:
    """One row of the table. Bytes and seconds are −1 while nobody knows."""

    method: Method
    needed: int = -1  # bytes
    free: int = -1
    least: float = -1.0  # seconds
    most: float = -1.0
    is_measured: bool = False  # by trial steps here
    is_measuring: bool = False
    fits_with: tuple[tuple[str, str], ...] = ()  # settings that would make it fit
    refused: str = ""  # the name of the error for which it cannot be offered at all

    @property
    def fits(self) -> bool:
        """Unknown counts as fitting: nothing is forbidden on a guess that nobody made."""
        return not self.refused and (self.needed < 0 or self.free < 0 or self.needed <= self.free)


def methods_for(draft: Draft) -> tuple[Method, ...]:
    """The rows of the table for this draft."""
    return ("finetune",) if draft.kind == "style" else METHODS
