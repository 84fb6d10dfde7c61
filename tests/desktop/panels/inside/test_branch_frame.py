"""A frame drawn over a tile becomes a mask."""

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QImage

from desktop.panels.inside.branch_frame import BranchFrame, mask_of
from desktop.widgets.picture_tile import PictureTile


def test_white_within_the_frame_and_black_around_it():
    mask = mask_of(QRectF(0.5, 0.25, 0.25, 0.5))
    seen = [mask.pixelColor(x, y).red() for x, y in ((130, 70), (190, 190), (120, 70), (200, 100))]
    assert seen == [255, 255, 0, 0]


def test_a_click_means_everywhere_again_and_without_leave_nothing_is_drawn(qtbot, inside):
    tile = PictureTile("guess")
    qtbot.addWidget(tile)
    tile.resize(200, 220)
    tile.show_image(QImage(8, 8, QImage.Format.Format_RGB32))
    frame = BranchFrame(tile, inside.folder, tile)
    told = []
    frame.framed.connect(told.append)
    tile.dragged.emit(QPointF(10, 30), QPointF(90, 90))
    tile.released.emit()
    assert told == []
    frame.listen(True)
    tile.dragged.emit(QPointF(10, 30), QPointF(90, 90))
    tile.released.emit()
    qtbot.waitUntil(lambda: len(told) == 1)
    tile.clicked.emit(QPointF(0.5, 0.5))
    tile.released.emit()
    assert told[1] == ""
