"""What lies in the frame, as a file for the engine."""

import os
import time
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QImage

from core.contract.errors import NotWritable
from desktop.pages.start_pictures import StartPictures


def picture(colour="#336699"):
    image = QImage(16, 8, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    return image


def test_same_pixels_same_file(tmp_path):
    starts = StartPictures(tmp_path / "start")
    first = starts.put(picture())
    assert starts.put(picture()) == first
    assert starts.put(picture("#FF0000")) != first
    assert QImage(first).pixelColor(3, 3) == QColor("#336699")


def test_packed_pictures_are_kept_as_they_are(tmp_path):
    starts = StartPictures(tmp_path / "start")
    path = starts.put_packed(b"anything")
    assert Path(path).read_bytes() == b"anything"
    starts.clear()
    assert not Path(path).exists()


def test_they_go_with_the_window(tmp_path):
    starts = StartPictures(tmp_path / "start")
    starts.put(picture())
    starts.clear()
    assert list((tmp_path / "start").iterdir()) == []


def test_a_folder_that_cannot_be_is_a_typed_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(NotWritable):
        StartPictures(tmp_path / "file" / "start").put(picture())


def test_what_a_crashed_window_left_goes_with_the_first_picture_of_another(tmp_path):
    crashed = StartPictures(tmp_path / "start")
    old, new = crashed.put(picture()), crashed.put(picture("#00FF00"))
    os.utime(old, (time.time() - 2 * 24 * 3600,) * 2)
    StartPictures(tmp_path / "start").put(picture("#FF0000"))
    assert not Path(old).exists()
    assert Path(new).exists()  # another window's, perhaps


def test_one_that_cannot_be_taken_away_keeps_no_window_from_closing(tmp_path, monkeypatch):
    starts = StartPictures(tmp_path / "start")
    starts.put(picture())

    def refuse(path):
        raise NotWritable(str(path), "it is in use")

    monkeypatch.setattr("desktop.pages.start_pictures.store.remove", refuse)
    starts.clear()
