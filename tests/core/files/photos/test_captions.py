import json
import os

import pytest

from core.files.photos.captions import CAPTION_MAX, caption_beside, with_word


def listed(folder, *lines):
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    (folder / "metadata.jsonl").write_text(text, encoding="utf-8")


def test_the_text_beside_a_picture_goes_before_the_list(tmp_path):
    listed(tmp_path, {"file_name": "ä.png", "text": "from the list"})
    assert caption_beside(tmp_path / "ä.png") == "from the list"
    (tmp_path / "ä.txt").write_text(" from its own file \n", encoding="utf-8")
    assert caption_beside(tmp_path / "ä.png") == "from its own file"


def test_a_list_that_changes_is_read_again_and_bad_lines_are_passed_over(tmp_path):
    good = {"file_name": "a.png", "text": "a house"}
    listed(tmp_path, "no JSON", [1], {"file_name": 3, "text": "x"}, {"text": "y"}, good)
    assert caption_beside(tmp_path / "a.png") == "a house"
    listed(tmp_path, {"file_name": "a.png", "text": "another house"})
    assert caption_beside(tmp_path / "a.png") == "another house"


def test_the_mark_that_windows_puts_before_a_text_is_no_part_of_it(tmp_path):
    (tmp_path / "a.txt").write_text("a red scarf", encoding="utf-8-sig")
    assert caption_beside(tmp_path / "a.png") == "a red scarf"
    line = json.dumps({"file_name": "b.png", "text": "a house"})
    (tmp_path / "metadata.jsonl").write_text(line, encoding="utf-8-sig")
    assert caption_beside(tmp_path / "b.png") == "a house"


def test_no_words_are_no_error(tmp_path):
    assert caption_beside(tmp_path / "a.png") == ""
    (tmp_path / "a.txt").write_bytes(b"\xff\xfe")
    assert caption_beside(tmp_path / "a.png") == ""
    assert caption_beside(tmp_path / "away" / "a.png") == ""


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
