"""What lies in the frame, as a file for the engine."""

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
