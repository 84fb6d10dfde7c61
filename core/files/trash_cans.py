"""Where a system's trash keeps what was just thrown away: that of freedesktop.org's specification 1.0.

A can is a folder with `files` and `info`; `info/NAME.trashinfo` says where `files/NAME` was. One is the person's,
and each disk has one of its own. macOS and Windows keep theirs to themselves: there nothing is found.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

INFO_SUFFIX = ".trashinfo"


@dataclass(frozen=True)
class Trashed:
    """Something in the trash that can be taken back by renaming it."""

    place: Path  # where it was
    kept: Path  # where it is
    note: Path  # what the trash wrote down about it


def find_again(place: Path, before: os.stat_result) -> Trashed | None:
    """What was at `place` with the status `before`, in a trash of the same disk; None where it cannot be found.

    It is told by its inode, so a thing of the same name that was there earlier is not mistaken for it.
    """
    if sys.platform in ("darwin", "win32"):
        return None
    for can in _cans(place):
        with suppress(OSError):
            for kept in (
                can / "files"
            ).iterdir():  # a taken name gets a number, each system's in its own way
                now = os.lstat(kept)
                if (now.st_dev, now.st_ino) == (before.st_dev, before.st_ino):
                    note = can / "info" / f"{kept.name}{INFO_SUFFIX}"
                    return Trashed(place.absolute(), kept, note)
    return None


def _cans(place: Path) -> Iterator[Path]:
    """The person's own, then those of the disk that `place` is on."""
    data = os.environ.get("XDG_DATA_HOME") or "~/.local/share"
    yield Path(data).expanduser() / "Trash"
    user = str(os.getuid()) if hasattr(os, "getuid") else ""
    for folder in place.absolute().parents:
        if os.path.ismount(folder):
            yield folder / ".Trash" / user
            yield folder / f".Trash-{user}"
            return
