"""Which photos a drop or a choice means: files as they are, folders with what lies in them, in a person's order."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from core.files.photos.listing import SUFFIXES

PHOTOS_MAX = 2000  # that a window takes at once and lays out


def photos_in(paths: Iterable[str]) -> list[str]:
    """Each once: files whatever they are called (the check says what cannot be read), of folders those with a
    picture's ending, not those deeper in them. A place that is away or locked gives none.
    """
    found: dict[str, None] = {}
    for text in paths:
        path = Path(text)
        if path.is_dir():
            found.update(dict.fromkeys(map(str, _inside(path))))
        elif path.is_file():
            found[str(path)] = None
    return list(found)


def _inside(folder: Path) -> list[Path]:
    try:
        files = [path for path in folder.iterdir() if path.suffix.lower() in SUFFIXES]
        return sorted((p for p in files if not p.name.startswith(".") and p.is_file()), key=_order)
    except OSError:
        return []


def _order(path: Path) -> list[tuple[int, str]]:
    """IMG_2 before IMG_10."""
    parts = re.split(r"(\d+)", path.name.lower())
    return [(int(part), "") if part.isdecimal() else (-1, part) for part in parts]
