import json
import os

import pytest

from core.contract.errors import DatasetInvalid
from core.files.photos import captions
from core.files.photos.captions import CAPTION_MAX, caption_beside, lines_of, with_word
from core.files.photos.listing import list_entries


def listed(folder, *lines):
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    (folder / "metadata.jsonl").write_text(text, encoding="utf-8")


def test_where_a_folder_has_a_list_no_text_beside_a_picture_is_read(tmp_path):
    (tmp_path / "ä.txt").write_text(" from its own file \n", encoding="utf-8")
    assert caption_beside(tmp_path / "ä.png") == "from its own file"
    listed(tmp_path, {"file_name": "./ä.png", "text": " from the list"})
    assert caption_beside(tmp_path / "ä.png") == "from the list"
    (tmp_path / "b.txt").write_text("not in the list")
    assert caption_beside(tmp_path / "b.png") == ""


@pytest.mark.parametrize("has_list", [False, True])
def test_the_window_and_a_training_read_the_same_words(tmp_path, has_list):
    words = {"a": "a\u2028swan", "b": "", "c": "x" * CAPTION_MAX, "d": "in both"}
    for name, text in words.items():
        (tmp_path / f"{name}.png").touch()
        if text:
            (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    if has_list:
        lines = [{"file_name": f"{name}.png", "text": text} for name, text in words.items()]
        text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines[:3])
        (tmp_path / "metadata.jsonl").write_text(text, encoding="utf-8")
    entries = list_entries(tmp_path, captions=False, every=True)
    assert [entry.name for entry in entries] == ["a.png", "b.png", "c.png", "d.png"]
    said = [caption_beside(tmp_path / entry.name) for entry in entries]
    assert said == [entry.caption.strip() for entry in entries]
    assert said[3] == ("" if has_list else "in both")


def test_lines_tell_what_is_wrong_with_them(tmp_path):
    listed(tmp_path, "{", "", {"file_name": "a/b.png", "text": "x"}, {"file_name": "/b.png"})
    bad, good, outside = lines_of(tmp_path)
    assert (bad.where, bad.fault) == ("line 1 of metadata.jsonl", "is not JSON")
    assert (good.number, good.name, good.words, good.fault) == (3, "a/b.png", "x", "")
    assert "outside" in outside.fault


def test_a_list_that_is_too_long_has_no_words(tmp_path, monkeypatch):
    listed(tmp_path, {"file_name": "a.png", "text": "a house"})
    monkeypatch.setattr(captions, "METADATA_MAX", 10)
    with pytest.raises(DatasetInvalid, match="larger than"):
        next(lines_of(tmp_path))
    assert caption_beside(tmp_path / "a.png") == ""


def test_a_list_that_changes_is_read_again_and_bad_lines_are_passed_over(tmp_path):
    good = {"file_name": "a.png", "text": "a house"}
    listed(tmp_path, "no JSON", [1], {"file_name": 3, "text": "x"}, {"text": "y"}, good)
    assert caption_beside(tmp_path / "a.png") == "a house"
    listed(tmp_path, {"file_name": "a.png", "text": "another house"})
    assert caption_beside(tmp_path / "a.png") == "another house"


def test_the_mark_that_windows_puts_before_a_text_is_no_part_of_it(tmp_path):
    (tmp_path / "a.txt").write_text("a red scarf", encoding="utf-8-sig")
    assert caption_beside(tmp_path / "a.png") == "a red scarf"
    (tmp_path / "a.txt").unlink()
    line = json.dumps({"file_name": "b.png", "text": "a house"})
    (tmp_path / "metadata.jsonl").write_text(line, encoding="utf-8-sig")
    assert caption_beside(tmp_path / "b.png") == "a house"


def test_no_words_are_no_error(tmp_path):
    assert caption_beside(tmp_path / "a.png") == ""
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe")
    assert caption_beside(tmp_path / "a.png") == ""
    assert caption_beside(tmp_path / "away" / "a.png") == ""
    (tmp_path / "metadata.jsonl").write_bytes(b"\xff\xfe")
    assert caption_beside(tmp_path / "a.png") == ""


@pytest.mark.parametrize(
    ("caption", "word", "found"),
    [
        ("a house", "sks style", "a house, sks style"),
        ("a house in SKS style", "sks style", "a house in SKS style"),
        ("", "sks style", "sks style"),
        ("two people in masks", "sks", "two people in masks, sks"),
        ("a drinking bird", "ink", "a drinking bird, ink"),
        ("Ink, on paper", "ink", "Ink, on paper"),
        ("a house", "", "a house"),
    ],
)
def test_a_word_that_is_to_be_learned_is_in_every_caption(caption, word, found):
    assert with_word(caption, word) == found


def test_a_pipe_and_an_endless_file_are_no_words(tmp_path):
    os.mkfifo(tmp_path / "a.txt")
    (tmp_path / "b.txt").symlink_to("/dev/zero")
    (tmp_path / "c.txt").write_text("x" * 3_000_000)
    assert [caption_beside(tmp_path / f"{name}.png") for name in "ab"] == ["", ""]
    assert caption_beside(tmp_path / "c.png") == "x" * CAPTION_MAX
