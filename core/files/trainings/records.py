"""What the window remembers of trainings: drafts, what waits, runs, and what was finished. One JSON file each.

A record says where its run folder lies; the run folder itself belongs to the training. A record that cannot
be read is passed over and left alone.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Iterable
from contextlib import suppress
from itertools import chain, count
from pathlib import Path

from core.contract import codec
from core.contract.draft import Teaching
from core.contract.errors import FileMissing, InvalidValue
from core.files import folder_store, folders, store

RUNS = "trainings"  # in the pictures folder
ID = re.compile(r"[0-9a-f]{8,32}")
NAME_MAX = 60  # characters of a folder's name
# Each is one piece in CLIP's vocabulary, and rare there.
RARE_WORDS = ("sks", "ohwx", "nmwx", "nlwx", "wawx", "wwx", "tzky", "smx", "icz", "yql")
# Each is one piece in the starter's small vocabulary, and in none of its captions.
STARTER_WORDS = ("sks", "zwx", "qvj", "vtz", "jwq", "xkz", "hqf", "pzg")


def place() -> Path:
    """Where the records lie."""
    return folders.state() / RUNS


def new_id() -> str:
    """An identifier that no other has."""
    return uuid.uuid4().hex[:12]


def save(teaching: Teaching) -> None:
    """Write the record durably. Raises the errors of `store`."""
    store.make_folder(place())
    store.write_json(_file(teaching.id), codec.to_json(teaching))


def load() -> list[Teaching]:
    """All that can be read, the one changed last first."""
    found = []
    for path in place().glob("*.json") if place().is_dir() else ():
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            teaching = codec.from_json(Teaching, data, path.name)
        except (OSError, ValueError, RecursionError, InvalidValue):
            continue
        if teaching.id == path.stem and ID.fullmatch(teaching.id):
            found.append(teaching)
    return sorted(found, key=lambda teaching: -teaching.changed)


def remove(teaching: Teaching) -> None:
    """Forget the record and the folder of links to its photos; nothing else is touched. Does nothing where there is none."""
    with suppress(FileMissing):
        store.remove(_file(teaching.id))
    forget_photos(teaching)


def photos_place(identifier: str) -> Path:
    """Where links to the photos of a training lie, or copies where links are not to be had."""
    return place() / identifier


def forget_photos(teaching: Teaching) -> None:
    """Remove these; the person's photos stay."""
    folder = photos_place(teaching.id)
    if folder.is_dir():
        folder_store.remove_folder(folder)


def free_folder(title: str, taken: Iterable[str] = ()) -> Path:
    """A run folder for `title` that is not there and not `taken`: "sks-dog", else "sks-dog-2" and so on."""
    return free_in(folders.pictures() / RUNS, slug(title), taken)


def free_in(parent: Path, name: str, taken: Iterable[str] = ()) -> Path:
    """The same in another folder."""
    used = set(taken)
    for number in range(1, 10_000):
        path = parent / (name if number == 1 else f"{name}-{number}")
        if not path.exists() and str(path) not in used:
            return path
    return parent / f"{name}-{new_id()}"


def slug(title: str) -> str:
    """A name every file system takes: letters of any script, digits and dashes."""
    name = "-".join(re.findall(r"[^\W_]+", title.lower()))[:NAME_MAX].strip("-")
    return name or "training"


def free_word(taken: Iterable[str], words: Iterable[str] = RARE_WORDS) -> str:
    """The first of `words` that is not taken, else one with a number."""
    used = {word.strip().lower() for word in taken}
    more = (f"sks{number}" for number in count(2))
    return next(word for word in chain(words, more) if word not in used)


def _file(identifier: str) -> Path:
    return place() / f"{identifier}.json"
