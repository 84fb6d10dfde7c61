"""The folders, files and path lists that a person added to the library: one small file of ours.

They are used where they lie. Nothing is looked at here, so a place that is away stays on the list.
"""

from __future__ import annotations

import json
from pathlib import Path

from core.files import folders, store
from core.files.set_aside import set_aside

FILE = "library.json"
PLACES_MAX = 500


def read() -> tuple[str, ...]:
    """What was added, oldest first; nothing where the file is missing or makes no sense."""
    return _kept() or ()


def add(place: Path | str) -> str:
    """Put a place on the list; returns it as it is kept. Raises as `store.write_json`."""
    kept = str(Path(place).absolute())
    known = read()
    if kept not in known:
        _write((*known, kept)[-PLACES_MAX:])
    return kept


def remove(place: Path | str) -> bool:
    """Take a place off the list, by any way to write its path; False where it was not on it.

    Nothing else changes: the place stays as it is. Raises as `store.write_json`.
    """
    known = read()
    names = {str(place), str(Path(place).absolute())}
    kept = tuple(path for path in known if path not in names)
    if len(kept) == len(known):
        return False
    _write(kept)
    return True


def _kept() -> tuple[str, ...] | None:
    """None where there is a file that makes no sense."""
    try:
        data = json.loads(_file().read_bytes())
    except FileNotFoundError:
        return ()
    except (OSError, ValueError, RecursionError):
        return None
    places = data.get("places") if isinstance(data, dict) else None
    if not isinstance(places, list):
        return None
    return tuple(dict.fromkeys(place for place in places if isinstance(place, str)))


def _write(places: tuple[str, ...]) -> None:
    store.make_folder(_file().parent)
    if _kept() is None:
        set_aside(_file())
    store.write_json(_file(), {"places": list(places)})


def _file() -> Path:
    return folders.config() / FILE
