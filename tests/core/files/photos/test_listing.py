"""Listings that a training reads are tested with it in `tests/core/training/data/test_dataset.py`; here the rest."""

from __future__ import annotations

import pytest
from PIL import Image

from core.contract.errors import DatasetInvalid
from core.files.photos.listing import Entry, list_entries


def test_hidden_files_and_folders_are_no_photos(tmp_path):
    (tmp_path / ".reverie").mkdir()
    for name in ("a.jpg", "._a.jpg", ".reverie/b.jpg"):
        Image.new("RGB", (4, 4)).save(tmp_path / name)
    assert list_entries(tmp_path, captions=False) == [Entry("a.jpg", "")]


def test_names_in_any_script_are_listed(tmp_path):
    names = ["Ünï cödé.jpg", "写真 1.JPG", "сад.jpeg"]
    for name in names:
        Image.new("RGB", (4, 4)).save(tmp_path / name)
    assert [e.name for e in list_entries(tmp_path, captions=False)] == sorted(names)


def test_a_photo_without_a_caption_is_refused_where_they_are_needed(tmp_path):
    Image.new("RGB", (4, 4)).save(tmp_path / "a.jpg")
    with pytest.raises(DatasetInvalid, match="no caption"):
        list_entries(tmp_path, captions=True)
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe")
    with pytest.raises(DatasetInvalid, match="cannot be read as text"):
        list_entries(tmp_path, captions=True)
