from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage

from core.contract.draft import DraftPhoto
from core.files.photos.report import Finding, PhotoReport
from desktop.wizards.photo_tile import badges, turned

PHOTO = DraftPhoto("/p/a.jpg")


def report(*codes):
    return PhotoReport(Path("/p/a.jpg"), 0, (10, 10), findings=tuple(map(Finding, codes)))


def test_two_badges_at_most_each_an_icon_and_a_word():
    found = badges(PHOTO, report("twin", "too_small", "blurred"))
    assert len(found) == 2
    assert all(icon and word for icon, word in found)
    assert found[0][1] == "Twin"


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
