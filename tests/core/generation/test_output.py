"""Where pictures go: folder or file, names, and refusals before anything is drawn."""

import errno
import re
from pathlib import Path

import pytest

from core.contract.errors import DiskFull, FileAlreadyThere, InvalidValue, NotWritable
from core.files import operations
from core.generation.output import Output


def test_a_file_keeps_its_name(ask, tmp_path: Path) -> None:
    output = Output.of(ask(output=str(tmp_path / "a" / "swan.PNG")))
    output.check()
    assert list(tmp_path.glob("a*")) == []
    assert output.save(b"one", 0, 7) == tmp_path / "a" / "swan.PNG"
    assert (tmp_path / "a" / "swan.PNG").read_bytes() == b"one"


def test_a_file_with_a_count_is_numbered(ask, tmp_path: Path) -> None:
    output = Output.of(ask(output=str(tmp_path / "swan.png"), count=3))
    paths = [output.save(b"x", i, 7 + i) for i in range(3)]
    assert [path.name for path in paths] == [f"swan-000{i}.png" for i in (1, 2, 3)]


def test_a_folder_gets_time_and_seed_and_never_loses_a_picture(ask, tmp_path: Path) -> None:
    output = Output.of(ask(output=str(tmp_path / "new" / "folder"), overwrite=True))
    paths = {output.save(bytes([i]), i, 7) for i in range(4)}
    assert len(paths) == 4
    assert sorted(path.read_bytes()[0] for path in paths) == [0, 1, 2, 3]
    assert all(re.fullmatch(r"\d{8}-\d{6}-7(-\d)?\.png", path.name) for path in paths)


@pytest.mark.parametrize("name", ["x.png", "a.folder"])
def test_an_existing_folder_is_a_folder(ask, tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    output = Output.of(ask(output=str(tmp_path / name)))
    output.check()
    assert output.folder == tmp_path / name
    assert output.names is None


def test_a_trailing_slash_means_a_folder(ask, tmp_path: Path) -> None:
    assert Output.of(ask(output=f"{tmp_path}/x.png/")).names is None


def test_an_existing_file_needs_permission(ask, tmp_path: Path) -> None:
    path = tmp_path / "swan.png"
    path.write_bytes(b"old")
    with pytest.raises(FileAlreadyThere):
        Output.of(ask(output=str(path))).check()
    output = Output.of(ask(output=str(path), overwrite=True))
    output.check()
    assert path.read_bytes() == b"old"
    output.save(b"new", 0, 1)
    assert path.read_bytes() == b"new"


def test_any_of_the_numbered_files_in_the_way_is_told_first(ask, tmp_path: Path) -> None:
    (tmp_path / "swan-0002.png").write_bytes(b"old")
    with pytest.raises(FileAlreadyThere) as caught:
        Output.of(ask(output=str(tmp_path / "swan.png"), count=2)).check()
    assert caught.value.path.endswith("swan-0002.png")


@pytest.mark.parametrize("name", ["a.jpg", "a.WEBP", "b.tiff"])
def test_other_formats_are_refused(ask, tmp_path: Path, name: str) -> None:
    with pytest.raises(InvalidValue):
        Output.of(ask(output=str(tmp_path / name)))


@pytest.mark.parametrize("name", ["file/x.png", "file/sub/x.png", "file/sub"])
def test_a_file_in_the_way_of_a_folder(ask, tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(NotWritable):
        Output.of(ask(output=str(tmp_path / name))).check()


def test_a_place_that_takes_no_files(ask) -> None:
    with pytest.raises(NotWritable) as caught:
        Output.of(ask(output="/proc/nowhere/x.png")).check()
    assert caught.value.path == "/proc/nowhere"


def test_a_numbered_folder_in_the_way(ask, tmp_path: Path) -> None:
    (tmp_path / "swan-0001.png").mkdir()
    with pytest.raises(NotWritable):
        Output.of(ask(output=str(tmp_path / "swan.png"), count=2, overwrite=True)).check()


def test_checking_leaves_no_trace(ask, tmp_path: Path) -> None:
    before = sorted(tmp_path.rglob("*"))
    Output.of(ask(output=str(tmp_path / "deep" / "er" / "x.png"))).check()
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    "name",
    [
        "x" * 260 + ".png",
        "y" * 300 + "/x.png",
        "y" * 300 + "/",
        "new/" + "y" * 300 + "/x.png",
        "/".join(["d" * 200] * 30) + "/x.png",
        "link/x.png",
    ],
)
def test_names_that_cannot_be_made_are_told_at_once(ask, tmp_path: Path, name: str) -> None:
    (tmp_path / "link").symlink_to("nowhere")
    with pytest.raises(NotWritable):
        Output.of(ask(output=f"{tmp_path}/{name}")).check()
    assert [path.name for path in tmp_path.iterdir()] == ["link"]


def test_a_full_disk_leaves_no_new_folders(ask, tmp_path: Path) -> None:
    class Full(operations.Operations):
        def write(self, fd: int, data: memoryview) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    output = Output.of(ask(output=str(tmp_path / "a" / "b" / "x.png")))
    with operations.using(Full()), pytest.raises(DiskFull):
        output.save(b"one", 0, 7)
    assert list(tmp_path.iterdir()) == []
