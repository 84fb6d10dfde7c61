"""Listings that a training reads are tested with it in `tests/core/training/data/test_dataset.py`; here the rest."""

from __future__ import annotations

import pytest
from PIL import Image

from core.contract.errors import DatasetInvalid
from core.files.photos import captions
from core.files.photos.listing import Entry, list_entries


def test_hidden_files_and_folders_are_no_photos(tmp_path):
    (tmp_path / ".reverie").mkdir()
    for name in ("a.jpg", "._a.jpg", ".reverie/b.jpg"):
        Image.new("RGB", (4, 4)).save(tmp_path / name)
    assert list_entries(tmp_path, captions=False) == [Entry("a.jpg", "")]


def names(folder, **how):
    return [entry.name for entry in list_entries(folder, captions=False, **how)]


def touched(folder, *paths):
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).touch()


def test_what_a_training_drew_is_never_learned_as_a_photo(tmp_path):
    """A run may lie among the photos, at any depth; folders that only hold pictures are looked into."""
    touched(tmp_path, "a.jpg", "10_dog/b.jpg", "10_dog/deep/c.png", "config.toml")
    touched(tmp_path, *(f"run1/{n}" for n in ("config.toml", "samples/s.png", "result/dog.png")))
    touched(tmp_path, *(f"10_dog/runs/2/{n}" for n in ("config.toml", "samples/s.png")))
    assert names(tmp_path) == ["10_dog/b.jpg", "10_dog/deep/c.png", "a.jpg"]
    assert names(tmp_path / "run1" / "samples") == ["s.png"]  # asked for by name


def test_masks_among_the_photos_are_no_photos(tmp_path, monkeypatch):
    touched(tmp_path, "a.jpg", "masks/a.png", "deep/masks/b.png", "out/c.png")
    assert len(names(tmp_path)) == 4
    apart = (tmp_path / "masks", tmp_path / "away", tmp_path / "deep" / ".." / "out")
    assert names(tmp_path, apart=apart) == ["a.jpg", "deep/masks/b.png"]
    monkeypatch.chdir(tmp_path)
    assert names(".", apart=["masks", "out"]) == ["a.jpg", "deep/masks/b.png"]
    for same in (tmp_path, tmp_path.parent):  # masks that are the folder itself, or around it
        assert len(names(tmp_path, apart=[same])) == 4


def test_a_list_says_which_pictures_count_unless_every_one_does(tmp_path):
    touched(tmp_path, "a.jpg", "b.jpg", "masks/a.png")
    (tmp_path / "b.txt").write_text("not read")
    (tmp_path / "metadata.jsonl").write_text('{"file_name": "a.jpg", "text": "a swan"}\n')
    assert list_entries(tmp_path, captions=True) == [Entry("a.jpg", "a swan")]
    found = list_entries(tmp_path, captions=False, every=True, apart=[tmp_path / "masks"])
    assert found == [Entry("a.jpg", "a swan"), Entry("b.jpg", "")]


def test_names_in_any_script_are_listed(tmp_path):
    photos = ["Ünï cödé.jpg", "写真 1.JPG", "сад.jpeg"]
    for name in photos:
        Image.new("RGB", (4, 4)).save(tmp_path / name)
    assert names(tmp_path) == sorted(photos)


def test_a_photo_without_a_caption_is_refused_where_they_are_needed(tmp_path):
    Image.new("RGB", (4, 4)).save(tmp_path / "a.jpg")
    with pytest.raises(DatasetInvalid, match="no caption"):
        list_entries(tmp_path, captions=True)
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe")
    with pytest.raises(DatasetInvalid, match="cannot be read as text"):
        list_entries(tmp_path, captions=True)


def test_a_list_longer_than_any_caption_file_is_read_whole(tmp_path, monkeypatch):
    lines = [f'{{"file_name": "{n}.jpg", "text": "a swan"}}' for n in range(5)]
    for n in range(5):
        (tmp_path / f"{n}.jpg").touch()
    (tmp_path / "metadata.jsonl").write_text("\n".join(lines))
    monkeypatch.setattr(captions, "WORDS_MAX", 60)
    assert [entry.caption for entry in list_entries(tmp_path, captions=True)] == ["a swan"] * 5


def test_a_list_too_long_is_refused_and_not_cut(tmp_path, monkeypatch):
    (tmp_path / "0.jpg").touch()
    (tmp_path / "metadata.jsonl").write_text('{"file_name": "0.jpg", "text": "a swan"}\n' * 3)
    monkeypatch.setattr(captions, "METADATA_MAX", 100)
    with pytest.raises(DatasetInvalid, match="larger than"):
        list_entries(tmp_path, captions=True)


def test_the_mark_that_windows_puts_before_a_text_is_no_part_of_it(tmp_path):
    (tmp_path / "a.jpg").touch()
    (tmp_path / "a.txt").write_text("a red scarf", encoding="utf-8-sig")
    assert list_entries(tmp_path, captions=True) == [Entry("a.jpg", "a red scarf")]
    line = '{"file_name": "a.jpg", "text": "a swan"}'
    (tmp_path / "metadata.jsonl").write_text(line, encoding="utf-8-sig")
    assert list_entries(tmp_path, captions=True) == [Entry("a.jpg", "a swan")]
