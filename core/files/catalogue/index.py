"""What the last look through all folders found, kept in one JSON file of ours.

So the library is there at once at the next start, an entry whose file did not change is not read again,
and one whose disk is away is remembered. A file that makes no sense is as none: a new look finds it all.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from core.contract import codec
from core.contract.errors import InvalidValue, ReverieError
from core.files import folders, store
from core.files.catalogue.entry import Entry, Problem

FILE = "library-index.json"
# Of what is kept and of what is told from a file: a larger one reads every file anew.
VERSION = 2


@dataclass(frozen=True)
class FolderState:
    """One line of the list of folders, as it was found."""

    path: str
    is_own: bool = False  # the program's or the models folder: always on the list
    is_there: bool = True
    is_mount: bool = False  # a disk begins here
    problem: Problem | None = None  # why some or all of it could not be seen


@dataclass(frozen=True)
class Catalogue:
    """The whole library. `watched`: folders in which a change would be news; `awaited`: places that are away."""

    entries: tuple[Entry, ...] = ()
    folders: tuple[FolderState, ...] = ()
    watched: tuple[str, ...] = ()
    awaited: tuple[str, ...] = ()


def load() -> Catalogue:
    """What was found last; an empty catalogue where nothing is kept. It is read anew only where it changed."""
    with suppress(OSError, ValueError, RecursionError, InvalidValue):
        status = path().stat()
        return _read(path(), (status.st_mtime_ns, status.st_size, status.st_ino))
    return Catalogue()


@lru_cache(maxsize=1)  # asked at each word that is typed, and large where the library is
def _read(place: Path, stamp: tuple[int, int, int]) -> Catalogue:
    data = json.loads(place.read_bytes())
    if isinstance(data, dict) and data.pop("version", None) == VERSION:
        return codec.from_json(Catalogue, data)
    return Catalogue()


def save(catalogue: Catalogue) -> None:
    """Keep it. An index that cannot be written only costs time, so nobody is bothered."""
    with suppress(ReverieError):
        store.make_folder(path().parent)
        store.write_json(path(), {"version": VERSION, **codec.to_json(catalogue)})


def path() -> Path:
    """Where it lies."""
    return folders.state() / FILE
