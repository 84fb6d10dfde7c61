"""Pictures in rows and columns."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage

from desktop.widgets.picture_grid import PictureGrid


def test_a_click_chooses_a_picture_that_is_there(qtbot):
    grid = PictureGrid("Sheet", "takes it over")
    qtbot.addWidget(grid)
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.red)
    paths = {(0, 1): "a", (1, 0): "b"}
    grid.show_pictures(["one", "two"], ["1", "2"], paths, {"a": image}.get)
    grid.resize(300, grid.heightForWidth(300))
    grid.show()
    chosen = []
    grid.chosen.connect(lambda row, column: chosen.append((row, column)))
    for spot in ((0, 1), (1, 0), (0, 0)):
        where = grid.place(*spot).center().toPoint()
        qtbot.mouseMove(grid, where)
        qtbot.mouseClick(grid, Qt.MouseButton.LeftButton, pos=where)
    assert chosen == [(0, 1), (1, 0)]
    middle = grid.place(0, 1).center().toPoint()
    assert grid.grab().toImage().pixelColor(middle) == Qt.GlobalColor.red
    qtbot.mouseMove(grid, QPoint(1, 1))
    assert grid.paths() == paths
    assert grid.sizeHint().height() > grid.heightForWidth(300) / 2
