from __future__ import annotations

import json

import pytest

from core.cli.wording import sentence
from core.contract.errors import InvalidValue
from core.files.photos.choices import Choice, read_choices, write_choices
from core.files.photos.crop import Box


def test_choices_come_back_as_they_were_kept(tmp_path):
    choices = {
        "Müller & Söhne/日本 1.jpg": Choice(Box(0.1, 0.2, 0.5, 0.75), turned=3),
        "b.jpg": Choice(left_out=True),
    }
    write_choices(tmp_path / "photos.json", {**choices, "nothing said.jpg": Choice()})
    assert read_choices(tmp_path / "photos.json") == choices


@pytest.mark.parametrize(
    "data",
    [
        "[]",
        "{",
        '"a"',
        '{"a": 3}',
        '{"a": {"crop": [0, 0, 1]}}',
        '{"a": {"crop": [0, 0, 2, 1]}}',
        '{"a": {"crop": [0, 0, true, 1]}}',
        '{"a": {"crop": [NaN, 0, 1, 1]}}',
        '{"a": {"crop": [0, 0, 1, 1' + "0" * 400 + "]}}",
        '{"a": {"turned": 4}}',
        '{"a": {"turned": true}}',
        '{"a": {"left_out": 1}}',
        '{"a": {"other": 1}}',
        "[" * 100_000,
    ],
)
def test_anything_else_is_refused(tmp_path, data):
    (tmp_path / "photos.json").write_text(data)
    with pytest.raises(InvalidValue):
        read_choices(tmp_path / "photos.json")


@pytest.mark.parametrize(
    ("data", "parts"),
    [
        ("[]", ("a photo's name in front of each choice",)),
        ('{"ä.jpg": 3}', ("as the choice of ä.jpg",)),
        ('{"ä.jpg": {"crop": [0, 0, 1]}}', ("four numbers", "crop", "ä.jpg")),
        ('{"ä.jpg": {"crop": [0, 0, 2, 1]}}', ("left, top, right, bottom within", "ä.jpg")),
        ('{"ä.jpg": {"turned": 4}}', ("quarter turns", "turned", "ä.jpg", "not 4")),
        ('{"ä.jpg": {"left_out": 1}}', ("true or false", "left_out", "ä.jpg")),
    ],
)
def test_what_is_wrong_names_the_file_and_the_photo(tmp_path, data, parts):
    """Not `photos.json`: that is a file of the run folder, which nobody wrote by hand."""
    file = tmp_path / "mine.json"
    file.write_text(data)
    with pytest.raises(InvalidValue) as refused:
        read_choices(file)
    assert refused.value.field == "crops"
    told = sentence(refused.value)
    assert told.startswith("crops must be ")
    assert all(part in told for part in (*parts, str(file)))
    assert "photos.json" not in told


def test_a_file_that_is_missing_or_no_text_is_refused(tmp_path):
    with pytest.raises(InvalidValue):
        read_choices(tmp_path / "photos.json")
    (tmp_path / "photos.json").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(InvalidValue):
        read_choices(tmp_path / "photos.json")


def test_the_file_is_plain_json(tmp_path):
    write_choices(tmp_path / "p.json", {"a.jpg": Choice(Box(0, 0, 1, 0.5))})
    assert json.loads((tmp_path / "p.json").read_text()) == {"a.jpg": {"crop": [0, 0, 1, 0.5]}}


def test_an_editor_may_have_put_its_mark_in_front(tmp_path):
    (tmp_path / "photos.json").write_bytes(b'\xef\xbb\xbf{"a": {"turned": 1}}')
    assert read_choices(tmp_path / "photos.json") == {"a": Choice(turned=1)}
