"""A file of ours that makes no sense gives way to a new one and stays beside it: what a person wrote is still in it.

Such a file may be broken, out of reach for a moment, or of a newer version of the program.
"""

from __future__ import annotations

from pathlib import Path

from core.files import operations as ops
from core.files.streams import typed_error

DAMAGED = ".damaged"  # what its name gets at its end


def set_aside(path: Path) -> None:
    """Rename it, over one that was set aside before. Raises the errors of `store`, and then it stays."""
    system = ops.active()
    try:
        system.replace(path, path.with_name(path.name + DAMAGED))
        system.sync_folder(path.parent)
    except (OSError, ValueError) as error:
        raise typed_error(error, path, -1) from error
