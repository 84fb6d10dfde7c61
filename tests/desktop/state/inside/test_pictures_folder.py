"""The folder of the engine's pictures."""

import os
from pathlib import Path

from desktop.state.inside.pictures_folder import PicturesFolder


def test_it_is_there_when_asked_for_and_gone_with_the_window(tmp_path):
    folder = PicturesFolder(tmp_path / "inside")
    assert not (tmp_path / "inside").exists()
    place = Path(folder.file("a.png"))
    place.write_bytes(b"x")
    assert place.parent.parent == tmp_path / "inside"
    folder.clear()
    assert not place.parent.exists()
    folder.clear()


def test_what_a_window_left_that_is_no_more_is_taken_away(tmp_path):
    old, fresh = tmp_path / "old", tmp_path / "fresh"
    for folder in (old, fresh):
        folder.mkdir()
    os.utime(old, (0, 0))
    PicturesFolder(tmp_path).path()
    assert (old.exists(), fresh.exists()) == (False, True)
