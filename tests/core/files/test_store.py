"""The store's files: names, modes, errors. Faults and power cuts are in their own files."""

from __future__ import annotations

import contextlib
import hashlib
import os
import stat
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.contract.errors import (
    DiskFull,
    FileAlreadyThere,
    FileMissing,
    FileUnreadable,
    NotWritable,
)
from core.files import folders, operations, store


def test_writes_replaces_and_leaves_nothing_else(tmp_path: Path) -> None:
    store.write_bytes(tmp_path / "a", b"one")
    store.write_bytes(tmp_path / "a", b"two")
    assert (tmp_path / "a").read_bytes() == b"two"
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def test_without_overwrite_an_existing_file_stays(tmp_path: Path) -> None:
    store.write_bytes(tmp_path / "a", b"one", overwrite=False)
    with pytest.raises(FileAlreadyThere) as caught:
        store.write_bytes(tmp_path / "a", b"two", overwrite=False)
    assert caught.value.path == str(tmp_path / "a")
    assert (tmp_path / "a").read_bytes() == b"one"
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def test_a_name_taken_while_writing_is_not_overwritten(tmp_path: Path) -> None:
    out = store.stream(tmp_path / "a", overwrite=False)
    out.write(b"two")
    (tmp_path / "a").write_bytes(b"one")
    with pytest.raises(FileAlreadyThere):
        out.__exit__(None, None, None)
    assert (tmp_path / "a").read_bytes() == b"one"
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


def test_a_dangling_link_counts_as_there(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to(tmp_path / "nowhere")
    with pytest.raises(FileAlreadyThere):
        store.write_bytes(tmp_path / "a", b"two", overwrite=False)
    assert not (tmp_path / "nowhere").exists()


def test_others_may_read_what_is_written(tmp_path: Path) -> None:
    old = os.umask(0o022)
    try:
        store.write_text(tmp_path / "a", "ü")
    finally:
        os.umask(old)
    assert stat.S_IMODE((tmp_path / "a").stat().st_mode) == 0o644
    assert (tmp_path / "a").read_bytes() == "ü".encode()


def test_json_is_readable_and_finite(tmp_path: Path) -> None:
    store.write_json(tmp_path / "a", {"é": [1.5, None]})
    assert (tmp_path / "a").read_text("utf-8") == '{\n  "é": [\n    1.5,\n    null\n  ]\n}\n'
    with pytest.raises(ValueError, match="JSON compliant"):
        store.write_json(tmp_path / "a", float("nan"))
    assert "1.5" in (tmp_path / "a").read_text("utf-8")


@pytest.mark.parametrize("name", ["nowhere/a", "file/a", "a\0b", "\ud800", "x" * 300])
def test_places_where_nothing_can_be_written(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NotWritable):
        store.write_bytes(tmp_path / name, b"x")
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_a_folder_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(NotWritable):
        store.write_bytes(tmp_path / "a", b"x")
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


@pytest.mark.parametrize(
    "name", ["é中😀.png", "x" * 240, "😀" * 60, " trailing ", "-rf", ".hidden"]
)
def test_any_name_the_system_allows(tmp_path: Path, name: str) -> None:
    store.write_bytes(tmp_path / name, b"x", overwrite=False)
    assert [p.name for p in tmp_path.iterdir()] == [name]


def test_an_exception_inside_a_stream_keeps_what_was_there(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with contextlib.suppress(KeyError), store.stream(tmp_path / "a") as out:
        out.write(b"new")
        raise KeyError
    assert (tmp_path / "a").read_bytes() == b"old"
    assert [p.name for p in tmp_path.iterdir()] == ["a"]


@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(blocks=st.lists(st.binary(max_size=100), max_size=6), most=st.integers(1, 7))
def test_short_writes_are_continued(tmp_path: Path, blocks: list[bytes], most: int) -> None:
    class Reluctant(operations.Operations):
        def write(self, fd: int, data: memoryview) -> int:
            return super().write(fd, data[:most])

    with operations.using(Reluctant()), store.stream(tmp_path / "a") as out:
        for block in blocks:
            assert out.write(block) == len(block)
        assert out.written == len(b"".join(blocks))
    assert (tmp_path / "a").read_bytes() == b"".join(blocks)


def test_a_view_of_any_shape_is_written_as_its_bytes(tmp_path: Path) -> None:
    view = memoryview(bytes(range(24))).cast("B", (2, 3, 4))
    with store.stream(tmp_path / "a", size=24) as out:
        assert out.write(view) == 24
    assert (tmp_path / "a").read_bytes() == bytes(range(24))


def test_a_file_that_could_never_fit_is_refused_at_once(tmp_path: Path) -> None:
    with pytest.raises(DiskFull) as caught:
        store.stream(tmp_path / "a", size=2**60)
    assert caught.value.needed == 2**60
    assert 0 < caught.value.free < 2**60
    assert list(tmp_path.iterdir()) == []


def test_without_second_names_it_looks_and_renames(tmp_path: Path) -> None:
    class NoLinks(operations.Operations):
        def link(self, source: Path, target: Path) -> None:
            raise PermissionError(1, "Operation not permitted")

    with operations.using(NoLinks()):
        store.write_bytes(tmp_path / "a", b"one", overwrite=False)
        with pytest.raises(FileAlreadyThere), store.stream(tmp_path / "b", overwrite=False):
            (tmp_path / "b").write_bytes(b"quicker")
    assert sorted(p.read_bytes() for p in tmp_path.iterdir()) == [b"one", b"quicker"]


def test_lines(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    assert store.read_lines(log) == []
    for line in ("one", "", "drei ü"):
        store.append_line(log, line)
    assert store.read_lines(log) == ["one", "", "drei ü"]
    with pytest.raises(ValueError, match="line end"):
        store.append_line(log, "a\nb")


@pytest.mark.parametrize("tail", [b"torn", b"t" * 10_000, b"\0" * 5000])
@pytest.mark.parametrize("whole", [b"", b"one\n"])
def test_a_torn_tail_is_not_read_and_cut_off(tmp_path: Path, whole: bytes, tail: bytes) -> None:
    log = tmp_path / "log.jsonl"
    log.write_bytes(whole + tail)
    assert store.read_lines(log) == whole.decode().split()
    store.append_line(log, "two")
    assert log.read_bytes() == whole + b"two\n"


def test_reading_lines_of_a_folder(tmp_path: Path) -> None:
    with pytest.raises(FileUnreadable):
        store.read_lines(tmp_path)
    with pytest.raises(NotWritable):
        store.append_line(tmp_path, "x")


def test_remove(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"")
    store.remove(tmp_path / "a")
    assert not (tmp_path / "a").exists()
    with pytest.raises(FileMissing):
        store.remove(tmp_path / "a")


def test_make_folder(tmp_path: Path) -> None:
    assert store.make_folder(tmp_path / "a" / "b") == tmp_path / "a" / "b"
    store.make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()
    (tmp_path / "f").write_bytes(b"")
    for name in ("f", "f/x"):
        with pytest.raises(NotWritable):
            store.make_folder(tmp_path / name)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such modes")
def test_what_only_the_person_may_see_is_closed_to_others(own_home: Path) -> None:
    private = (
        folders.config(),
        folders.cache(),
        folders.state() / "logs",
        folders.pictures() / ".reverie" / "inputs",
    )
    for folder in private:
        store.make_folder(folder)
    closed = {
        path.relative_to(own_home).as_posix()
        for path in own_home.rglob("*")
        if not path.stat().st_mode & 0o077
    }
    assert closed == {"config", "cache", "state", "pictures/.reverie"}


def test_a_folder_that_another_process_makes_meanwhile_is_fine(tmp_path: Path) -> None:
    class Race(operations.Operations):
        def make_folder(self, path: Path, mode: int) -> None:
            path.mkdir()
            super().make_folder(path, mode)

    with operations.using(Race()):
        assert store.make_folder(tmp_path / "a" / "b").is_dir()


def test_sha256(tmp_path: Path) -> None:
    data = os.urandom(3 * 2**20 + 17)
    (tmp_path / "a").write_bytes(data)
    assert store.sha256_file(tmp_path / "a") == hashlib.sha256(data).hexdigest()
    with pytest.raises(FileMissing):
        store.sha256_file(tmp_path / "b")
    with pytest.raises(FileUnreadable):
        store.sha256_file(tmp_path)
