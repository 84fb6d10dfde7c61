"""Whether a photo, or the words that lie with it, are still those that were looked at. Nothing is read for it."""

from __future__ import annotations

from pathlib import Path

from core.files.photos.captions import METADATA

Mark = tuple[int, int] | None  # nanoseconds since 1970 and bytes; None: not there
Stamp = tuple[Mark, Mark, Mark]  # of the photo, of its .txt, of its folder's list of words


def stamp_of(photo: Path) -> Stamp:
    """As the three files are now. What cannot be asked for is not there."""
    try:
        return (
            _mark(photo),
            _mark(photo.with_suffix(".txt")),
            _mark(photo.with_name(METADATA)),
        )
    except ValueError:  # no name that a file can have
        return (None, None, None)


def _mark(path: Path) -> Mark:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return None
    return (status.st_mtime_ns, status.st_size)
