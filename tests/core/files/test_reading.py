"""Only regular files are opened, and what fails is typed."""

import os
from pathlib import Path

import pytest

from core.contract.errors import FileMissing, FileUnreadable
from core.files import store
from core.files.models.headers import read_header
from core.files.pictures import images
from core.files.reading import opened, text_of


def test_a_regular_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"one")
    with opened(tmp_path / "a") as file:
        assert file.read() == b"one"


@pytest.mark.parametrize(
    "read",
    [
        images.read_picture,
        images.picture_size,
        images.read_texts,
        store.sha256_file,
        read_header,
    ],
)
def test_a_pipe_is_not_waited_for(tmp_path: Path, read) -> None:
    os.mkfifo(tmp_path / "pipe.png")
    with pytest.raises(FileUnreadable, match="not a regular file"):
        read(tmp_path / "pipe.png")


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(FileMissing), opened(tmp_path / "none"):
        pass
    for name in ("", "x" * 300, "a\0b"):
        with pytest.raises(FileUnreadable), opened(tmp_path / name):
            pass
    with pytest.raises(FileUnreadable), opened("/dev/null"):
        pass


def test_a_text_is_cut_between_letters_and_refused_where_it_ends_within_one(
    tmp_path: Path,
) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("äöü".encode())
    assert (text_of(file, 100), text_of(file, 5), text_of(file, 4)) == ("äöü", "äö", "äö")
    file.write_bytes("äöü".encode()[:5])
    with pytest.raises(UnicodeDecodeError):
        text_of(file, 100)


def test_the_mark_in_front_is_left_out_once_and_only_there(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("\ufeffä\ufeff", encoding="utf-8-sig")
    assert text_of(file, 100) == "\ufeffä\ufeff"
    file.write_bytes(b"")
    assert text_of(file, 100) == ""
