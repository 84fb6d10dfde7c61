"""What was measured on this machine, as records in one small file of the cache: the newest count.

A file of rubbish counts as none, and a record that cannot be true is left out: whoever reads may trust them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeVar

from core.contract import codec
from core.contract.errors import InvalidValue, ReverieError
from core.files import store
from core.files.reading import opened

RECORDS_MAX = 200  # the newest
FILE_MAX = 2**20  # bytes

Record = TypeVar("Record")


def read_records(
    path: Path, kind: type[Record], is_sound: Callable[[Record], bool]
) -> list[Record]:
    """All sound records, newest last; none where there is no readable file."""
    try:
        with opened(path) as file:
            raw = file.read(FILE_MAX + 1)
        data = json.loads(raw) if len(raw) <= FILE_MAX else None
    except (ReverieError, ValueError, RecursionError):
        return []
    found: list[Record] = []
    for entry in data if isinstance(data, list) else []:
        with suppress(InvalidValue):
            record: Any = codec.from_json(kind, entry)
            if is_sound(record):
                found.append(record)
    return found[-RECORDS_MAX:]


def write_records(path: Path, records: Sequence[object]) -> None:
    """The newest of them. Never fails: it is a cache."""
    with suppress(ReverieError):
        store.make_folder(path.parent)
        store.write_json(path, [codec.to_json(r) for r in records[-RECORDS_MAX:]])
