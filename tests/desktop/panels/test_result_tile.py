"""A tile of the strip: thumbnail, broken file, selection; and what is dragged or copied."""

import pytest
from PySide6.QtCore import QRect, QUrl
from PySide6.QtGui import QColor, QImage, QPainter, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget

from desktop import theme
from desktop.panels.result_tile import INSET, ResultTile, mime_of

ROLE = 300


@pytest.fixture
def red(tmp_path) -> str:
    image = QImage(64, 32, QImage.Format.Format_RGB32)
    image.fill(QColor("red"))
    path = str(tmp_path / "red picture.png")
    assert image.save(path)
    return path


def paint(tile, path, state=QStyle.StateFlag.State_None) -> QImage:
    model = QStandardItemModel()
    item = QStandardItem()
    item.setData(path, ROLE)
    model.appendRow(item)
    option = QStyleOptionViewItem()
    option.rect = QRect(0, 0, 88, 88)
    option.state = state
    image = QImage(88, 88, QImage.Format.Format_RGB32)
    image.fill(theme.colour("panel"))
    painter = QPainter(image)
    tile.paint(painter, option, model.index(0, 0))
    painter.end()
    return image


@pytest.fixture
def host(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def tile(host):
    result = ResultTile(host)
    result.path_role = ROLE
    return result


def test_file_and_pixels_travel_together(qapp, red):
    mime = mime_of(red)
    assert mime.urls() == [QUrl.fromLocalFile(red)]
    assert mime.imageData().pixelColor(1, 1) == QColor("red")
    assert not mime.hasText() or mime.text() == mime.urls()[0].toString()


def test_a_file_that_is_gone_still_travels_as_a_file(qapp, tmp_path):
    mime = mime_of(str(tmp_path / "gone.png"))
    assert mime.hasUrls()
    assert not mime.hasImage()


def test_the_picture_keeps_its_shape_and_comes_when_it_is_decoded(tile, qtbot, red):
    with qtbot.waitSignal(tile.thumbnails.ready):
        early = paint(tile, red)
    assert early.pixelColor(44, 44) == theme.colour("stripe")
    image = paint(tile, red)
    assert image.pixelColor(44, 44) == QColor("red")
    assert image.pixelColor(44, 8) == theme.colour("panel")


def test_a_broken_picture_is_a_tile_with_a_mark(tile, qtbot, tmp_path):
    path = str(tmp_path / "broken.png")
    (tmp_path / "broken.png").write_bytes(b"words")
    with qtbot.waitSignal(tile.thumbnails.failed):
        before = paint(tile, path)
    assert paint(tile, path) != before


def test_selection_is_a_ring_not_a_colour_alone(tile, qtbot, red):
    with qtbot.waitSignal(tile.thumbnails.ready):
        paint(tile, red)
    state = QStyle.StateFlag.State_Selected
    assert paint(tile, red, state).pixelColor(1, 44) == theme.colour("edge")
    focused = paint(tile, red, state | QStyle.StateFlag.State_HasFocus)
    assert focused.pixelColor(1, 44) == theme.colour("accent_line")
    assert INSET > 2  # the ring covers no pixel of the picture


def test_the_one_on_the_canvas_has_a_corner_turned_up(tile, qtbot, red):
    plain = paint(tile, red)
    tile.over_frame = "/another.png"
    assert paint(tile, red) == plain
    tile.over_frame = red
    corner = paint(tile, red).pixelColor(88 - INSET - 3, INSET + 3)
    assert corner == theme.colour("accent_line")
