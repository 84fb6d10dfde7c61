"""The list of added folders: ours alone, and never in the way."""

import os

import pytest

from core.contract.errors import ReverieError
from core.files import folders
from core.files.catalogue import folder_list


def test_what_is_added_is_kept_once_and_in_order(tmp_path):
    one, two = str(tmp_path / "one"), str(tmp_path / "two")
    for place in (one, two, one):
        folder_list.add(place)
    assert folder_list.read() == (one, two)
    assert folder_list.remove(one)
    assert not folder_list.remove(one)
    assert folder_list.read() == (two,)


def test_a_relative_path_is_kept_whole(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert folder_list.add("models") == str(tmp_path / "models")
    assert folder_list.remove("models")


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"places": 5}', '{"places": [1, null]}', "[" * 9999]
)
def test_a_list_that_makes_no_sense_is_an_empty_one(text):
    folders.config().mkdir(parents=True)
    (folders.config() / folder_list.FILE).write_text(text)
    assert folder_list.read() == ()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_list_that_cannot_be_written_is_told(tmp_path):
    folders.config().mkdir(parents=True)
    folders.config().chmod(0o500)
    with pytest.raises(ReverieError):
        folder_list.add(tmp_path)


def test_a_list_that_cannot_be_read_is_kept_beside_the_new_one(tmp_path):
    folder_list.add(tmp_path / "one")
    file = folders.config() / folder_list.FILE
    file.write_text(file.read_text() + "?")
    spoiled = file.read_text()
    assert not folder_list.remove(tmp_path / "one")
    assert file.read_text() == spoiled
    folder_list.add(tmp_path / "two")
    assert folder_list.read() == (str(tmp_path / "two"),)
    assert file.with_name(f"{file.name}.damaged").read_text() == spoiled
