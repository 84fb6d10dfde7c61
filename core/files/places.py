"""Questions about a path that somebody typed, which may be too long, forbidden or nonsense.

They answer instead of raising, as `Path.is_dir` and `Path.exists` do for some of the system's refusals. Who
goes on to write there learns the reason from the store.
"""

from __future__ import annotations

import os
from pathlib import Path


def is_folder(path: Path | str) -> bool:
    """Whether there is a folder; also False where the system does not want to say."""
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False


def nearest(path: Path) -> Path:
    """`path`, or the nearest folder above it whose name is taken, by whatever."""
    taken = (place for place in (path, *path.parents) if os.path.lexists(place))
    return next(taken, Path(path.anchor))


def expanded(text: str) -> Path:
    """`~` for the person's home; one that names nobody stays as it is."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        return Path(text)
