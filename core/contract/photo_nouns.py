"""What photos show, as an encoder sees it: asked before a noun for them is settled. Messages as in `events.py`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AskNouns:
    """Which noun the photos look like. A short job."""

    job: str
    model: str  # that is to be taught: one that lists its nouns is asked for those
    photos: tuple[str, ...]
    noun: str  # the person's own, asked for in any case
    nouns: tuple[str, ...]  # for a model that lists none


@dataclass(frozen=True)
class PhotosShow:
    """The answer: shares of all nouns that add up to 1, as a mean over the photos. Nothing where no encoder is at hand."""

    job: str
    noun: str  # that was asked about
    share: float  # of it
    best: str  # the likeliest, "" for none
    best_share: float
