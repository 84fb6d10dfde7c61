"""A file of ours that makes no sense gives way to a new one and stays beside it: what a person wrote is still in it.

Such a file may be broken, or of a newer version of the program.
"""

from __future__ import annotations

from itertools import count
from pathlib import Path

from core.files import operations as ops
from core.files.streams import typed_error

DAMAGED = ".damaged"  # what its name gets at its end


def set_aside(path: Path) -> None:
    """Rename it, to a name that is free. Raises the errors of `store`, and then it stays.

    So does one that cannot even be read: nobody knows yet whether it makes sense.
    """
    system = ops.active()
    try:
        path.read_bytes()
        system.replace(path, _free(path))
        system.sync_folder(path.parent)
    except (OSError, ValueError) as error:
        raise typed_error(error, path, -1) from error


def _free(path: Path) -> Path:
    """A name for it that no earlier one has."""
    names = (f"{path.name}{DAMAGED}{f'-{n}' if n > 1 else ''}" for n in count(1))
    return next(place for place in map(path.with_name, names) if not place.exists())
