"""Lists of words in the person's folder."""

import os

import pytest

from core.contract.errors import FileUnreadable, WildcardMissing
from core.files import folders, wildcards


@pytest.fixture
def write(tmp_path, monkeypatch):
    monkeypatch.setenv("REVERIE_HOME", str(tmp_path))

    def write(name: str, data: bytes) -> None:
        path = folders.wildcards() / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)

    return write


def test_lines_are_choices_but_blank_ones_and_comments(write) -> None:
    write("animal.txt", "\ufeffswan\r\n\n  goose  \n# not a duck\nGänschen".encode())
    assert wildcards.lines("animal") == ("swan", "goose", "Gänschen")


def test_lists_may_lie_in_folders(write) -> None:
    write("clothes/winter hats.txt", b"bonnet")
    write("animal.txt", b"swan")
    write("notes.md", b"x")
    assert wildcards.lines("clothes/winter hats") == ("bonnet",)
    assert wildcards.names() == ("animal", "clothes/winter hats")


@pytest.mark.parametrize("name", ["plants", "../secret", "a//b", "a/../animal", "/etc/passwd"])
def test_a_list_that_is_not_there_is_named(write, name) -> None:
    write("animal.txt", b"swan")
    write("../secret.txt", b"x")
    with pytest.raises(WildcardMissing) as told:
        wildcards.lines(name)
    assert told.value.name == name
    assert told.value.folder == str(folders.wildcards())


def test_without_a_folder_there_are_no_lists(write) -> None:
    assert wildcards.names() == ()


@pytest.mark.parametrize("data", [b"", b"\n \n# only a comment\n", b"\xff\xfe\x00"])
def test_a_list_without_words_is_told(write, data) -> None:
    write("empty.txt", data)
    with pytest.raises(FileUnreadable, match="empty"):
        wildcards.lines("empty")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes")
def test_a_pipe_is_not_waited_for(write) -> None:
    write("x.txt", b"")
    os.mkfifo(folders.wildcards() / "pipe.txt")
    with pytest.raises(FileUnreadable):
        wildcards.lines("pipe")
