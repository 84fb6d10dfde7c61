"""A stranger's JSON is read as data, within limits, or refused with a typed error."""

import os

import pytest

from core.checkpoints.json_files import read_object, read_text
from core.contract.errors import ConfigInvalid, FileUnreadable, ModelIncomplete

LIMIT = 1000


def test_an_object_is_read(tmp_path):
    (tmp_path / "é.json").write_text('{"a": [1, "白"]}', encoding="utf-8")
    assert read_object(tmp_path, "é.json", LIMIT) == {"a": [1, "白"]}


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"a": NaN}', '{"a": -Infinity}', "null", "[" * 900, '{"a": 1} x']
)
def test_what_is_no_json_object_is_refused(tmp_path, text):
    (tmp_path / "a.json").write_text(text)
    with pytest.raises(ConfigInvalid):
        read_object(tmp_path, "a.json", LIMIT)


def test_deep_nesting_is_refused(tmp_path):
    (tmp_path / "a.json").write_text('{"a":' * 100_000)
    with pytest.raises(ConfigInvalid):
        read_object(tmp_path, "a.json", 10**6)


def test_bytes_that_are_no_text_are_refused(tmp_path):
    (tmp_path / "a.json").write_bytes(b'{"a": "\xff"}')
    with pytest.raises(ConfigInvalid, match="UTF-8"):
        read_object(tmp_path, "a.json", LIMIT)


def test_the_limit_is_exact(tmp_path):
    (tmp_path / "a.txt").write_text("x" * LIMIT)
    assert len(read_text(tmp_path, "a.txt", LIMIT)) == LIMIT
    (tmp_path / "a.txt").write_text("x" * (LIMIT + 1))
    with pytest.raises(ConfigInvalid, match="at most 1000"):
        read_text(tmp_path, "a.txt", LIMIT)


def test_a_missing_file_is_named_within_its_model(tmp_path):
    with pytest.raises(ModelIncomplete) as caught:
        read_text(tmp_path, "tokenizer/merges.txt", LIMIT)
    assert caught.value.missing == "tokenizer/merges.txt"
    assert caught.value.path == str(tmp_path)


def test_folders_pipes_and_links_out_are_not_read(tmp_path):
    model = tmp_path / "model"
    (model / "folder").mkdir(parents=True)
    os.mkfifo(model / "pipe")
    (tmp_path / "secret").write_text("{}")
    (model / "link").symlink_to(tmp_path / "secret")
    for name in ("folder", "pipe", "link", "../secret"):
        with pytest.raises(FileUnreadable):
            read_text(model, name, LIMIT)
