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
    measured: float = 0.0  # when trial steps were made here, in seconds since 1970; 0: by formula
    is_measuring: bool = False
    is_too_large: bool = False  # for the memory there is, as the engine judges
    fits_with: tuple[tuple[str, str], ...] = ()  # settings that would make it fit
    refused: str = ""  # the name of the error for which it cannot be offered at all
    disk: int = -1  # bytes of its run folder at most
    keeping: float = -1.0  # seconds of `most` that keeping the class takes
    is_old: bool = False  # of settings that have changed meanwhile

    @property
    def fits(self) -> bool:
        """Unknown counts as fitting: nothing is forbidden on a guess that nobody made."""
        return not self.refused and not self.is_too_large


def methods_for(draft: Draft) -> tuple[Method, ...]:
    """The rows of the table for this draft."""
    return ("finetune",) if draft.kind == "style" else METHODS
