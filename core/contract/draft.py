"""What a person prepares in the wizard before a training begins, and what the window remembers of it after. No torch."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["pet", "person", "object", "style"]
Method = Literal["lora", "embedding", "full", "finetune"]
Thorough = Literal["quick", "normal", "thorough"]
# draft: in the wizard · waiting: for its turn · running: a process is at it · paused: a person stopped it
# · interrupted: its process ended without a word, or the window was closed · finished · failed
Status = Literal["draft", "waiting", "running", "paused", "interrupted", "finished", "failed"]

STEPS_A_PHOTO: dict[Thorough, int] = {"quick": 60, "normal": 100, "thorough": 160}
STEPS_MAX = 2500
LEAST_PHOTOS = 3
MIRRORED: dict[Kind, bool] = {"pet": True, "person": False, "object": False, "style": False}


@dataclass(frozen=True)
class DraftPhoto:
    """A photo, read where it lies and never changed."""

    path: str
    is_in: bool = True  # False: left out
    # Left, top, right, bottom as shares of the upright picture, 0 … 1; empty: as the check proposes.
    crop: tuple[float, ...] = ()
    caption: str = ""  # "": of the file beside it, or the usual words
    turn: int = 0  # quarter turns to the right beyond what the file says, 0 … 3
    is_looked_at: bool = False  # a person saw what is said of it and keeps it
    is_wordless: bool = False  # a person took away what the file beside it says

    def said(self, beside: str) -> str:
        """Its words, where those of the file beside it are `beside`; "" for none."""
        return "" if self.is_wordless else self.caption or beside


@dataclass(frozen=True)
class Draft:
    """All four steps of the wizard. `settings`: changed advanced settings by their name."""

    kind: Kind = "pet"
    noun: str = "dog"
    word: str = "sks"
    model: str = ""  # path of the model to teach
    agreed: bool = False  # for a person: everyone shown agreed
    mirror: bool = True
    photos: tuple[DraftPhoto, ...] = ()
    method: Method = "lora"
    thorough: Thorough = "normal"
    stop_early: bool = True  # at the best point
    keep_class: bool = True  # what it knows of others of the noun stays
    settings: tuple[tuple[str, ...], ...] = ()  # pairs of name and value as text
    page: int = 0  # the step of the wizard that was open, 0 … 3

    @property
    def used(self) -> tuple[DraftPhoto, ...]:
        """The photos that are not left out."""
        return tuple(photo for photo in self.photos if photo.is_in)

    @property
    def title(self) -> str:
        """What it is called: the word and the noun, "sks dog"; a style has no noun, whatever was typed before."""
        noun = "" if self.kind == "style" else self.noun.strip()
        return " ".join(filter(None, (self.word.strip(), noun)))

    @property
    def ending(self) -> str:
        """What every caption of a style has, so that it is learned and can be asked for; "" for a subject."""
        return f"{self.word.strip()} style" if self.kind == "style" else ""

    @property
    def changed(self) -> dict[str, str]:
        """The changed settings by name."""
        return {pair[0]: pair[1] for pair in self.settings if len(pair) == 2}

    def steps(self) -> int:
        """Optimiser steps, unless they are among the changed settings."""
        return min(STEPS_MAX, STEPS_A_PHOTO[self.thorough] * max(1, len(self.used)))


@dataclass(frozen=True)
class Teaching:
    """A draft and what became of it. One file each, see `core/files/trainings/records.py`."""

    id: str  # hex digits
    draft: Draft
    status: Status = "draft"
    folder: str = ""  # the run folder, once it was started
    step: int = 0  # that is safe on the disk
    steps: int = 0
    seconds: float = 0.0  # of work so far
    changed: float = 0.0  # seconds since 1970
    asked: float = 0.0  # when a person said start, or go on: the order in which trainings run
    error: str = ""  # the name of what went wrong, with `error_data`
    error_data: str = ""  # JSON
    result: str = ""  # file or folder of the finished weights
    strength: float = 1.0  # recommended
    chosen: int = 0  # the step the result has its weights from
    why: str = ""  # `Choice` as JSON
