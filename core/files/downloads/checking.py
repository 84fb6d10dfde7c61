"""Whether a file is the one that the hub meant: its SHA-256, or for small files git's hash of a blob."""

from __future__ import annotations

import hashlib
from collections.abc import Generator
from pathlib import Path

from core.contract.downloads import RemoteFile
from core.files.reading import opened

BLOCK = 2**20  # bytes


def matches(path: Path, file: RemoteFile) -> Generator[int, None, bool]:
    """Read all of `path`; yields how many bytes are read so far, returns whether it is `file`.

    Git's hash of a blob is SHA-1 of "blob", the size, a NUL and the bytes. Raises `FileMissing`,
    `FileUnreadable`.
    """
    if file.sha256:
        digest, wanted = hashlib.sha256(), file.sha256
    else:
        digest = hashlib.sha1(f"blob {file.size}\0".encode(), usedforsecurity=False)
        wanted = file.blob
    done = 0
    with opened(path) as source:
        while block := source.read(BLOCK):
            digest.update(block)
            done += len(block)
            yield done
    return done == file.size and digest.hexdigest() == wanted
