"""A file over several lives: what was written stays, whatever ends the writing."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest

from core.contract.errors import DiskFull, FileAlreadyThere, NotWritable, WriteFailed
from core.files import operations, resumable
from core.files.resumable import Resumable, adopt


def test_bytes_are_added_in_several_lives(tmp_path: Path) -> None:
    path = tmp_path / "0.part"
    for life in (b"one", b"two", b""):
        with Resumable(path, 6) as part:
            part.write(life)
    assert path.read_bytes() == b"onetwo"


def test_an_error_of_the_writer_keeps_what_is_there(tmp_path: Path) -> None:
    path = tmp_path / "0.part"

    def write() -> None:
        with Resumable(path, 6) as part:
            part.write(b"one")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write()
    assert path.read_bytes() == b"one"


def test_it_can_be_cut(tmp_path: Path) -> None:
    with Resumable(tmp_path / "0.part", 9) as part:
        part.write(b"wrong")
        part.cut(2)
        part.write(b"ite")
        assert part.size == 5
    assert (tmp_path / "0.part").read_bytes() == b"write"


def test_a_write_that_is_half_done_counts_what_is_there(tmp_path: Path, faults) -> None:
    system = faults.FaultyOperations(2, faults.Fails(errno.ENOSPC), half=True)
    with operations.using(system), Resumable(tmp_path / "0.part", 100) as part:
        with pytest.raises(DiskFull) as caught:
            part.write(b"twelve bytes")
        assert part.size == 6
    assert caught.value.needed == 100
    assert (tmp_path / "0.part").read_bytes() == b"twelve"


def test_bytes_reach_the_disk_now_and_then(tmp_path: Path, monkeypatch, faults) -> None:
    monkeypatch.setattr(resumable, "SYNC_EVERY", 10)
    synced = []

    class Counted(faults.QuickOperations):
        def sync(self, fd: int) -> None:
            synced.append(fd)

    with operations.using(Counted()), Resumable(tmp_path / "0.part", 40) as part:
        for _ in range(4):
            part.write(b"seven b")
    assert len(synced) == 3


def test_a_disk_that_fails_at_the_end_is_told(tmp_path: Path, faults) -> None:
    system = faults.FaultyOperations(3, faults.Fails(errno.EIO), half=False)

    def write() -> None:
        with Resumable(tmp_path / "0.part", 3) as part:
            part.write(b"one")

    with operations.using(system), pytest.raises(WriteFailed):
        write()


def test_no_file_can_be_made(tmp_path: Path) -> None:
    with pytest.raises(NotWritable):
        Resumable(tmp_path / "none" / "0.part", 3)


def test_a_whole_file_gets_its_name(tmp_path: Path) -> None:
    part, final = tmp_path / "0.part", tmp_path / "sub" / "a"
    final.parent.mkdir()
    part.write_bytes(b"new")
    adopt(part, final)
    assert final.read_bytes() == b"new"
    assert not part.exists()


def test_a_taken_name_is_only_replaced_when_asked(tmp_path: Path) -> None:
    part, final = tmp_path / "0.part", tmp_path / "a"
    part.write_bytes(b"new")
    final.write_bytes(b"old")
    with pytest.raises(FileAlreadyThere):
        adopt(part, final)
    assert (part.read_bytes(), final.read_bytes()) == (b"new", b"old")
    adopt(part, final, overwrite=True)
    assert (part.exists(), final.read_bytes()) == (False, b"new")


@pytest.mark.parametrize("overwrite", [False, True])
@pytest.mark.parametrize("at", range(1, 7))
def test_whatever_fails_a_file_is_under_one_of_its_names(
    tmp_path: Path, faults, overwrite: bool, at: int
) -> None:
    part, final = tmp_path / "0.part", tmp_path / "sub" / "a"
    final.parent.mkdir()
    part.write_bytes(b"new")
    try:
        with operations.using(faults.FaultyOperations(at, faults.Fails(errno.EIO), half=False)):
            adopt(part, final, overwrite=overwrite)
    except WriteFailed:
        assert any(path.exists() and path.read_bytes() == b"new" for path in (part, final))
    assert not final.exists() or final.read_bytes() == b"new"
