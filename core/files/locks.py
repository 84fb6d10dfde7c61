"""Who works in a folder: an advisory lock that ends with its process, however that ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from core.files import operations as ops
from core.files.streams import typed_error


@contextmanager
def held(path: Path) -> Iterator[bool]:
    """Hold the lock file `path` while the block runs; yields False where another process holds it.

    Raises `NotWritable`, `DiskFull`, `WriteFailed`. Drives that know no locks let everybody in.
    """
    try:
        fd = ops.active().open_append(path, ops.FILE_MODE)
    except (OSError, ValueError) as error:
        raise typed_error(error, path, -1) from error
    try:
        yield _locked(fd)
    finally:
        with suppress(OSError):
            os.close(fd)  # which lets go of the lock


@contextmanager
def folder_held(folder: Path) -> Iterator[bool]:
    """The same for a folder that is there, without a file in it. Windows knows no such lock and lets everybody in.

    Raises `NotWritable`, `WriteFailed`.
    """
    if sys.platform == "win32":
        yield True
        return
    try:
        fd = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except (OSError, ValueError) as error:
        raise typed_error(error, folder, -1) from error
    try:
        yield _locked(fd)
    finally:
        os.close(fd)


def _locked(fd: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(fd, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    except OSError:  # a network drive without locks
        return True
    return True
