"""A file that is written over several lives of the program, and takes its final name when it is whole.

Unlike `store.stream`, which drops what was begun, its bytes stay under the working name whatever ends the
writing. Who writes decides what the bytes are and whether they are right; `store.py` has the protocol.

Errors: `DiskFull`, `NotWritable`, `WriteFailed`, `FileAlreadyThere`.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from core.files import operations as ops
from core.files.operations import Bytes
from core.files.streams import take_name, typed_error

SYNC_EVERY = 64 * 2**20  # bytes: as much as a power cut can cost


class Resumable:
    """Opened at its end; a context manager that syncs and closes, also after an error."""

    def __init__(self, path: Path, size: int) -> None:
        """`path` is made when missing; `size`, bytes, is what it will have (for errors)."""
        self._operations = ops.active()
        self._path, self._whole = path, size
        self._unsynced = 0
        try:
            self._fd = self._operations.open_append(path, ops.FILE_MODE)
        except (OSError, ValueError) as error:
            raise typed_error(error, path, size) from error
        self.size = os.fstat(self._fd).st_size  # bytes that are there

    def write(self, data: Bytes) -> None:
        """Append all of `data`. After an error some of it may be there, which `size` then counts."""
        try:
            ops.write_all(self._operations, self._fd, data)
            self._unsynced += len(data)
            if self._unsynced >= SYNC_EVERY:
                self._sync()
        except OSError as error:
            raise typed_error(error, self._path, self._whole - self.size) from error
        finally:
            self.size = os.fstat(self._fd).st_size

    def cut(self, size: int = 0) -> None:
        """Keep the first `size` bytes only."""
        try:
            self._operations.truncate(self._fd, size)
        except OSError as error:
            raise typed_error(error, self._path, self._whole) from error
        self.size = size

    def __enter__(self) -> Resumable:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        try:
            self._sync()
        except OSError as failure:
            if kind is None:
                raise typed_error(failure, self._path, self._whole - self.size) from failure
        finally:
            with suppress(OSError):
                self._operations.close(self._fd)

    def _sync(self) -> None:
        self._operations.sync(self._fd)
        self._unsynced = 0


def adopt(part: Path, final: Path, *, overwrite: bool = False) -> None:
    """Give a whole, synced file its final name, in this folder or another one, durably.

    Its working name goes only when the final one is safe. Without `overwrite` an existing `final` raises
    `FileAlreadyThere`; with it, that is removed first.
    """
    system = ops.active()
    try:
        if overwrite and os.path.lexists(final):
            system.unlink(final)
        take_name(system, part, final)
        system.sync_folder(final.parent)
        if os.path.lexists(part):
            system.unlink(part)
            system.sync_folder(part.parent)
    except (OSError, ValueError) as error:
        raise typed_error(error, final, -1) from error
