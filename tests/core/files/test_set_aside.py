"""What makes no sense is kept beside the file that takes its place."""

import pytest

from core.contract.errors import WriteFailed
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
