"""Opening a stranger's file for reading without ever waiting for it.

A pipe or a device under a picture's or a model's name would block a reader for ever, or never end: only
regular files are opened. What is in them is the caller's business.
"""

from __future__ import annotations

import codecs
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from core.contract.errors import FileMissing, FileUnreadable


@contextmanager
def opened(path: Path | str) -> Iterator[BinaryIO]:
    """The regular file at `path`, open while the block runs.

    Raises `FileMissing`, `FileUnreadable`; an `OSError` or `ValueError` of the block becomes the latter.
    """
    try:
        with open(path, "rb", opener=_without_waiting) as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise FileUnreadable(str(path), "not a regular file")
            yield file
    except FileNotFoundError as error:
        raise FileMissing(str(path)) from error
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise FileUnreadable(str(path), reason) from error


def text_of(path: Path, most: int) -> str:
    """The UTF-8 text of a file, of at most so many bytes, without the mark that Windows puts in front.

    Raises as `opened`, `UnicodeDecodeError`.
    """
    with opened(path) as file:
        raw = file.read(most)
    is_whole = len(raw) < most  # else its last letter may be cut, and is left out
    return codecs.getincrementaldecoder("utf-8-sig")().decode(raw, final=is_whole)


def _without_waiting(path: str, flags: int) -> int:
    """A pipe that nobody writes to opens at once; regular files do not care. Windows has no such flag."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
