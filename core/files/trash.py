"""Into the system's trash, from where a person can take things back. Nothing is ever deleted for good here."""

from __future__ import annotations

from pathlib import Path

from core.contract.errors import FileMissing, NotWritable


def move_to_trash(path: Path | str) -> None:
    """Move a file or a folder into the trash.

    Raises `FileMissing`, and `NotWritable` where the system has no trash for it or refuses: then all is as it was.
    """
    from send2trash import send2trash  # here: it asks the desktop's libraries what there is

    if not Path(path).exists() and not Path(path).is_symlink():
        raise FileMissing(str(path))
    try:
        send2trash(str(path))
    except FileNotFoundError as error:
        raise FileMissing(str(path)) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error) or "there is no trash for it"
        raise NotWritable(str(path), reason) from error
