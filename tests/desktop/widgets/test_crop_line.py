"""The line around what is learned can be seen on any photo."""

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from desktop.widgets.crop_line import paint_crop_line


@pytest.mark.parametrize("ground", ["white", "black", "gray"])
@pytest.mark.parametrize("width", [1.5, 2.0])
def test_about_half_of_it_is_black_and_half_is_white(qtbot, ground, width):
    image = QImage(120, 40, QImage.Format.Format_RGB32)
    image.fill(QColor(ground))
    painter = QPainter(image)
    paint_crop_line(painter, QRectF(4, 20, 112, 40), width)
    painter.end()
    light = [image.pixelColor(x, 20).lightness() for x in range(8, 112)]
    assert 0.3 < sum(value > 200 for value in light) / len(light) < 0.7
    assert 0.3 < sum(value < 60 for value in light) / len(light) < 0.7
    assert image.pixelColor(60, 5) == QColor(ground)
