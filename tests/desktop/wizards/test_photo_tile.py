from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QWidget

from core.contract.draft import DraftPhoto
from core.files.photos.report import Finding, PhotoReport
from desktop.state.photos_model import PhotosModel
from desktop.wizards.photo_tile import SIDE, PhotoTile, badges, turned

PHOTO = DraftPhoto("/p/a.jpg")


def report(*codes):
    return PhotoReport(Path("/p/a.jpg"), 0, (10, 10), findings=tuple(map(Finding, codes)))


def test_two_badges_at_most_each_an_icon_and_a_word():
    twin = Finding("twin", {"of": 3})
    found = badges(
        PHOTO, replace(report(), findings=(twin, Finding("too_small"), Finding("blurred")))
    )
    assert len(found) == 2
    assert all(icon and word for icon, word in found)
    assert found[0][1] == "Twin of 4"


def test_what_is_left_out_says_so_and_what_was_looked_at_is_quiet():
    assert badges(replace(PHOTO, is_in=False), report("twin"))[0][1] == "Left out"
    assert badges(replace(PHOTO, is_looked_at=True), report("twin")) == []
    assert badges(PHOTO, None) == []


def test_a_quarter_turn_to_the_right(qapp):
    image = QImage(20, 10, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.black)
    image.setPixelColor(0, 0, Qt.GlobalColor.white)
    right = turned(image, 1)
    assert (right.width(), right.height()) == (10, 20)
    assert right.pixelColor(9, 0).lightness() > 200


def test_each_tile_has_its_own_number_in_its_corner(qtbot):
    parent, model = QWidget(), PhotosModel()
    qtbot.addWidget(parent)
    model.show([PHOTO, PHOTO], [None, None])
    tile, option = PhotoTile(parent), QStyleOptionViewItem()
    option.rect.setRect(0, 0, SIDE, SIDE)

    def painted(row):
        image = QImage(SIDE, SIDE, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        tile.paint(painter, option, model.index(row))
        painter.end()
        return image

    first, second = painted(0), painted(1)
    assert first.copy(0, 0, 30, 30) != second.copy(0, 0, 30, 30)
    assert first.copy(30, 0, SIDE - 30, SIDE) == second.copy(30, 0, SIDE - 30, SIDE)
