"""Cells of a picture with a text under each."""

from PySide6.QtGui import QImage

from desktop.widgets.labelled_sheet import LabelledSheet


def test_it_takes_the_rows_and_columns_of_its_picture(qtbot):
    sheet = LabelledSheet("Batch", 24)
    qtbot.addWidget(sheet)
    before = sheet.sizeHint()
    picture = QImage(4 * 24, 3 * 24, QImage.Format.Format_RGB32)
    picture.fill(0)
    sheet.show_cells(picture, ["t 1", "t 2"])
    assert sheet.texts() == ("t 1", "t 2")
    assert sheet.accessibleDescription() == "t 1, t 2"
    assert sheet.sizeHint().width() < before.width()
    assert sheet.sizeHint().height() > before.height()
    sheet.resize(sheet.sizeHint())
    assert not sheet.grab().isNull()
