"""Every durable write of the program: files, logs and removals that survive a crash or a power cut.

The protocol is: temp file in the same folder → write → fsync → rename → fsync of the folder. A call
that returns has its result on the disk; a call that raises has left what was there before. Whole
folders are committed by `folder_store.py`. What it is not: a place that knows formats or where
files belong. Temp names are `.<name>.<pid>.<random>.part`; `clean_stale` removes forgotten ones.

Errors of all functions: `DiskFull`, `NotWritable`, `WriteFailed`, `FileAlreadyThere`.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Generator, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

from core.contract.errors import (
    FileMissing,
    FileUnreadable,
    NotWritable,
)
from core.files import folders
from core.files import operations as ops
from core.files.operations import Bytes
from core.files.places import is_folder
from core.files.reading import opened
from core.files.streams import Stream, typed_error

READ_BLOCK = 2**20  # bytes

T = TypeVar("T")


def stream(path: Path | str, *, size: int | None = None, overwrite: bool = True) -> Stream:
    """Begin a file of `size` bytes (None: unknown). From 64 MB on, its room is reserved first."""
    return Stream(Path(path), size, overwrite)


def write_bytes(path: Path | str, data: Bytes, *, overwrite: bool = True) -> None:
    """Write a whole file. With `overwrite=False` an existing name raises `FileAlreadyThere`."""
    with stream(path, size=memoryview(data).nbytes, overwrite=overwrite) as out:
        out.write(data)


def write_text(path: Path | str, text: str) -> None:
    """Write a whole text file in UTF-8, line ends as they are."""
    write_bytes(path, text.encode())


def write_json(path: Path | str, value: Any) -> None:
    """Write indented JSON in UTF-8 with a line end. NaN and infinity raise `ValueError`.

    The halves of characters that broken file names hold go as escapes, which every reader knows.
    """
    text = json.dumps(value, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
    data = text.encode("utf-8", "backslashreplace")  # of a surrogate: its JSON escape
    write_bytes(path, data)


def append_line(path: Path | str, line: str) -> None:
    """Add one line to a log. A line counts only with its line end: see `read_lines`.

    The tail that a crash may have left without a line end is cut off first, and a line that cannot
    be written whole is taken back.
    """
    path, system = Path(path), ops.active()
    if "\n" in line:
        raise ValueError("a line holds no line end")
    data = line.encode() + b"\n"
    try:
        is_new = not path.exists()
        fd = system.open_append(path, ops.FILE_MODE)
        try:
            _append(system, fd, data)
        finally:
            system.close(fd)
        if is_new:
            system.sync_folder(path.parent)
    except (OSError, ValueError) as error:
        raise typed_error(error, path, len(data)) from error


def read_lines(path: Path | str) -> list[str]:
    """The whole lines of a log; a last one without its line end is left out. Missing file: none."""
    try:
        data = Path(path).read_bytes()
    except FileNotFoundError:
        return []
    except OSError as error:
        raise FileUnreadable(str(path), error.strerror or str(error)) from error
    return data[: data.rfind(b"\n") + 1].decode("utf-8", "replace").split("\n")[:-1]


def remove(path: Path | str) -> None:
    """Remove a file for good. Raises `FileMissing` where there is none."""
    path, system = Path(path), ops.active()
    try:
        system.unlink(path)
        system.sync_folder(path.parent)
    except FileNotFoundError as error:
        raise FileMissing(str(path)) from error
    except (OSError, ValueError) as error:
        raise typed_error(error, path, -1) from error


def make_folder(path: Path | str) -> Path:
    """Make sure a folder and its parents exist, durably; those of `folders.is_private` for nobody else.

    Returns its path.
    """
    path, system = Path(path), ops.active()
    try:
        for folder in reversed(_missing(path)):
            try:
                mode = ops.PRIVATE_MODE if folders.is_private(folder) else ops.FOLDER_MODE
                system.make_folder(folder, mode)
            except FileExistsError:  # another process was quicker, or a file is in the way
                if not folder.is_dir():
                    raise
            system.sync_folder(folder.parent)
    except (OSError, ValueError) as error:
        if isinstance(error, FileExistsError):
            raise NotWritable(str(path), "a file is in the way") from error
        raise typed_error(error, path, -1) from error
    return path


@contextmanager
def folder_for(path: Path | str) -> Iterator[Path]:
    """`make_folder` for what the block writes; if it fails, the folders made for it go again.

    Raises as `make_folder`. What other processes have put into them meanwhile stays.
    """
    missing = _missing(Path(path))
    try:
        yield make_folder(path)
    except BaseException:
        for folder in missing:
            with suppress(OSError):  # not empty, or never made
                ops.active().remove_folder(folder)
        raise


def sha256_file(path: Path | str) -> str:
    """SHA-256 of a file's bytes, in hex. Raises `FileMissing`, `FileUnreadable`."""
    return drained(sha256_steps(path))


def sha256_steps(path: Path | str) -> Generator[int, None, str]:
    """`sha256_file` for a big file: yields how many bytes are read so far, returns the hash."""
    digest, done = hashlib.sha256(), 0
    with opened(path) as file:
        while block := file.read(READ_BLOCK):
            digest.update(block)
            done += len(block)
            yield done
    return digest.hexdigest()


def drained(steps: Generator[object, None, T]) -> T:
    """What a generator returns, once nobody cares for what it yields."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: T = end.value
            return result


def _missing(path: Path) -> list[Path]:
    """The folders that must be made for `path`, the deepest first."""
    missing = []
    for folder in (path, *path.parents):
        if is_folder(folder):
            break
        missing.append(folder)
    return missing


def _append(system: ops.Operations, fd: int, data: bytes) -> None:
    end = _whole_lines(fd)
    if end != os.fstat(fd).st_size:
        system.truncate(fd, end)
    try:
        ops.write_all(system, fd, data)
        system.sync(fd)
    except OSError:
        with suppress(OSError):
            system.truncate(fd, end)
        raise


def _whole_lines(fd: int) -> int:
    """Offset behind the last line end of an open file."""
    end = os.fstat(fd).st_size
    while end > 0:
        start = max(0, end - 4096)
        os.lseek(fd, start, os.SEEK_SET)
        found = os.read(fd, end - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        end = start
    return 0
