"""Which pictures of the window the documents show: a name in docs/images, the state it is of, and the look."""

from __future__ import annotations

LIGHT = ("--scheme", "light")
DARK = ("--scheme", "dark")
GERMAN = (*LIGHT, "--language", "de")
# Of the guide, a picture a chapter and language; of README, lesson and the rest.
STATES: dict[str, tuple[str, tuple[str, ...]]] = {
    "create-light": ("results", LIGHT),
    "trouble": ("error", LIGHT),
    "models": ("library/", LIGHT),
    "inside-film": ("inside-film", LIGHT),
    "teach-photos": ("teach/-photos", LIGHT),
    "create-dark": ("results", DARK),
    "inside-words": ("inside-words", DARK),
    "inside-digits": ("inside-digits", LIGHT),
    "inside-watch": ("inside-watch", DARK),
    "create-de": ("results", GERMAN),
    "trouble-de": ("error", GERMAN),
    "models-de": ("library/", GERMAN),
    "inside-film-de": ("inside-film", GERMAN),
    "inside-digits-de": ("inside-digits", GERMAN),
    "teach-photos-de": ("teach/-photos", GERMAN),
}


def by_look() -> dict[tuple[str, ...], tuple[str, ...]]:
    """For each look the words of the states wanted in it, as `take.py` reads them: one window each."""
    wanted: dict[tuple[str, ...], tuple[str, ...]] = {}
    for name, (state, look) in STATES.items():
        wanted[look] = (*wanted.get(look, ()), "--state", f"{state}={name}")
    return wanted
