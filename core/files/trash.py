"""Into the system's trash, and back from there. Nothing is ever deleted for good here."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from core.contract.errors import FileMissing, NotWritable
from core.files import operations as ops
from core.files.streams import take_name, typed_error
from core.files.trash_cans import Trashed, find_again


def move_to_trash(path: Path | str) -> Trashed | None:
    """Move a file or a folder into the trash. Returns how to take it back, None where that is the system's affair.

    Raises `FileMissing`, and `NotWritable` where the system has no trash for it or refuses: then all is as it was.
    """
    from send2trash import send2trash  # here: it asks the desktop's libraries what there is

    try:
        before = os.lstat(path)
    except (OSError, ValueError) as error:
        raise FileMissing(str(path)) from error
    try:
        send2trash(str(path))
    except FileNotFoundError as error:
        raise FileMissing(str(path)) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error) or "there is no trash for it"
        raise NotWritable(str(path), reason) from error
    return find_again(Path(path), before)


def put_back(trashed: Trashed) -> None:
    """Take it out of the trash again, to where it was.

    Raises `FileMissing` where it is not in the trash any more, `FileAlreadyThere` where something else has its
    place, `NotWritable`, `WriteFailed`: then it stays in the trash.
    """
    place, kept, system = trashed.place, trashed.kept, ops.active()
    if not os.path.lexists(kept):
        raise FileMissing(str(kept))
    try:
        if kept.is_dir() and not kept.is_symlink():
            if os.path.lexists(place):
                raise FileExistsError
            system.rename_folder(kept, place)
        else:
            take_name(system, kept, place)
            if os.path.lexists(kept):
                system.unlink(kept)
        system.sync_folder(place.parent)
    except OSError as error:
        raise typed_error(error, place, -1) from error
    with suppress(OSError):  # else the trash shows a name with nothing behind it
        system.unlink(trashed.note)
