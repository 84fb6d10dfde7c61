"""The file-system calls the store is made of, one method each: the seam where tests inject faults.

Not a place for policy: no temp names, no retries that hide an error, no typed errors. Every method
raises what the system raises. `using(…)` swaps the whole set for the code inside a `with` block.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from collections.abc import Iterator
from contextvars import ContextVar
from pathlib import Path
from typing import TypeAlias

Bytes: TypeAlias = bytes | bytearray | memoryview
FILE_MODE, FOLDER_MODE = 0o644, 0o755  # of what is made; the umask takes from them
PRIVATE_MODE = 0o700  # of folders; what lies in them is then private, too
SHARING_SECONDS = 2.0  # how long a rename is retried on Windows while a scanner holds the file


class Operations:
    """The real system calls. A test subclasses it to count, fail or record them."""

    def create(self, path: Path, mode: int) -> int:
        """Open a file that must not exist yet, for writing. Returns its descriptor."""
        return os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, mode)

    def open_append(self, path: Path, mode: int) -> int:
        """Open a file at its end, for reading and writing; it is made when missing."""
        return os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | _BINARY, mode)

    def write(self, fd: int, data: memoryview) -> int:
        """Write some of `data`; returns how many bytes were taken, which may be fewer."""
        return os.write(fd, data)

    def allocate(self, fd: int, size: int) -> None:
        """Reserve `size` bytes on the disk, where the system can; ENOSPC when there is no room."""
        if sys.platform == "linux":
            os.posix_fallocate(fd, 0, size)

    def truncate(self, fd: int, size: int) -> None:
        os.ftruncate(fd, size)

    def sync(self, fd: int) -> None:
        """Return only when the bytes of the file are on the disk."""
        if sys.platform == "darwin":
            import fcntl

            try:
                fcntl.fcntl(fd, fcntl.F_FULLFSYNC)  # macOS: fsync alone stops at the drive's cache
                return
            except OSError as error:  # network drives and exFAT do not know it
                if error.errno not in _NO_SYNC:
                    raise
        os.fsync(fd)

    def close(self, fd: int) -> None:
        os.close(fd)

    def replace(self, source: Path, target: Path) -> None:
        """Rename a file over `target`, which may exist; one of the two is always there."""
        deadline = time.monotonic() + SHARING_SECONDS
        while True:
            try:
                source.replace(target)
                return
            except PermissionError:
                if sys.platform != "win32" or time.monotonic() > deadline:
                    raise
                time.sleep(0.02)

    def rename_folder(self, source: Path, target: Path) -> None:
        """Rename a folder to a name that is free."""
        source.rename(target)

    def link(self, source: Path, target: Path) -> None:
        """Give a file a second name; `FileExistsError` when `target` exists."""
        target.hardlink_to(source)

    def unlink(self, path: Path) -> None:
        path.unlink()

    def make_folder(self, path: Path, mode: int) -> None:
        path.mkdir(mode)

    def remove_folder(self, path: Path) -> None:
        """Remove an empty folder."""
        path.rmdir()

    def sync_folder(self, path: Path) -> None:
        """Return only when the names in the folder are on the disk. Windows and some drives offer no such call."""
        if sys.platform == "win32":
            return
        fd = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(fd)
        except OSError as error:
            if error.errno not in _NO_SYNC:
                raise
        finally:
            os.close(fd)


# What a file system says that cannot do it at all: shared folders of virtual machines, network drives.
_NO_SYNC = {errno.EINVAL, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS, errno.ENOTTY}
_BINARY: int = getattr(os, "O_BINARY", 0)
_REAL = Operations()
_ACTIVE: ContextVar[Operations | None] = ContextVar("reverie_file_operations", default=None)


def active() -> Operations:
    """The operations in force here."""
    return _ACTIVE.get() or _REAL


@contextlib.contextmanager
def using(operations: Operations) -> Iterator[Operations]:
    """Let every write inside the block go through `operations`. For tests."""
    token = _ACTIVE.set(operations)
    try:
        yield operations
    finally:
        _ACTIVE.reset(token)


def write_all(operations: Operations, fd: int, data: Bytes) -> int:
    """Write every byte of `data`, going on after short writes. Returns their number."""
    if not memoryview(data).nbytes:
        return 0
    view = memoryview(data).cast("B")
    done = 0
    while done < len(view):
        done += operations.write(fd, view[done:])
    return done
