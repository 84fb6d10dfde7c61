"""One big file being written by the protocol of `store.py`, and what went wrong in our own words.

Callers use `store.stream`; the parts here are shared by the store and the folder store. Nothing here decides
where files belong or what is in them.
"""

from __future__ import annotations

import errno
import os
import secrets
import shutil
import sys
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from core.contract.errors import (
    DiskFull,
    FileAlreadyThere,
    NotWritable,
    ReverieError,
    WriteFailed,
)
from core.files import operations as ops
from core.files.operations import Bytes

PREALLOCATE_FROM = 64 * 2**20  # bytes
NAMED_BYTES = 100  # so much of a name stands whole in a temporary one
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT}
_NO_WAY = {
    *(errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOENT, errno.ENOTDIR, errno.EISDIR),
    *(errno.ENAMETOOLONG, errno.EINVAL, errno.ELOOP),
}
_NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EMLINK}
if sys.platform == "win32":  # CreateHardLink on exFAT, FAT32 and many shares
    _NO_LINKS.add(errno.EINVAL)
_NO_ALLOCATE = {errno.EOPNOTSUPP, errno.ENOTSUP, errno.ENOSYS, errno.EINVAL}


class Stream:
    """A big file being written: use as a context manager, `write` as often as you like.

    Leaving the block without an exception commits (the file is then durable under its name);
    leaving it with one removes the temp file and keeps what was there before.
    """

    def __init__(self, path: Path, size: int | None, overwrite: bool) -> None:
        self._operations = ops.active()
        self._path = path
        self._size = size  # bytes announced, None when unknown
        self._overwrite = overwrite
        self._written = 0
        self._fd: int | None = None
        if not overwrite and os.path.lexists(path):
            raise FileAlreadyThere(str(path))
        self._part = temporary_name(path)
        try:
            self._fd = self._operations.create(self._part, ops.FILE_MODE)
            self._allocate()
        except (OSError, ValueError) as error:
            self._discard()
            raise typed_error(error, path, size or -1) from error

    @property
    def written(self) -> int:
        """Bytes so far."""
        return self._written

    def write(self, data: Bytes) -> int:
        """Append `data` (a memoryview may have any shape, C-contiguous) and return its number of bytes."""
        if self._fd is None:
            raise ValueError("the stream is closed")
        try:
            count = ops.write_all(self._operations, self._fd, data)
        except OSError as error:
            needed = self._size or self._written + memoryview(data).nbytes
            raise typed_error(error, self._path, needed) from error
        self._written += count
        return count

    def __enter__(self) -> Stream:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            self._discard()
            return
        try:
            self._commit()
        except OSError as failure:
            raise typed_error(failure, self._path, self._size or self._written) from failure
        finally:
            self._discard()

    def _allocate(self) -> None:
        if self._fd is None or not self._size or self._size < PREALLOCATE_FROM:
            return
        try:
            self._operations.allocate(self._fd, self._size)
        except OSError as error:
            if error.errno not in _NO_ALLOCATE:
                raise

    def _commit(self) -> None:
        fd = self._fd
        if fd is None:
            raise ValueError("the stream is closed")
        if self._size is not None and self._written < self._size >= PREALLOCATE_FROM:
            self._operations.truncate(fd, self._written)
        self._operations.sync(fd)
        self._fd = None  # close releases the descriptor even when it reports an error
        self._operations.close(fd)
        if self._overwrite:
            self._operations.replace(self._part, self._path)
        else:
            take_name(self._operations, self._part, self._path)
        self._operations.sync_folder(self._path.parent)

    def _discard(self) -> None:
        """Remove the temp file if it is still there; what fails here, the janitor does later."""
        if self._fd is not None:
            fd, self._fd = self._fd, None
            with suppress(OSError):
                self._operations.close(fd)
        with suppress(OSError, ValueError):
            if os.path.lexists(self._part):
                self._operations.unlink(self._part)


def take_name(operations: ops.Operations, source: Path, target: Path) -> None:
    """Give `source` a further name only if that is free, without a gap between look and leap.

    The first name may go or stay. `OSError`, `FileExistsError` as the system raises them.
    """
    try:
        operations.link(source, target)
    except OSError as error:
        if isinstance(error, FileExistsError) or error.errno not in _NO_LINKS:
            raise
        # FAT and some network drives have no second names: look, then rename.
        if os.path.lexists(target):
            raise FileExistsError(errno.EEXIST, "already there") from error
        operations.replace(source, target)


def temporary_name(path: Path, suffix: str = "part") -> Path:
    """A hidden name beside `path` that nobody uses and that tells whose it is."""
    size = len(path.name.encode(errors="replace"))  # a name that no disk takes is refused later
    name = path.name if size <= NAMED_BYTES else path.name[:48]
    return path.parent / f".{name}.{os.getpid()}.{secrets.token_hex(4)}.{suffix}"


def typed_error(error: OSError | ValueError, path: Path, needed: int) -> ReverieError:
    """What the system said, as one of our errors. `needed`: bytes that were wanted, -1 unknown."""
    if isinstance(error, FileExistsError):
        return FileAlreadyThere(str(path))
    if not isinstance(error, OSError):  # a NUL or a lone surrogate in the name
        return NotWritable(str(path), str(error))
    reason = error.strerror or str(error)
    free = free_bytes(path)
    if error.errno in _NO_ROOM or (error.errno == errno.EFBIG and needed > free):
        return DiskFull(str(path), needed, free)
    if error.errno in _NO_WAY:
        return NotWritable(str(path), reason)
    return WriteFailed(str(path), reason)


def free_bytes(path: Path) -> int:
    """Bytes free on the disk that holds `path` or its nearest parent; -1 where unknown."""
    for folder in (path, *path.parents):
        with suppress(OSError):
            return shutil.disk_usage(folder).free
    return -1


def check_room(path: Path, needed: int) -> None:
    """Raises `DiskFull` where the disk of `path` says that it has less than `needed` bytes."""
    free = free_bytes(path.parent)
    if 0 <= free < needed:
        raise DiskFull(str(path), needed, free)
