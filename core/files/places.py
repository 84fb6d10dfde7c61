"""Questions about a path that somebody typed, which may be too long, forbidden or nonsense.

They answer instead of raising, as `Path.is_dir` and `Path.exists` do for some of the system's refusals. Who
goes on to write there learns the reason from the store.
"""

from __future__ import annotations

import os
from pathlib import Path

from core.contract.errors import FileAlreadyThere, InvalidValue, NotWritable


def is_folder(path: Path | str) -> bool:
    """Whether there is a folder; also False where the system does not want to say."""
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False


def exists(path: Path | str) -> bool:
    """Whether there is something; also False where the system does not want to say."""
    try:
        return expanded(str(path)).exists()
    except (OSError, ValueError):
        return False


def taken(path: Path) -> bool:
    """Whether something is there. Raises `NotWritable` for a place that the system refuses to look at."""
    try:
        return path.exists()
    except OSError as error:
        raise NotWritable(str(path), error.strerror or str(error)) from error


def nearest(path: Path) -> Path:
    """`path`, or the nearest folder above it whose name is taken, by whatever."""
    there = (place for place in (path, *path.parents) if os.path.lexists(place))
    return next(there, Path(path.anchor))


def check_new(path: Path, output: Path, *, overwrite: bool) -> None:
    """Whether what is made from `path` may become `output`. Raises `FileAlreadyThere`, `InvalidValue`."""
    here, there = path.resolve(), output.resolve()
    if here == there or there.is_relative_to(here) or here.is_relative_to(there):
        raise InvalidValue("output", str(output), "outside the model itself")
    if taken(output) and not overwrite:
        raise FileAlreadyThere(str(output))


def expanded(text: str) -> Path:
    """`~` for the person's home; one that names nobody stays as it is."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        return Path(text)
