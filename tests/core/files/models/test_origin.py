"""What a download says of a model; that it says it, `downloads/test_place.py` checks."""

import pytest

from core.contract import codec
from core.contract.downloads import Record, RemoteFile
from core.files import store
from core.files.models.origin import RECORD, record_of, record_of_file

FILE = RemoteFile("x.safetensors", 3, sha256="0" * 64)
SAID = Record("owner/name", "c" * 40, "main", "x.safetensors", "mit", "https://page", (FILE,))


def write(path):
    store.write_json(path, codec.to_json(SAID))


def test_of_a_folder_it_lies_within(tmp_path):
    assert record_of(tmp_path) is None
    write(tmp_path / RECORD)
    assert record_of(tmp_path) == SAID


def test_of_a_file_it_lies_beside(tmp_path):
    model = tmp_path / "x.safetensors"
    write(record_of_file(model))
    model.write_bytes(b"abc")
    assert record_of(model) == SAID


def test_what_another_file_left_behind_is_none(tmp_path):
    model = tmp_path / "x.safetensors"
    write(record_of_file(model))
    model.write_bytes(b"another")
    assert record_of(model) is None
    model.unlink()
    assert record_of(model) is None


@pytest.mark.parametrize("data", [b"", b"[]", b'{"repo": 7}', b"\xff"])
def test_what_cannot_be_read_is_none(tmp_path, data):
    model = tmp_path / "x.safetensors"
    model.write_bytes(b"abc")
    for place in (record_of_file(model), tmp_path / RECORD):
        place.write_bytes(data)
    assert record_of(model) is None
    assert record_of(tmp_path) is None
