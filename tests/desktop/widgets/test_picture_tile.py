"""One picture: its place, what the pointer means, what is painted."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QContextMenuEvent, QImage

from desktop.widgets.picture_tile import NAME, PictureTile


@pytest.fixture
def tile(qtbot):
    tile = PictureTile("Guess", "of the end")
    qtbot.addWidget(tile)
    tile.resize(200, 100 + NAME)
    tile.show()
    return tile


def picture(width=64, height=64, colour=Qt.GlobalColor.red):
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(colour)
    return image


def test_a_picture_keeps_its_shape(tile):
    tile.show_image(picture(128, 64))
    assert tile.place() == QRectF(0, NAME, 200, 100)
    tile.show_image(picture(64, 64))
    assert tile.place().size().toTuple() == (100, 100)


def test_places_are_shares_of_the_picture_and_nothing_outside(tile, qtbot):
    tile.show_image(picture())
    seen, clicks, drags, ends = [], [], [], []
    tile.hovered.connect(seen.append)
    tile.clicked.connect(clicks.append)
    tile.dragged.connect(lambda start, to: drags.append((to - start).y()))
    tile.released.connect(lambda: ends.append(1))
    qtbot.mouseMove(tile, QPoint(50, NAME + 25))
    assert tile.share_of(QPointF(50, NAME + 25)) == QPointF(0.5, 0.25)
    assert tile.share_of(QPointF(150, NAME + 25)) is None
    qtbot.mousePress(tile, Qt.MouseButton.LeftButton, pos=QPoint(50, NAME + 25))
    qtbot.mouseMove(tile, QPoint(50, NAME + 5))
    qtbot.mouseRelease(tile, Qt.MouseButton.LeftButton, pos=QPoint(50, NAME + 5))
    assert clicks == [QPointF(0.5, 0.25)]
    assert ends == [1]
    tile.leaveEvent(None)
    assert seen[-1] is None


def test_a_menu_is_asked_for_only_where_there_is_a_picture(tile):
    asked = []
    tile.menu_asked.connect(asked.append)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, QPoint(5, 50), QPoint(7, 70))
    tile.contextMenuEvent(event)
    assert asked == []
    tile.show_image(picture())
    tile.contextMenuEvent(event)
    assert asked == [QPoint(7, 70)]


def test_what_lies_over_the_picture_and_the_outline_are_seen(tile):
    tile.show_image(picture())
    plain = tile.grab().toImage()
    assert plain.pixelColor(50, NAME + 50) == Qt.GlobalColor.red
    tile.show_over(picture(8, 8, Qt.GlobalColor.black))
    assert tile.grab().toImage().pixelColor(50, NAME + 50) == Qt.GlobalColor.black
    tile.show_over(None)
    tile.show_box(QRectF(0.25, 0.25, 0.5, 0.5))
    tile.setFocus()
    tile.show_note("developed")
    assert tile.grab().toImage() != plain
    assert (tile.note(), tile.name()) == ("developed", "Guess")
    tile.rename("Other")
    assert tile.accessibleName() == "Other"
    tile.show_image(QImage())
    assert tile.image() is None
