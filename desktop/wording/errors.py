"""The sentences of the window for every error, in the person's language.

core's errors carry data; what happened, what is safe and what one can do is said here, a module for each area,
and which verbs stand beside it. The command line has its own words (`core/cli/wording.py`). No widgets.
Phases and times are in `phrases.py`.
"""

from __future__ import annotations

from dataclasses import dataclass

from core.contract.errors import ReverieError
from desktop.verbs import Verb
from desktop.wording import additions, downloads, drawing, files, models, pictures, training
from desktop.wording.details import details_text
from desktop.wording.parts import Sentences

AREAS = (additions, downloads, drawing, files, models, pictures, training)
_SENTENCES: Sentences = {kind: worded for area in AREAS for kind, worded in area.WORDED.items()}


@dataclass(frozen=True)
class Message:
    """What a bar shows: plain text, the verbs a person can use, and the report behind "Details"."""

    text: str
    verbs: tuple[Verb, ...] = ()
    details: str = ""
    error: bool = True


def error_message(error: ReverieError, details: str = "") -> Message:
    """The sentence and verbs for any error of the contract."""
    text, verbs = _SENTENCES[type(error)](error)
    return Message(text, verbs, "\n".join(filter(None, (details_text(error), details))))
