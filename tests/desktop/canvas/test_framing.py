"""How pictures fill the frame, and that small copies keep their colours."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter

from desktop.canvas.framing import Mipmap, covering, framed, inside

sizes = st.integers(1, 5000)


@given(sizes, sizes, sizes, sizes)
def test_the_part_has_the_frames_shape_lies_inside_and_in_the_middle(width, height, fw, fh):
    part = covering(width, height, fw, fh)
    assert part.width() / part.height() == pytest.approx(fw / fh)
    assert part.left() >= -1e-6
    assert part.top() >= -1e-6
    assert part.center().x() == pytest.approx(width / 2)
    assert part.center().y() == pytest.approx(height / 2)
    assert min(width - part.width(), height - part.height()) == pytest.approx(0, abs=1e-6)


@given(sizes, sizes, sizes, sizes)
def test_the_place_inside_has_the_pictures_shape_and_touches_the_frame(width, height, fw, fh):
    frame = QRectF(10, 20, fw, fh)
    place = inside(width, height, frame)
    assert place.width() / place.height() == pytest.approx(width / height)
    assert frame.adjusted(-1e-6, -1e-6, 1e-6, 1e-6).contains(place)
    assert min(fw - place.width(), fh - place.height()) == pytest.approx(0, abs=1e-6)


def test_a_picture_of_the_frames_size_stays_as_it_is(halves):
    image = halves(64, 32)
    assert framed(image, 64, 32) is image


def test_a_wide_picture_is_cut_in_its_middle(halves):
    result = framed(halves(300, 100), 100, 100)
    assert result.size().toTuple() == (100, 100)
    assert result.pixelColor(2, 50).name() == "#ff0000"
    assert result.pixelColor(97, 50).name() == "#0000ff"


def test_a_small_picture_is_enlarged(halves):
    result = framed(halves(32, 16), 256, 128)
    assert result.size().toTuple() == (256, 128)
    assert result.pixelColor(10, 10).name() == "#ff0000"
    assert result.pixelColor(250, 100).name() == "#0000ff"


def test_a_fine_pattern_becomes_grey_when_it_is_drawn_small():
    image = QImage(512, 512, QImage.Format.Format_RGB32)
    for y in range(512):
        for x in range(512):
            image.setPixel(x, y, 0xFFFFFFFF if (x // 4 + y // 4) % 2 else 0xFF000000)
    result = framed(image, 16, 16)
    values = [result.pixelColor(x, y).red() for x in range(16) for y in range(16)]
    assert min(values) > 90  # four neighbours alone would give black and white
    assert max(values) < 165


def test_drawn_larger_no_copies_are_made(halves):
    source = Mipmap(halves(64, 32))
    result = QImage(128, 64, QImage.Format.Format_RGB32)
    painter = QPainter(result)
    source.draw(painter, QRectF(0, 0, 128, 64), QRectF(0, 0, 64, 32))
    painter.end()
    assert result.pixelColor(3, 3).name() == "#ff0000"
    assert result.pixelColor(120, 3).name() == "#0000ff"
