"""The trash: things are gone from where they were, and can be taken back."""

import os
import sys

import pytest
import send2trash

from core.contract.errors import FileAlreadyThere, FileMissing, NotWritable
from core.files.trash import move_to_trash, put_back

knows_cans = pytest.mark.skipif(sys.platform in ("darwin", "win32"), reason="its trash is its own")


@pytest.fixture
def things(tmp_path, own_trash):
    """A file and a folder."""
    file, folder = tmp_path / "a.safetensors", tmp_path / "model"
    file.write_bytes(b"weights")
    folder.mkdir()
    (folder / "x").write_bytes(b"y")
    return file, folder


def test_a_file_and_a_folder_go_into_the_trash(things, own_trash):
    for thing in things:
        move_to_trash(thing)
        assert not thing.exists()
    kept = own_trash / "files"
    assert (kept / "a.safetensors").read_bytes() == b"weights"
    assert (kept / "model/x").read_bytes() == b"y"


@knows_cans
def test_they_come_back_to_where_they_were_and_the_trash_forgets_them(things, own_trash):
    inodes = [thing.stat().st_ino for thing in things]
    trashed = [move_to_trash(thing) for thing in things]
    for one in trashed:
        put_back(one)
    file, folder = things
    assert file.read_bytes() == b"weights"
    assert (folder / "x").read_bytes() == b"y"
    assert [thing.stat().st_ino for thing in things] == inodes
    assert list((own_trash / "files").iterdir()) == list((own_trash / "info").iterdir()) == []


@knows_cans
def test_the_second_thing_of_a_name_is_the_one_that_comes_back(things):
    file, _folder = things
    move_to_trash(file)
    file.write_bytes(b"another")
    put_back(move_to_trash(file))
    assert file.read_bytes() == b"another"


@knows_cans
def test_what_has_its_place_now_is_not_replaced(things):
    for thing in things:
        trashed = move_to_trash(thing)
        thing.write_bytes(b"newer")
        with pytest.raises(FileAlreadyThere):
            put_back(trashed)
        assert thing.read_bytes() == b"newer"
        assert trashed.kept.exists()


@knows_cans
def test_an_emptied_trash_gives_nothing_back(things):
    file, _folder = things
    trashed = move_to_trash(file)
    trashed.kept.unlink()
    with pytest.raises(FileMissing):
        put_back(trashed)


@knows_cans
@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_keeps_it_in_the_trash(tmp_path, own_trash):
    place = tmp_path / "closed" / "a"
    place.parent.mkdir()
    place.write_bytes(b"1")
    trashed = move_to_trash(place)
    place.parent.chmod(0o500)
    with pytest.raises(NotWritable):
        put_back(trashed)
    assert trashed.kept.exists()


def test_what_is_not_there_is_told(tmp_path):
    with pytest.raises(FileMissing):
        move_to_trash(tmp_path / "none")


def test_a_system_that_refuses_leaves_all_as_it_was(tmp_path, monkeypatch):
    def refuse(_path):
        raise send2trash.TrashPermissionError(str(tmp_path))

    file = tmp_path / "a"
    file.touch()
    monkeypatch.setattr(send2trash, "send2trash", refuse)
    with pytest.raises(NotWritable):
        move_to_trash(file)
    assert file.exists()
