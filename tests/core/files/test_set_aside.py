"""What makes no sense is kept beside the file that takes its place."""

import pytest

from core.contract.errors import NotWritable, WriteFailed
from core.files import operations
from core.files.set_aside import set_aside


def test_it_has_another_name_and_the_same_bytes(tmp_path):
    path = tmp_path / "notes.json"
    path.write_bytes(b"{\0")
    set_aside(path)
    assert [(p.name, p.read_bytes()) for p in tmp_path.iterdir()] == [
        ("notes.json.damaged", b"{\0")
    ]


def test_a_disk_that_refuses_leaves_it_where_it_is(tmp_path):
    class Broken(operations.Operations):
        def replace(self, source, target):
            raise OSError(5, "input/output error")

    path = tmp_path / "notes.json"
    path.write_bytes(b"{")
    with operations.using(Broken()), pytest.raises(WriteFailed):
        set_aside(path)
    assert path.read_bytes() == b"{"


def test_an_earlier_one_stays(tmp_path):
    path = tmp_path / "notes.json"
    for content in (b"1", b"2", b"3"):
        path.write_bytes(content)
        set_aside(path)
    names = ("notes.json.damaged", "notes.json.damaged-2", "notes.json.damaged-3")
    assert [(tmp_path / name).read_bytes() for name in names] == [b"1", b"2", b"3"]


def test_what_cannot_even_be_read_stays_it_may_be_whole(tmp_path):
    path = tmp_path / "notes.json"
    path.mkdir()  # nobody can read it, not even root
    with pytest.raises(NotWritable):
        set_aside(path)
    assert path.is_dir()
