"""The stream by itself: closed ones, reserved room, and the system's errors in our words."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from unittest import mock

import pytest

from core.contract.errors import DiskFull, FileAlreadyThere, NotWritable, ReverieError, WriteFailed
from core.files import operations, store, streams


def test_a_closed_stream_refuses(tmp_path: Path) -> None:
    with store.stream(tmp_path / "a") as out:
        out.write(b"x")
    with pytest.raises(ValueError, match="closed"):
        out.write(b"y")
    assert (tmp_path / "a").read_bytes() == b"x"


def test_room_reserved_but_not_used_is_given_back(tmp_path: Path) -> None:
    with (
        mock.patch.object(streams, "PREALLOCATE_FROM", 1000),
        store.stream(tmp_path / "a", size=100_000) as out,
    ):
        out.write(b"short")
    assert (tmp_path / "a").read_bytes() == b"short"


@pytest.mark.parametrize("number", [errno.EOPNOTSUPP, errno.EINVAL])
def test_a_disk_that_cannot_reserve_is_written_all_the_same(tmp_path: Path, number: int) -> None:
    class NoReserve(operations.Operations):
        def allocate(self, fd: int, size: int) -> None:
            raise OSError(number, os.strerror(number))

    with (
        mock.patch.object(streams, "PREALLOCATE_FROM", 1),
        operations.using(NoReserve()),
        store.stream(tmp_path / "a", size=3) as out,
    ):
        out.write(b"abc")
    assert (tmp_path / "a").read_bytes() == b"abc"


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EDQUOT, DiskFull),
        (errno.EFBIG, WriteFailed),  # a limit of the person's, while the disk has room
        (errno.EIO, WriteFailed),
        (errno.EROFS, NotWritable),
        (errno.EACCES, NotWritable),
        (errno.EEXIST, FileAlreadyThere),
    ],
)
def test_errors(tmp_path: Path, number: int, kind: type[ReverieError]) -> None:
    error = streams.typed_error(OSError(number, os.strerror(number)), tmp_path / "a", 7)
    assert type(error) is kind
    assert error.data()["path"] == str(tmp_path / "a")


def test_free_bytes_of_a_place_that_is_not_there_yet(tmp_path: Path) -> None:
    assert streams.free_bytes(tmp_path / "a" / "b" / "c") > 0


def test_temporary_names_differ_hide_and_fit(tmp_path: Path) -> None:
    names = {streams.temporary_name(tmp_path / ("😀" * 60)).name for _ in range(50)}
    assert len(names) == 50
    assert all(name.startswith(".") and len(name.encode()) <= 255 for name in names)


def test_a_temporary_name_holds_the_whole_name_that_a_lost_folder_gets_back(tmp_path: Path) -> None:
    name = "my dog in the garden behind the house, from above and below"
    assert streams.temporary_name(tmp_path / name, "old").name.startswith(f".{name}.")


def test_room_is_looked_for_before_anything_is_written(tmp_path, monkeypatch):
    streams.check_room(tmp_path / "a", 1)
    monkeypatch.setattr(streams, "free_bytes", lambda path: 1000)
    with pytest.raises(DiskFull) as full:
        streams.check_room(tmp_path / "a", 1001)
    assert (full.value.needed, full.value.free) == (1001, 1000)
    monkeypatch.setattr(streams, "free_bytes", lambda path: -1)
    streams.check_room(tmp_path / "a", 10**18)
