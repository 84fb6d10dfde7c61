"""What a person wrote about the things in the library, and the last picture drawn with each: our own file.

Nothing is written beside anybody's models. A remark is found by the path, and by name and size after the
file was moved.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

from core.contract import codec
from core.contract.errors import InvalidValue
from core.files import folders, store
from core.files.catalogue.entry import Entry
from core.files.set_aside import set_aside

FILE = "library-notes.json"
NOTE_MAX = 4000  # characters
REMARKS_MAX = 5000


@dataclass(frozen=True)
class Remark:
    """About one entry."""

    path: str
    name: str
    bytes: int
    note: str = ""
    picture: str = ""  # path of the last one drawn with it

    @property
    def is_any(self) -> bool:
        """Whether it says something."""
        return bool(self.note or self.picture)


class Remarks:
    """All of them in memory; each change is on the disk when the call returns."""

    def __init__(self) -> None:
        self._by_path = {remark.path: remark for remark in _read() or ()}

    def of(self, entry: Entry) -> Remark:
        """The remark about an entry, an empty one where there is none."""
        empty = Remark(entry.path, entry.name, entry.bytes)
        found = self._by_path.get(entry.path) or self._moved(empty)
        return empty if found is None else replace(found, path=entry.path, bytes=entry.bytes)

    def write(self, entry: Entry, note: str) -> None:
        """Keep a note. Raises as `store.write_json`."""
        self._put(replace(self.of(entry), note=note[:NOTE_MAX]))

    def drawn_with(self, entry: Entry, picture: str) -> None:
        """Keep which picture was drawn last. Raises as `store.write_json`."""
        self._put(replace(self.of(entry), picture=picture))

    def _put(self, remark: Remark) -> None:
        known = dict(self._by_path)
        known.pop(remark.path, None)
        if remark.is_any or self._moved(remark):  # an empty one hides that of the old place
            known[remark.path] = remark
        if known != self._by_path:
            _write(list(known.values())[-REMARKS_MAX:])
            self._by_path = known

    def _moved(self, to: Remark) -> Remark | None:
        """What was said of the same file in a place where it is no more."""
        others = (r for r in self._by_path.values() if r.path != to.path and r.is_any)
        same = (r for r in others if (r.name, r.bytes) == (to.name, to.bytes))
        return next((r for r in same if not Path(r.path).exists()), None)


def _read() -> tuple[Remark, ...] | None:
    """What is kept; None where there is a file that makes no sense."""
    try:
        data = json.loads(_file().read_bytes())
        return codec.from_json(_Kept, data).remarks
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, RecursionError, InvalidValue):
        return None


@dataclass(frozen=True)
class _Kept:
    remarks: tuple[Remark, ...]


def _write(remarks: list[Remark]) -> None:
    store.make_folder(_file().parent)
    if _read() is None:
        set_aside(_file())
    store.write_json(_file(), codec.to_json(_Kept(tuple(remarks))))


def _file() -> Path:
    return folders.config() / FILE
