"""The trash: things are gone from where they were, and can be taken back."""

import pytest
import send2trash

from core.contract.errors import FileMissing, NotWritable
from core.files.trash import move_to_trash


def test_a_file_and_a_folder_go_into_the_trash(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setattr(
        "send2trash.plat_other.HOMETRASH_B", str(tmp_path / "data/Trash").encode(), raising=False
    )
    monkeypatch.setattr(
        "send2trash.plat_other.HOMETRASH", str(tmp_path / "data/Trash"), raising=False
    )
    file, folder = tmp_path / "a.safetensors", tmp_path / "model"
    file.write_bytes(b"weights")
    folder.mkdir()
    (folder / "x").write_bytes(b"y")
    move_to_trash(file)
    move_to_trash(folder)
    assert not file.exists()
    assert not folder.exists()
    kept = tmp_path / "data/Trash/files"
    assert (kept / "a.safetensors").read_bytes() == b"weights"
    assert (kept / "model/x").read_bytes() == b"y"


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
