"""Which pictures lie in a folder and what they are called, without decoding any.

Captions come from `metadata.jsonl` (`file_name`, `text`), else from a .txt beside each picture (`captions.py`).
"""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from core.contract.errors import DatasetInvalid
from core.files.photos.captions import has_list, lines_of, words_beside
from core.files.run_names import is_begun

SUFFIXES = frozenset(
    {".png", ".jpg", ".jpeg", ".jfif", ".webp", ".tif", ".tiff", ".bmp", ".heic", ".heif"}
)


@dataclass(frozen=True)
class Entry:
    """One picture: its path relative to the folder, its caption, and its bytes where they were noted down."""

    name: str
    caption: str
    bytes: int | None = None


def list_entries(
    folder: Path | str, *, captions: bool, every: bool = False, apart: Iterable[Path | str] = ()
) -> list[Entry]:
    """The pictures of a folder by name, with their captions. Raises `DatasetInvalid`.

    `captions`: one without is an error. `every`: also pictures that `metadata.jsonl` does not list, without words.
    `apart`: folders whose pictures are not for learning, as those of a training's run never are.
    """
    folder = Path(folder)
    if not folder.is_dir():
        raise DatasetInvalid(str(folder), "there is no such folder")
    if has_list(folder):
        entries = _listed(folder)
        listed = {entry.name for entry in entries}
        others = sorted(_found(folder, apart)) if every else ()
        entries += [Entry(name, "") for name in others if name not in listed]
    else:
        found = sorted(_found(folder, apart))
        entries = [Entry(name, words_beside(folder / name)) for name in found]
    if not entries:
        raise DatasetInvalid(str(folder), "it holds no pictures")
    entries.sort(key=lambda entry: entry.name)
    for before, after in itertools.pairwise(entries):
        if before.name == after.name:
            raise DatasetInvalid(str(folder), f"{after.name} is listed twice")
    for entry in entries:
        if captions and not entry.caption.strip():
            raise DatasetInvalid(str(folder), f"{entry.name} has no caption")
    return entries


def _listed(folder: Path) -> list[Entry]:
    entries = []
    for line in lines_of(folder):
        if line.fault:
            raise DatasetInvalid(str(folder), f"{line.where} {line.fault}")
        if not (folder / line.name).is_file():
            raise DatasetInvalid(
                str(folder), f"{line.where} names {line.name}, which does not exist"
            )
        entries.append(Entry(line.name, line.words))
    return entries


def _found(folder: Path, apart: Iterable[Path | str]) -> Iterator[str]:
    """Pictures in the folder and those below it, but for what is hidden, `apart`, or a training's run."""
    closed = {Path(place).resolve() for place in apart}
    for place, below, files in os.walk(folder):
        here = Path(place)
        below[:] = [name for name in below if _is_open(here / name, closed)]
        for name in files:
            path = here / name
            if path.suffix.lower() in SUFFIXES and not name.startswith(".") and path.is_file():
                yield path.relative_to(folder).as_posix()


def _is_open(folder: Path, closed: set[Path]) -> bool:
    """Whether pictures in a folder below are learned from; none can be in one that may not be looked into."""
    try:
        return not (
            folder.name.startswith(".")
            or is_begun(folder)
            or (closed and folder.resolve() in closed)
        )
    except OSError:
        return False
