"""Small picture files for the tests of the canvas."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage


@pytest.fixture
def make_picture(tmp_path):
    """A function: name, colour, size → the path of a picture file of one colour."""

    def make(name="one.png", colour="red", size=(64, 64)) -> str:
        image = QImage(*size, QImage.Format.Format_RGB32)
        image.fill(QColor(colour))
        path = str(tmp_path / name)
        assert image.save(path)
        return path

    return make


@pytest.fixture
def halves():
    """A function: size → an image, left half red, right half blue."""

    def make(width=64, height=32) -> QImage:
        image = QImage(width, height, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.red)
        for x in range(width // 2, width):
            for y in range(height):
                image.setPixelColor(x, y, QColor(Qt.GlobalColor.blue))
        return image

    return make
