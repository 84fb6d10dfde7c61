"""Swapping the operations, and that a rename on Windows waits for a scanner."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
import threading
from pathlib import Path

import pytest

from core.files import operations, store


def test_using_ends_with_the_block_also_by_an_exception() -> None:
    before = operations.active()
    other = operations.Operations()
    with contextlib.suppress(KeyError), operations.using(other):
        assert operations.active() is other
        raise KeyError
    assert operations.active() is before


def test_other_threads_keep_the_real_ones() -> None:
    seen: list[operations.Operations] = []
    with operations.using(operations.Operations()) as other:
        thread = threading.Thread(target=lambda: seen.append(operations.active()))
        thread.start()
        thread.join()
    assert seen
    assert seen[0] is not other


def test_a_sharing_violation_is_retried_on_windows_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a").write_bytes(b"a")
    real, refusals = Path.replace, [3]

    def busy(self: Path, target: Path) -> Path:
        if refusals[0]:
            refusals[0] -= 1
            raise PermissionError(13, "used by another process")
        return real(self, target)

    monkeypatch.setattr(Path, "replace", busy)
    with pytest.raises(PermissionError):
        operations.Operations().replace(tmp_path / "a", tmp_path / "b")
    monkeypatch.setattr(sys, "platform", "win32")
    operations.Operations().replace(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b").read_bytes() == b"a"


def test_write_all_of_nothing(tmp_path: Path) -> None:
    system = operations.Operations()
    fd = system.create(tmp_path / "a", 0o644)
    assert operations.write_all(system, fd, b"") == 0
    system.close(fd)


def test_a_drive_that_cannot_sync_a_folder_is_written_to_all_the_same(tmp_path, monkeypatch):
    real = os.fsync

    def shared_folder(fd):
        if stat.S_ISDIR(os.fstat(fd).st_mode):
            raise OSError(errno.EINVAL, "Invalid argument")
        real(fd)

    monkeypatch.setattr(os, "fsync", shared_folder)
    store.write_text(store.make_folder(tmp_path / "new") / "a.txt", "words")
    assert (tmp_path / "new/a.txt").read_text() == "words"


def test_a_folder_that_fails_to_sync_is_an_error_all_the_same(tmp_path, monkeypatch):
    def broken(fd):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="output error"):
        operations.Operations().sync_folder(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no fcntl")
def test_macos_syncs_as_far_as_the_drive_can(tmp_path, monkeypatch):
    import fcntl

    synced = []

    def network_drive(fd, command):
        raise OSError(errno.ENOTSUP, "Operation not supported")

    monkeypatch.setattr(fcntl, "F_FULLFSYNC", 51, raising=False)
    monkeypatch.setattr(fcntl, "fcntl", network_drive)
    monkeypatch.setattr(os, "fsync", synced.append)
    monkeypatch.setattr(sys, "platform", "darwin")
    operations.Operations().sync(7)
    assert synced == [7]
